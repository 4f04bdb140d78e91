// Sample pages of requests: the parent's, in each state, and those of a school's desk.
import type { CivilDate } from '../src/kernel/civil-date.js';
import { RequestPage, RequestsPage, type RequestView } from '../src/requests/pages.js';
import { RequestsPage as DeskRequestsPage } from '../src/school/request-list-pages.js';
import { RequestPage as DeskRequestPage, type RequestAtDesk } from '../src/school/request-pages.js';
import type { Desk } from '../src/staff/rules.js';
import type { View } from '../src/web/view.js';
import { type Samples, type Stage, stageIn } from './gallery/stage.js';

const at = new Date('2026-09-14T16:42:00Z');
const days = (count: number) => new Date(at.getTime() + count * 86_400_000);

const request: RequestView = {
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

const deskView = (path: string): View => ({ ...stageIn('fr').signedOut, path });
const desk: Desk = {
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

const asked: RequestAtDesk = {
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
              birthDate: '2014-04-21' as CivilDate,
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
    contested: false,
  },
};
const pupil = asked.sides?.absorbed.own[0]?.pupils ?? [];
const form = { decision: '', reason: '', askCode: true, errors: [] };
const answer = {
  decision: 'accepted',
  reason: 'Carte d’identité vue.',
  staffName: 'Sophie Lopez',
  decidedAt: at,
} as const;

const atDesk =
  (rest: Partial<RequestAtDesk>, shown: typeof form | undefined = form) =>
  () => <DeskRequestPage view={deskView('/ecole/demandes')} desk={desk} request={{ ...asked, ...rest }} form={shown} />;

export function requestSamples({ parentAt }: Stage): Samples {
  const view = parentAt('/mon-compte/demandes');
  const parent = (rest: Partial<RequestView>, told?: 'sent' | 'already') => () => (
    <RequestPage view={view} request={{ ...request, ...rest }} told={told} mailed={told !== 'already'} />
  );
  return {
    'request-sent': parent({}, 'sent'),
    'request-already': parent({ schools: [] }, 'already'),
    'request-network': parent({ schools: [], byNetwork: true }),
    'request-accepted': parent({ state: 'accepted', expiresAt: days(90) }),
    'request-refused': parent({ state: 'refused' }),
    'request-withdrawn': parent({ state: 'withdrawn' }),
    'request-void': parent({ state: 'void' }),
    'request-expired': parent({ state: 'void', expired: true }),
    'request-done': parent({ state: 'done', groupingReference: 'G-7XQ2-M4PA' }),
    requests: () => (
      <RequestsPage
        view={view}
        requests={(['open', 'accepted', 'refused', 'void', 'withdrawn', 'done'] as const).map((state, index) => ({
          reference: `D-4K7M-20X${index}`,
          state,
          createdAt: days(-index),
        }))}
      />
    ),
    'requests-none': () => <RequestsPage view={view} requests={[]} />,
  };
}

export const deskRequestSamples: Samples = {
  'desk-requests': () => (
    <DeskRequestsPage
      view={deskView('/ecole/demandes')}
      desk={desk}
      requests={[
        { name: 'BENALI', state: 'open', decision: null },
        { name: 'MARTIN', state: 'open', decision: 'accepted' },
        { name: 'DUPUY', state: 'accepted', decision: 'accepted' },
        { name: 'CHEN', state: 'refused', decision: 'refused' },
        { name: 'COSTA', state: 'void', decision: null },
        { name: 'ALVES', state: 'done', decision: 'accepted' },
      ].map(({ name, state, decision }, index) => ({
        reference: `D-4K7M-20X${index}`,
        createdAt: days(-index),
        state: state as 'open',
        decision: decision as 'accepted' | null,
        firstName: 'Nadia',
        familyName: name,
        usageName: null,
      }))}
    />
  ),
  'desk-requests-none': () => <DeskRequestsPage view={deskView('/ecole/demandes')} desk={desk} requests={[]} />,
  'desk-request': atDesk({}),
  'desk-request-errors': atDesk({}, {
    ...form,
    errors: [{ field: 'reason', message: 'Expliquez en une phrase : 5 signes au moins.' }],
  } as typeof form),
  'desk-request-shared': atDesk({
    sides: asked.sides && {
      ...asked.sides,
      kept: { accountId: 1, own: asked.sides.absorbed.own, others: asked.sides.kept.others },
      shared: pupil,
      flagged: true,
      contested: true,
    },
  }),
  'desk-request-reader': () => (
    <DeskRequestPage
      view={deskView('/ecole/demandes')}
      desk={{ ...desk, role: 'reader' }}
      request={asked}
      form={undefined}
    />
  ),
  'desk-request-answered': atDesk({ answer }),
  'desk-request-accepted': atDesk({ state: 'accepted', answer }),
  'desk-request-refused': atDesk({ state: 'refused', answer: undefined, sides: undefined }),
  'desk-request-done': atDesk({ state: 'done', answer, sides: undefined }),
};
