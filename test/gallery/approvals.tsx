// Sample pages of approvals, and of the settings that ask for them.
import { type ApprovalForm, ApprovalPage, ApprovalsPage } from '../../src/approvals/pages.js';
import type { ApprovalRow } from '../../src/approvals/rules.js';
import { SettingsPage } from '../../src/network-settings/pages.js';
import { head as desk, operator } from './staff-people.js';
import { type Samples, stageIn } from './stage.js';

const at = new Date('2026-09-14T16:42:00Z');
const now = new Date('2026-09-14T17:00:00Z');
const viewAt = (path: string) => ({ ...stageIn('fr').signedOut, path });
const waiting: ApprovalRow = {
  id: 1,
  reference: 'V-4K7M-20XP',
  act: 'letters',
  digest: '',
  summary: '412 lettres : toutes les classes, comptes jamais activés',
  count: 412,
  askedBy: 2,
  asker: 'Sophie Lopez',
  askedAt: at,
  expiresAt: new Date('2026-09-15T16:42:00Z'),
  decision: null,
  answeredAt: null,
  usedAt: null,
};
const answered = { ...waiting, id: 2, reference: 'V-8R2C-11AB', decision: 'accepted', answeredAt: now } as const;
const rows = [
  waiting,
  answered,
  { ...answered, id: 3, reference: 'V-9999-AAAA', usedAt: now },
  { ...answered, id: 4, reference: 'V-0000-BBBB', act: 'export', summary: '812 comptes', decision: 'refused' },
] as const;
const answerers = [
  { staffId: desk.staffId, name: desk.name },
  { staffId: 7, name: 'Paul Renard' },
];
const one = (row: ApprovalRow, more: Partial<ApprovalForm> = {}) => (
  <ApprovalPage
    view={viewAt('/ecole/accords/V-4K7M-20XP')}
    desk={desk}
    now={now}
    form={{ row, answerers, askCode: false, errors: [], ...more }}
  />
);
const settings = (typed: { letterDays: string; approvalAbove: string; reminderDays: string }, more = {}) => (
  <SettingsPage
    view={viewAt('/reseau/reglages')}
    operator={operator}
    form={{
      typed: {
        importDays: '',
        wrongTries: '',
        staffIdleMinutes: '30',
        staffHours: '',
        resetHours: '',
        unusedDays: '',
        neverActivatedDays: '',
        logMonths: '',
        helpPhone: '05 57 57 38 00',
        helpHours: '',
        ...typed,
      },
      usualLetterDays: 90,
      askCode: false,
      saved: false,
      errors: [],
      ...more,
    }}
  />
);

export const approvalSamples: Samples = {
  'desk-approvals': () => <ApprovalsPage view={viewAt('/ecole/accords')} desk={desk} now={now} rows={rows} />,
  'desk-approvals-none': () => <ApprovalsPage view={viewAt('/ecole/accords')} desk={desk} now={now} rows={[]} />,
  'desk-approval': () => one(waiting),
  'desk-approval-errors': () =>
    one(waiting, { askCode: true, errors: [{ field: 'code', message: 'Tapez le code de votre application.' }] }),
  'desk-approval-own': () =>
    one({ ...waiting, askedBy: 1, asker: 'Dominique Lenoir' }, { answerers: [{ staffId: 7, name: 'Paul Renard' }] }),
  'desk-approval-nobody': () => one(waiting, { answerers: [] }),
  'desk-approval-answered': () => one(answered),
  'desk-network-settings': () => settings({ letterDays: '', approvalAbove: '200', reminderDays: '' }, { saved: true }),
  'desk-network-settings-errors': () =>
    settings(
      { letterDays: '3', approvalAbove: 'beaucoup', reminderDays: '3' },
      { askCode: true, errors: [{ field: 'letterDays', message: 'Écrivez un nombre, de 7 à 365, ou rien.' }] },
    ),
};
