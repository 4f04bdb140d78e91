// More sample pages of the school's desk: what is done with lists, accounts and registers.
import { DuplicatesPage, type ShownPair, ToMendPage } from '../../src/school/duplicate-pages.js';
import { ExportPage } from '../../src/school/export-pages.js';
import { ProtectionPage } from '../../src/school/protection-pages.js';
import { everything } from '../../src/school/rules.js';
import { SuspensionPage } from '../../src/school/suspension-pages.js';
import { UndoPage, type UndoStep } from '../../src/school/undo-pages.js';
import { account, at, desk, inès, nadia, viewAt, yanis } from './school.js';
import type { Samples } from './stage.js';

const pairs: readonly ShownPair[] = [
  {
    one: {
      ...nadia,
      guardianId: 7,
      accountId: 1,
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
      civility: null,
      mail: null,
      phone: '0612345678',
      pupils: ['Inès, 3e D'],
    },
    likeness: ['family_one_letter'],
    evidence: ['same_phone'],
  },
];

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
        askCode: true,
        errors: [{ field: 'code', message: 'Tapez le code de votre application.' }],
      }}
    />
  ),
  'desk-duplicates': () => (
    <DuplicatesPage view={viewAt('/ecole/doublons')} desk={desk} found={{ open: pairs, apart: pairs, toMend: pairs }} />
  ),
  'desk-duplicates-none': () => (
    <DuplicatesPage
      view={viewAt('/ecole/doublons')}
      desk={{ ...desk, role: 'reader' }}
      found={{ open: [], apart: [], toMend: [] }}
    />
  ),
  'desk-to-mend': () => <ToMendPage view={viewAt('/ecole/doublons/a-corriger')} desk={desk} pairs={pairs} />,
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
        typed: {},
        errors: [{ field: 'fiche', message: 'Choisissez une fiche.' }],
      }}
    />
  ),
  'desk-suspension': () => (
    <SuspensionPage
      view={viewAt('/ecole/comptes/1/suspension')}
      desk={desk}
      form={{ account, askCode: true, reason: '', errors: [{ field: 'reason', message: 'Expliquez en une phrase.' }] }}
    />
  ),
  'desk-suspension-end': () => (
    <SuspensionPage
      view={viewAt('/ecole/comptes/1/suspension')}
      desk={desk}
      form={{ account: { ...account, suspendedHere: true }, askCode: false, reason: '', errors: [] }}
    />
  ),
  'desk-suspension-frozen': () => (
    <SuspensionPage
      view={viewAt('/ecole/comptes/1/suspension')}
      desk={desk}
      form={{ account: { ...account, state: 'frozen' }, askCode: false, reason: '', errors: [] }}
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
