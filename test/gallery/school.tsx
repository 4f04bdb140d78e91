// Sample pages of the school's desk as it is: the sign-in of staff, an account, its letter, a break, an objection.
import type { OpenObjection } from '../../src/grouping/rules.js';
import type { CivilDate } from '../../src/kernel/civil-date.js';
import { BreakDonePage } from '../../src/school/break-done-pages.js';
import { BreakPage } from '../../src/school/break-pages.js';
import { type AccountCard, AccountPage } from '../../src/school/card-pages.js';
import { CorrectionsPage } from '../../src/school/correction-pages.js';
import { FactorResetPage } from '../../src/school/factor-pages.js';
import { LetterMadePage, LetterPage } from '../../src/school/letter-pages.js';
import { AccountsPage, type Listed } from '../../src/school/list-pages.js';
import { ObjectionDeskPage } from '../../src/school/objection-pages.js';
import { everything } from '../../src/school/rules.js';
import { TodayPage } from '../../src/school/today-pages.js';
import { sessionLimits } from '../../src/signin/rules.js';
import { ChooseSchoolPage, DeadEnrolmentPage, StaffSignInPage } from '../../src/staff/pages.js';
import type { Desk } from '../../src/staff/rules.js';
import { importSamples } from './imports.js';
import { letterSamples } from './letters.js';
import { type Samples, stageIn } from './stage.js';

export const at = new Date('2026-09-14T16:42:00Z');
const lastDay = '2026-12-31' as CivilDate;
export const viewAt = (path: string) => ({ ...stageIn('fr').signedOut, path });

export const desk: Desk = {
  staffId: 1,
  sessionId: 1,
  address: '127.0.0.1',
  name: 'Sophie Lopez',
  severalSchools: true,
  schoolUai: '0330001X',
  schoolName: 'Collège Jean-Moulin',
  schoolKind: 'college',
  schoolTown: 'Bordeaux',
  role: 'secretary',
};

export const nadia = { firstName: 'Nadia', familyName: 'BENALI', usageName: null };
export const yanis = { firstName: 'Yanis', familyName: 'BENALI', usageName: null };
export const inès = { firstName: 'Inès', familyName: 'BENALI', usageName: null };

const objection: OpenObjection = {
  id: 3,
  side: 'kept',
  at,
  reference: 'G-4K7M-20XP',
  groupedAt: at,
  accountId: 1,
  ...nadia,
};

export const account: AccountCard = {
  id: 1,
  identifier: 'n.benali4827',
  state: 'active',
  activatedAt: at,
  mailConfirmed: true,
  grouped: true,
  secondFactor: 'on',
  suspendedHere: false,
  partlySuspended: false,
  sessions: 2,
  requests: [{ reference: 'D-4K7M-20XP', createdAt: at, state: 'open', decision: null }],
  records: [
    { guardianId: 7, civility: 'Mme', mail: 'nadia.benali@example.org', phone: '0612345678', gone: false, ...nadia },
    { guardianId: 8, civility: null, mail: null, phone: null, gone: false, ...nadia },
  ],
  pupils: [
    {
      linkId: 4,
      guardianId: 7,
      pupilId: 9,
      division: '5e B',
      birthDate: '2014-04-21' as CivilDate,
      kinship: '10',
      level: 'legal',
      entitling: true,
      heldFor: null,
      ...yanis,
    },
    {
      linkId: 5,
      guardianId: 8,
      pupilId: 10,
      division: '3e D',
      birthDate: null,
      kinship: '10',
      level: 'contact',
      entitling: true,
      heldFor: 'not_my_child',
      ...inès,
    },
  ],
  letters: [
    { id: 2, number: 'L-2026-000231', purpose: 'activation', issuedAt: at, issuedBy: null, lastDay, end: 'used' },
    {
      id: 3,
      number: 'L-2026-000874',
      purpose: 'recovery',
      issuedAt: at,
      issuedBy: 'Sophie Lopez',
      lastDay,
      end: undefined,
    },
  ],
  events: [
    { at, kind: 'suspended', name: undefined, reference: undefined, reason: 'Le père dit que ce n’est pas lui.' },
    { at, kind: 'grouped', name: undefined, reference: 'G-4K7M-20XP', undoable: true },
    { at, kind: 'activated', name: undefined, reference: undefined },
    { at, kind: 'attached', name: nadia, reference: undefined },
  ],
  objections: [],
};

const listed: readonly Listed[] = Array.from({ length: 12 }, (_, index) => ({
  id: index,
  identifier: `n.benali48${10 + index}`,
  state: (['active', 'to_activate', 'asleep', 'frozen'] as const)[index % 4] ?? 'active',
  mailConfirmed: index % 3 !== 0,
  grouped: index % 5 === 0,
  suspendedHere: index === 8,
  activatedAt: index % 4 === 1 ? null : at,
  guardians: [{ ...nadia, firstName: `Nadia-${index}` }],
  pupils: [{ ...yanis, division: '5e B' }],
}));

const counts = {
  all: 838,
  active: 592,
  never_activated: 149,
  no_mail: 61,
  grouped: 74,
  restricted: 3,
  asleep: 12,
  soon_asleep: 5,
  stopped: 2,
};
const query = everything;

export const schoolSamples: Samples = {
  ...importSamples(desk),
  ...letterSamples(desk),
  'desk-sign-in': () => (
    <StaffSignInPage
      view={viewAt('/ecole/connexion')}
      form={{ mail: '', errors: [], notice: 'Vous êtes déconnecté.', back: '/ecole', limits: sessionLimits.staff }}
    />
  ),
  'desk-sign-in-errors': () => (
    <StaffSignInPage
      view={viewAt('/ecole/connexion')}
      form={{
        mail: 's.lopez@example.org',
        errors: [
          { field: 'mail', message: 'L’adresse, le mot de passe ou le code n’est pas bon.', beside: 'Vérifiez.' },
          { field: 'code', message: '', beside: 'Prenez le code du moment.' },
        ],
        limits: sessionLimits.staff,
        notice: undefined,
        back: undefined,
        provider: 'Guichet ARENA',
      }}
    />
  ),
  'desk-enrolment-dead': () => <DeadEnrolmentPage view={viewAt('/ecole/inscription')} />,
  'desk-choose-school': () => (
    <ChooseSchoolPage
      view={viewAt('/ecole/etablissement')}
      name="Sophie Lopez"
      schools={[
        { uai: '0330001X', name: 'Collège Jean-Moulin', town: 'Bordeaux', role: 'Secrétariat' },
        { uai: '0330002Y', name: 'Collège Louise-Michel', town: 'Talence', role: 'Direction' },
      ]}
    />
  ),
  'desk-first-page': () => (
    <TodayPage
      view={viewAt('/ecole')}
      desk={desk}
      today={{
        day: '2026-09-14' as CivilDate,
        counts,
        lettersToMake: 14,
        withoutBirthDate: 8,
        lettersDead: 2,
        failedBatches: 1,
        register: {
          appliedAt: new Date('2026-08-10T08:00:00Z'),
          waitingId: 3,
          waitingSince: at,
          dueOn: '2026-09-09' as CivilDate,
        },
        year: {
          weeks: [
            { monday: '2026-08-31' as CivilDate, activated: 120 },
            { monday: '2026-09-07' as CivilDate, activated: 310 },
          ],
          accounts: 838,
        },
        help: {
          networkName: 'Fratrie de Gironde',
          phone: '05 57 57 38 00',
          hours: 'du lundi au vendredi, de 9 h à 17 h',
        },
        approvals: 1,
        recent: { grouped: 9, activations: 31 },
        requests: { count: 2, oldest: at },
        divisions: [
          { division: '6e A', activated: 26, accounts: 54 },
          { division: '5e B', activated: 41, accounts: 50 },
        ],
        objections: [objection],
        disowned: [{ accountId: 1, since: at, guardian: nadia, pupil: yanis }],
        moves: [{ at, kind: 'grouped', accountId: 1, ...nadia }],
      }}
    />
  ),
  'desk-first-page-empty': () => (
    <TodayPage
      view={viewAt('/ecole')}
      desk={desk}
      today={{
        day: '2026-09-01' as CivilDate,
        counts: {
          all: 0,
          active: 0,
          never_activated: 0,
          no_mail: 0,
          grouped: 0,
          restricted: 0,
          asleep: 0,
          soon_asleep: 0,
          stopped: 0,
        },
        lettersToMake: 0,
        withoutBirthDate: 0,
        lettersDead: 0,
        failedBatches: 0,
        register: { appliedAt: null, waitingId: null, waitingSince: null, dueOn: null },
        year: { weeks: [], accounts: 0 },
        help: { networkName: 'Fratrie de Gironde', phone: null, hours: null },
        approvals: 0,
        recent: { grouped: 0, activations: 0 },
        requests: { count: 0, oldest: null },
        divisions: [],
        objections: [],
        disowned: [],
        moves: [],
      }}
    />
  ),
  'desk-list': () => (
    <AccountsPage
      view={viewAt('/ecole/comptes')}
      desk={desk}
      list={{ query, counts, divisions: ['6e A', '5e B'], accounts: listed }}
    />
  ),
  'desk-list-nothing': () => (
    <AccountsPage
      view={viewAt('/ecole/comptes')}
      desk={desk}
      list={{
        query: { ...query, search: 'Zebulon' },
        counts: { ...counts, all: 0 },
        divisions: ['6e A'],
        accounts: [],
      }}
    />
  ),
  'desk-account': () => (
    <AccountPage view={viewAt('/ecole/comptes/1')} desk={desk} account={{ ...account, objections: [objection] }} />
  ),
  'desk-account-reader': () => (
    <AccountPage
      view={viewAt('/ecole/comptes/1')}
      desk={{ ...desk, role: 'reader' }}
      account={{ ...account, state: 'to_activate', activatedAt: null, pupils: [], letters: [], grouped: false }}
    />
  ),
  'desk-factor': () => (
    <FactorResetPage
      view={viewAt('/ecole/comptes/1/deuxieme-securite')}
      desk={desk}
      form={{ account, askCode: true, hours: 72, reason: '', errors: [] }}
    />
  ),
  'desk-factor-asked': () => (
    <FactorResetPage
      view={viewAt('/ecole/comptes/1/deuxieme-securite')}
      desk={desk}
      form={{
        account: { ...account, secondFactor: { dueAt: at, ours: true } },
        askCode: true,
        hours: 72,
        reason: '',
        errors: [],
      }}
    />
  ),
  'desk-letter': () => (
    <LetterPage
      view={viewAt('/ecole/comptes/1/courrier')}
      desk={desk}
      form={{
        account,
        why: undefined,
        askCode: true,
        errors: [{ field: 'code', message: 'Ce code n’est pas bon.' }],
      }}
    />
  ),
  'desk-letter-refused': () => (
    <LetterPage
      view={viewAt('/ecole/comptes/1/courrier')}
      desk={desk}
      form={{ account, why: 'no_birth_date', askCode: false, errors: [] }}
    />
  ),
  'desk-letter-made': () => (
    <LetterMadePage
      view={viewAt('/ecole/comptes/1/courrier/L-2026-000874')}
      desk={desk}
      made={{ account, letter: { number: 'L-2026-000874', lastDay }, errors: [] }}
    />
  ),
  'desk-letter-fetched': () => (
    <LetterMadePage
      view={viewAt('/ecole/comptes/1/courrier/L-2026-000874')}
      desk={desk}
      made={{
        account,
        letter: { number: 'L-2026-000874', lastDay },
        errors: [{ field: '', message: 'Cette lettre a déjà été téléchargée.' }],
      }}
    />
  ),
  'desk-break-form': () => (
    <BreakPage
      view={viewAt('/ecole/comptes/1/casser')}
      desk={desk}
      form={{
        account,
        chosen: [8],
        result: {
          leavingGuardians: [nadia],
          leaving: [{ pupilId: 10, ...inès }],
          staying: [{ pupilId: 9, ...yanis }],
          digest: 'd',
        },
        reasonKind: '',
        reason: '',
        askCode: true,
        changed: true,
        errors: [{ field: 'reason', message: 'Expliquez en une phrase : 5 signes au moins.' }],
      }}
    />
  ),
  'desk-break-start': () => (
    <BreakPage
      view={viewAt('/ecole/comptes/1/casser')}
      desk={desk}
      form={{
        account,
        chosen: [],
        result: undefined,
        reasonKind: '',
        reason: '',
        askCode: false,
        changed: false,
        errors: [],
      }}
    />
  ),
  'desk-break-not-grouped': () => (
    <BreakPage
      view={viewAt('/ecole/comptes/1/casser')}
      desk={desk}
      form={{
        account: { ...account, records: account.records.slice(0, 1), grouped: false },
        chosen: [],
        result: undefined,
        reasonKind: '',
        reason: '',
        askCode: false,
        changed: false,
        errors: [],
      }}
    />
  ),
  'desk-break-done': () => (
    <BreakDonePage
      view={viewAt('/ecole/comptes/2/casser/C-9D3F-11AB')}
      desk={desk}
      done={{ account, reference: 'C-9D3F-11AB', letter: { number: 'L-2026-000875', lastDay } }}
    />
  ),
  'desk-corrections': () => (
    <CorrectionsPage
      view={viewAt('/ecole/corrections')}
      desk={desk}
      corrections={(['open', 'corrected', 'refused'] as const).map((state, index) => ({
        reference: `M-4K7M-20X${index}`,
        field: 'usage_name',
        wanted: 'Benali-Roux',
        written: 'BENALI',
        createdAt: at,
        state,
        answeredAt: state === 'open' ? null : at,
        reason: state === 'refused' ? 'Il manque un papier.' : null,
        guardian: nadia,
        pupil: index === 0 ? null : yanis,
      }))}
    />
  ),
  'desk-corrections-none': () => <CorrectionsPage view={viewAt('/ecole/corrections')} desk={desk} corrections={[]} />,
  'desk-objection': () => (
    <ObjectionDeskPage
      view={viewAt('/ecole/comptes/1/signalements/3')}
      desk={desk}
      form={{ account, objection, mayAct: true, askCode: true, reason: '', errors: [] }}
    />
  ),
};
