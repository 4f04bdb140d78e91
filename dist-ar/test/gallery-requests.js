import { jsx as _jsx } from "preact/jsx-runtime";
import { translator } from '../src/i18n/translator.js';
import { RequestPage, RequestsPage } from '../src/requests/pages.js';
import { RequestsPage as DeskRequestsPage } from '../src/school/request-list-pages.js';
import { RequestPage as DeskRequestPage } from '../src/school/request-pages.js';
const t = translator(process.env.LOC ?? 'ar');
const at = new Date('2026-09-14T16:42:00Z');
const days = (count) => new Date(at.getTime() + count * 86_400_000);
const view = {
    t,
    csrf: 'token',
    path: '/mon-compte/demandes',
    help: { schoolName: 'Collège Jean-Moulin', phone: '05 36 49 12 30' },
    signedIn: { name: 'n.benali4827', idleMinutes: 30 },
};
const request = {
    reference: 'D-4K7M-20XP',
    state: 'open',
    createdAt: at,
    answerBy: days(30),
    expiresAt: null,
    expired: false,
    groupingReference: null,
    byNetwork: false,
    schools: [{ name: 'Collège Louise-Michel', phone: '05 36 49 45 10' }],
};
const deskView = (path) => ({ t, csrf: 'token', path });
const desk = {
    staffId: 1,
    sessionId: 1,
    address: '127.0.0.1',
    name: 'Sophie Lopez',
    severalSchools: false,
    schoolUai: '0330002Y',
    schoolName: 'Collège Louise-Michel',
    schoolKind: 'college',
    schoolTown: 'Talence',
    role: 'secretary',
};
const asked = {
    reference: 'D-4K7M-20XP',
    state: 'open',
    createdAt: at,
    answerBy: days(30),
    answer: undefined,
    sides: {
        kept: {
            accountId: 1,
            own: [],
            others: [{ civility: 'Mme', firstName: 'Nadia', familyName: 'BENALI', usageName: null }],
        },
        absorbed: {
            accountId: 2,
            own: [
                {
                    guardianId: 7,
                    civility: 'Mme',
                    firstName: 'Nadja',
                    familyName: 'ROUX',
                    usageName: 'BENALI',
                    pupils: [
                        {
                            pupilId: 9,
                            firstName: 'Lina',
                            familyName: 'BENALI',
                            usageName: null,
                            birthDate: '2014-04-21',
                            division: '5e B',
                            kinship: '10',
                        },
                    ],
                },
            ],
            others: [],
        },
        likeness: ['first_one_letter', 'usage_name'],
        shared: [],
        flagged: false,
    },
};
const pupil = asked.sides?.absorbed.own[0]?.pupils ?? [];
const form = { decision: '', reason: '', askCode: true, errors: [] };
const answer = {
    decision: 'accepted',
    reason: 'Carte d’identité vue.',
    staffName: 'Sophie Lopez',
    decidedAt: at,
};
const parent = (rest, told) => () => (_jsx(RequestPage, { view: view, request: { ...request, ...rest }, told: told, mailed: told !== 'already' }));
const atDesk = (rest, shown = form) => () => _jsx(DeskRequestPage, { view: deskView('/ecole/demandes'), desk: desk, request: { ...asked, ...rest }, form: shown });
export const requestSamples = {
    'request-sent': parent({}, 'sent'),
    'request-already': parent({ schools: [] }, 'already'),
    'request-network': parent({ schools: [], byNetwork: true }),
    'request-accepted': parent({ state: 'accepted', expiresAt: days(90) }),
    'request-refused': parent({ state: 'refused' }),
    'request-withdrawn': parent({ state: 'withdrawn' }),
    'request-void': parent({ state: 'void' }),
    'request-expired': parent({ state: 'void', expired: true }),
    'request-done': parent({ state: 'done', groupingReference: 'G-7XQ2-M4PA' }),
    requests: () => (_jsx(RequestsPage, { view: view, requests: ['open', 'accepted', 'refused', 'void', 'withdrawn', 'done'].map((state, index) => ({
            reference: `D-4K7M-20X${index}`,
            state,
            createdAt: days(-index),
        })) })),
    'requests-none': () => _jsx(RequestsPage, { view: view, requests: [] }),
    'desk-requests': () => (_jsx(DeskRequestsPage, { view: deskView('/ecole/demandes'), desk: desk, requests: [
            { name: 'BENALI', state: 'open', decision: null },
            { name: 'MARTIN', state: 'open', decision: 'accepted' },
            { name: 'DUPUY', state: 'accepted', decision: 'accepted' },
            { name: 'CHEN', state: 'refused', decision: 'refused' },
            { name: 'COSTA', state: 'void', decision: null },
            { name: 'ALVES', state: 'done', decision: 'accepted' },
        ].map(({ name, state, decision }, index) => ({
            reference: `D-4K7M-20X${index}`,
            createdAt: days(-index),
            state: state,
            decision: decision,
            firstName: 'Nadia',
            familyName: name,
            usageName: null,
        })) })),
    'desk-requests-none': () => _jsx(DeskRequestsPage, { view: deskView('/ecole/demandes'), desk: desk, requests: [] }),
    'desk-request': atDesk({}),
    'desk-request-errors': atDesk({}, {
        ...form,
        errors: [{ field: 'reason', message: 'Expliquez en une phrase : 5 signes au moins.' }],
    }),
    'desk-request-shared': atDesk({
        sides: asked.sides && {
            ...asked.sides,
            kept: { accountId: 1, own: asked.sides.absorbed.own, others: asked.sides.kept.others },
            shared: pupil,
            flagged: true,
        },
    }),
    'desk-request-reader': () => (_jsx(DeskRequestPage, { view: deskView('/ecole/demandes'), desk: { ...desk, role: 'reader' }, request: asked, form: undefined })),
    'desk-request-answered': atDesk({ answer }),
    'desk-request-accepted': atDesk({ state: 'accepted', answer }),
    'desk-request-refused': atDesk({ state: 'refused', answer: undefined, sides: undefined }),
    'desk-request-done': atDesk({ state: 'done', answer, sides: undefined }),
};
