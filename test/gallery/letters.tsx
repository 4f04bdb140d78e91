// Sample pages of letters made many at once: choosing, asking, waiting, the paper, who was handed his.
import { BatchFailedPage, BatchPage, BatchWorkingPage } from '../../src/batches/batch-pages.js';
import { type Batch, type LettersForm, LettersPage } from '../../src/batches/pages.js';
import type { BatchLetter, BatchShown } from '../../src/batches/rules.js';
import { approvalWords } from '../../src/batches/words.js';
import type { Desk } from '../../src/staff/rules.js';
import { type Samples, stageIn } from './stage.js';

const at = new Date('2026-09-14T16:42:00Z');
const viewAt = (path: string) => ({ ...stageIn('fr').signedOut, path });

const planned = Array.from({ length: 14 }, (_, index) => ({
  accountId: index + 1,
  hasLiveLetter: index < 5,
  handed: index < 2,
  recipient: {
    identifier: `n.benali48${10 + index}`,
    guardian: { firstName: `Nadia-${index}`, familyName: 'Benali' },
    children: [{ firstName: 'Yanis', familyName: 'Benali', division: '5e B' }],
  },
}));

const batch: Batch = {
  id: 4,
  askedAt: at,
  askedBy: 'Sophie Lopez',
  division: '5e B',
  situation: 'unopened',
  picked: false,
  paper: 'a5x2',
  state: 'ready',
  drawn: 14,
  letters: 14,
  replaced: 5,
  mails: 3,
  fetchedAt: null,
  handed: 6,
  notHanded: 2,
};

const letters: readonly BatchLetter[] = planned.map(({ accountId, recipient }) => ({
  batchId: 4,
  id: accountId + 100,
  number: `2026-04${10 + accountId}`,
  accountId,
  identifier: recipient.identifier,
  guardian: `BENALI ${recipient.guardian.firstName}`,
  pupils: 'Yanis BENALI',
  division: '5e B',
  handed: accountId % 4 === 0 ? false : accountId % 2 === 0 ? true : null,
  used: accountId === 3,
  over: accountId === 5,
}));

const form: LettersForm = {
  query: { division: '5e B', situation: 'unopened', accounts: undefined, reissue: true },
  divisions: ['5e A', '5e B', '5e C'],
  plan: {
    letters: 14,
    live: 5,
    handed: 2,
    planned,
    skipped: { active: 9, has_live_letter: 4, no_birth_date: 3 },
    incomplete: [{ identifier: 'x.y0001', children: [{ firstName: 'Tom', familyName: 'Petit', division: '5e B' }] }],
    mailable: 3,
  },
  batches: [
    batch,
    { ...batch, id: 3, division: null, letters: 412, handed: 0, notHanded: 0, state: 'failed' },
    { ...batch, id: 2, division: null, paper: 'csv', letters: 388, handed: 380, notHanded: 8, fetchedAt: at },
  ],
  paper: 'a4',
  links: false,
  chosen: undefined,
  askCode: true,
  errors: [],
};

const school: Partial<LettersForm> = {
  query: { division: undefined, situation: 'unopened', accounts: undefined, reissue: false },
  plan: { ...form.plan, letters: 1412, planned: undefined },
  chosen: undefined,
  askCode: false,
};
const nobody = { letters: 0, live: 0, handed: 0, planned: undefined, skipped: {}, incomplete: [], mailable: 0 };

export const letterSamples = (desk: Desk): Samples => {
  const list = viewAt('/ecole/lettres');
  const one = viewAt('/ecole/lettres/4');
  const everything: BatchShown = { division: undefined, page: 2 };
  const drawn = (changed: Partial<LettersForm>) => (
    <LettersPage view={list} desk={desk} form={{ ...form, ...changed }} />
  );
  const ready = (changed: Partial<Batch>, mayFetch: boolean, wrong = false, shown: BatchShown = everything) => (
    <BatchPage
      view={one}
      desk={desk}
      ready={{
        batch: { ...batch, ...changed },
        letters,
        classes: ['5e A', '5e B', '5e C'].map((division, at) => ({ division, letters: 14, handed: at * 6 })),
        shown,
        mayFetch,
        errors: wrong
          ? [{ field: '', message: 'Ces lettres ont déjà été téléchargées, ou ne sont pas les vôtres.' }]
          : [],
      }}
    />
  );
  return {
    'desk-letters': () => drawn({}),
    'desk-letters-school': () => drawn(school),
    'desk-letters-list': () =>
      drawn({ query: { division: undefined, situation: 'not_handed', accounts: [1, 2, 3], reissue: false } }),
    'desk-letters-none': () => drawn({ ...school, plan: nobody, batches: [] }),
    'desk-letters-errors': () =>
      drawn({ chosen: [], errors: [{ field: 'compte', message: 'Cochez au moins un parent.' }] }),
    'desk-letters-approval': () =>
      drawn({ ...school, needsApproval: true, errors: [{ field: '', message: approvalWords.none }] }),
    'desk-letters-making': () => drawn({ batches: [{ ...batch, state: 'making' }] }),
    'desk-batch-making': () => <BatchWorkingPage view={one} desk={desk} batch={{ ...batch, state: 'making' }} />,
    'desk-batch-failed': () => <BatchFailedPage view={one} desk={desk} batch={{ ...batch, state: 'failed' }} />,
    'desk-batch-ready': () => ready({}, true),
    'desk-batch-class': () => ready({ paper: 'ods' }, true, false, { division: '5e B', page: 1 }),
    'desk-batch-fetched': () => ready({ fetchedAt: at, replaced: 0, mails: 0 }, false, true),
    'desk-batch-nobody': () => ready({ letters: 0, replaced: 0, mails: 3 }, false),
  };
};
