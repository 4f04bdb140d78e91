// More sample pages of the school's desk: what is done with lists, accounts and registers.
import { type Journal, JournalPage } from '../../src/journal/pages.js';
import type { JournalLine } from '../../src/journal/rules.js';
import type { CivilDate } from '../../src/kernel/civil-date.js';
import { DuplicatesPage, type ShownPair } from '../../src/school/duplicate-pages.js';
import { ExportPage } from '../../src/school/export-pages.js';
import { ProtectionPage } from '../../src/school/protection-pages.js';
import { PupilDuplicatesPage, type ShownPupilPair } from '../../src/school/pupil-duplicate-pages.js';
import { everything } from '../../src/school/rules.js';
import { SuspensionPage } from '../../src/school/suspension-pages.js';
import { ToMendPage } from '../../src/school/to-mend-pages.js';
import { UndoPage, type UndoStep } from '../../src/school/undo-pages.js';
import { SettingsPage } from '../../src/school-settings/pages.js';
import { StatisticsPage } from '../../src/statistics/pages.js';
import { account, at, desk, inès, nadia, viewAt, yanis } from './school.js';
import type { Samples } from './stage.js';

const pairs: readonly ShownPair[] = [
  {
    one: {
      ...nadia,
      guardianId: 7,
      accountId: 1,
      identifier: 'n.benali4827',
      civility: 'Mme',
      mail: 'nadia.benali@example.org',
      phone: '0612345678',
      pupils: ['Yanis, 5e B'],
    },
    other: {
      ...nadia,
      familyName: 'BENALLI',
      guardianId: 8,
      accountId: null,
      identifier: null,
      civility: null,
      mail: null,
      phone: '0612345678',
      pupils: ['Inès, 3e D'],
    },
    likeness: ['family_one_letter'],
    evidence: ['same_phone'],
  },
];

const pupil = {
  firstName: 'Yanis',
  familyName: 'BENALI',
  usageName: null,
  birthDate: '2014-04-11' as CivilDate,
  ine: null,
  guardians: [nadia, { ...nadia, firstName: 'Karim' }],
};
const pupilPairs: readonly ShownPupilPair[] = [
  {
    one: { ...pupil, pupilId: 3, division: '5e B', ine: '080123456AB' },
    other: { ...pupil, pupilId: 9, division: null, birthDate: '2014-11-04' as CivilDate, guardians: [nadia] },
    reasons: ['same_names', 'day_and_month_exchanged', 'same_guardian'],
  },
];

const journalLine: JournalLine = {
  at,
  staffId: 1,
  staffName: 'Sophie Lopez',
  kind: 'account_suspended',
  accountId: 1,
  ...nadia,
  reference: null,
  reason: 'Le père dit que ce n’est pas lui.',
  about: [],
  imported: null,
  count: null,
};
const ofNobody = { accountId: null, firstName: null, familyName: null, reason: null };
const journal: Journal = {
  query: { what: 'acts', staffId: null, kind: null, from: null, to: null, accountId: null, page: 1 },
  lines: [
    journalLine,
    { ...journalLine, kind: 'account_broken', reference: 'S-7K2M-0QXB', reason: 'Deux mères du même nom.' },
    { ...journalLine, ...ofNobody, kind: 'letters_issued', about: ['5e B', '6e A'], count: 12 },
    {
      ...journalLine,
      ...ofNobody,
      kind: 'register_imported',
      imported: {
        pupils: { added: 19, changed: 8, ended: 1 },
        guardians: { added: 19, changed: 96, ended: 12 },
      },
    },
    { ...journalLine, ...ofNobody, kind: 'service_closed', about: ['Paiement de la cantine'] },
  ],
  more: true,
  staff: [{ id: 1, name: 'Sophie Lopez' }],
  askCode: true,
  errors: [],
};

const steps: readonly UndoStep[] = [
  { guardianId: 8, at, kind: 'attached', reference: null, here: false, ...nadia },
  { guardianId: 8, at, kind: 'grouped', reference: 'G-4K7M-20XP', here: false, ...nadia },
  { guardianId: 8, at, kind: 'grouped', reference: 'G-9D3F-11AB', here: true, ...nadia },
];

export const deskSamples: Samples = {
  'desk-export': () => (
    <ExportPage
      view={viewAt('/ecole/comptes/export')}
      desk={desk}
      form={{
        query: { ...everything, search: 'benali', division: '5e B', filter: 'never_activated', mail: false },
        count: 12,
        state: 'not_needed',
        askCode: true,
        errors: [{ field: 'code', message: 'Tapez le code de votre application.' }],
      }}
    />
  ),
  'desk-export-approval': () => (
    <ExportPage
      view={viewAt('/ecole/comptes/export')}
      desk={desk}
      form={{ query: everything, count: 812, state: 'none', askCode: true, errors: [] }}
    />
  ),
  'desk-duplicates': () => (
    <DuplicatesPage
      view={viewAt('/ecole/doublons')}
      desk={desk}
      found={{ pupilPairs: 1, open: pairs, twoAccounts: pairs, toMend: pairs }}
    />
  ),
  'desk-pupil-duplicates': () => (
    <PupilDuplicatesPage view={viewAt('/ecole/doublons/eleves')} desk={desk} pairs={pupilPairs} />
  ),
  'desk-duplicates-none': () => (
    <DuplicatesPage
      view={viewAt('/ecole/doublons')}
      desk={{ ...desk, role: 'reader' }}
      found={{ pupilPairs: 0, open: [], twoAccounts: [], toMend: [] }}
    />
  ),
  'desk-to-mend': () => (
    <ToMendPage view={viewAt('/ecole/doublons/a-corriger')} desk={desk} pairs={pairs} pupilPairs={pupilPairs} />
  ),
  'desk-protection': () => (
    <ProtectionPage
      view={viewAt('/ecole/comptes/1/protection')}
      desk={desk}
      form={{
        account,
        protections: [
          {
            id: 4,
            guardianId: 7,
            pupilId: null,
            ...nadia,
            reasonKind: 'court',
            reason: 'Ordonnance du 3 septembre 2026, no 26/118.',
            hides: true,
            at,
          },
        ],
        askCode: true,
        reason: '',
        typed: {},
        errors: [{ field: 'fiche', message: 'Choisissez une fiche.' }],
      }}
    />
  ),
  'desk-journal': () => (
    <JournalPage view={viewAt('/ecole/journal')} desk={{ ...desk, role: 'head' }} journal={journal} />
  ),
  'desk-journal-readings': () => (
    <JournalPage
      view={viewAt('/ecole/journal')}
      desk={desk}
      journal={{
        ...journal,
        query: { ...journal.query, what: 'readings', staffId: 1, accountId: 7, page: 2 },
        lines: [{ ...journalLine, kind: 'card', reason: null }],
        more: false,
      }}
    />
  ),
  'desk-statistics': () => (
    <StatisticsPage
      view={viewAt('/ecole/statistiques')}
      desk={desk}
      statistics={{
        divisions: [
          { division: '5e B', accounts: 50, activated: 41, mailConfirmed: 33, grouped: 7 },
          { division: '6e A', accounts: 54, activated: 26, mailConfirmed: null, grouped: null },
          { division: 'ULIS', accounts: null, activated: null, mailConfirmed: null, grouped: null },
        ],
        total: { division: '', accounts: 107, activated: 69, mailConfirmed: 50, grouped: 9 },
        accounts: 107,
        day: '2027-06-14' as CivilDate,
        weeks: [
          { monday: '2026-08-31' as CivilDate, activated: 12 },
          { monday: '2026-09-07' as CivilDate, activated: 41 },
          { monday: '2026-09-14' as CivilDate, activated: 52 },
          { monday: '2026-10-05' as CivilDate, activated: 58 },
          { monday: '2027-01-11' as CivilDate, activated: 64 },
          { monday: '2027-03-15' as CivilDate, activated: 69 },
        ],
      }}
    />
  ),
  'desk-settings': () => (
    <SettingsPage
      view={viewAt('/ecole/reglages')}
      desk={{ ...desk, role: 'head' }}
      form={{
        settings: {
          name: 'Collège Jean-Moulin',
          phone: '05 36 49 12 30',
          openingHours: 'du lundi au vendredi, de 8 h à 17 h',
          contactMail: 'secretariat@example.org',
          letterNote: 'Une réunion pour vous aider a lieu le 20 septembre.',
          letterSignature: 'Mme Durand, principale',
          links: [{ label: 'Menus de la cantine', address: 'https://example.org/menus' }],
        },
        saved: true,
        errors: [],
      }}
    />
  ),
  'desk-suspension': () => (
    <SuspensionPage
      view={viewAt('/ecole/comptes/1/suspension')}
      desk={desk}
      form={{
        account,
        rest: false,
        askCode: true,
        reason: '',
        errors: [{ field: 'reason', message: 'Expliquez en une phrase.' }],
      }}
    />
  ),
  'desk-suspension-end': () => (
    <SuspensionPage
      view={viewAt('/ecole/comptes/1/suspension')}
      desk={desk}
      form={{ account: { ...account, suspendedHere: true }, rest: false, askCode: false, reason: '', errors: [] }}
    />
  ),
  'desk-suspension-frozen': () => (
    <SuspensionPage
      view={viewAt('/ecole/comptes/1/suspension')}
      desk={desk}
      form={{ account: { ...account, state: 'frozen' }, rest: false, askCode: false, reason: '', errors: [] }}
    />
  ),
  'desk-undo': () => (
    <UndoPage
      view={viewAt('/ecole/comptes/1/defaire/G-4K7M-20XP')}
      desk={desk}
      form={{
        account,
        reference: 'G-4K7M-20XP',
        steps,
        chosen: [8],
        result: {
          leavingGuardians: [nadia],
          leaving: [{ pupilId: 10, ...inès }],
          staying: [{ pupilId: 9, ...yanis }],
          digest: 'd',
        },
        reasonKind: 'school_error',
        reason: '',
        askCode: true,
        changed: false,
        errors: [],
      }}
    />
  ),
  'desk-undo-nothing': () => (
    <UndoPage
      view={viewAt('/ecole/comptes/1/defaire/G-4K7M-20XP')}
      desk={desk}
      form={{
        account,
        reference: 'G-4K7M-20XP',
        steps: [...steps, { guardianId: 8, at, kind: 'separated', reference: 'S-7K2M-0QXB', here: false, ...nadia }],
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
};
