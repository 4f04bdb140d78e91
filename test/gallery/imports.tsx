// Sample pages of the imports at a desk: sending, waiting, checking, done, stopped.

import type { ImportReport } from '../../src/roster/report.js';
import type { Desk } from '../../src/staff/rules.js';
import { ImportsPage, type Upload } from '../../src/uploads/pages.js';
import { AppliedPage, PreviewPage } from '../../src/uploads/preview-pages.js';
import type { ChangedField, ChangeLists } from '../../src/uploads/rules.js';
import { StoppedPage, WorkingPage } from '../../src/uploads/waiting-pages.js';
import { type Samples, stageIn } from './stage.js';

const at = new Date('2026-09-14T05:12:00Z');
const viewAt = (path: string) => ({ ...stageIn('fr').signedOut, path });

const files = [
  { name: 'ExportXML_ElevesAvecAdresses.zip', bytes: 812_000 },
  { name: 'ExportXML_ResponsablesAvecAdresses.zip', bytes: 1_204_000 },
];

const told = (line: number, code: string, reason: string) => ({
  file: 'ResponsablesAvecAdresses.xml',
  line,
  code,
  reason,
});

const report: ImportReport = {
  source: 'siecle',
  schools: ['0330001X'],
  pupils: { added: 19, changed: 8, ended: 9, unchanged: 419 },
  guardians: { added: 19, changed: 96, ended: 12, unchanged: 723 },
  links: { added: 31, changed: 8, ended: 15, unchanged: 804 },
  accounts: { created: 17, childless: 12 },
  asked: [],
  rejected: [
    told(214, 'NAME_SUSPECT', 'Responsable 40217 : le nom dépasse 200 signes. La ligne est rejetée.'),
    told(902, 'KEY_DUPLICATE', 'Responsable 40301 : cet identifiant est déjà pris plus haut. La ligne est rejetée.'),
  ],
  warnings: [
    told(587, 'PHONE_INVALID', 'Responsable 40218 : un numéro de téléphone n’est pas possible. Il n’est pas gardé.'),
    { file: null, line: null, code: 'PUPIL_LEFT', reason: '36 élèves du fichier ont quitté l’établissement.' },
  ],
};

const drop: ImportReport = {
  ...report,
  pupils: { ...report.pupils, ended: 143 },
  rejected: [],
  asked: [
    {
      file: null,
      line: null,
      code: 'TOO_MANY_ENDINGS',
      reason:
        'Établissement 0330001X : ces fichiers feraient partir 143 élèves sur 570, plus de 10 %. Vérifiez qu’ils sont entiers.',
    },
    {
      file: null,
      line: null,
      code: 'OLDER_THAN_LAST',
      reason:
        'Pour l’établissement 0330001X, cet export date du 1er septembre 2026, 8 h ; un export plus récent, du 4 septembre 2026, 8 h, est déjà chargé.',
    },
  ],
};

const person = (
  familyName: string,
  firstName: string,
  rest: {
    division?: string;
    pupilName?: string;
    fields?: readonly ChangedField[];
    accounts?: number;
    account?: 'none' | 'loses' | 'keeps';
  } = {},
) => ({
  familyName,
  firstName,
  division: null,
  pupilName: null,
  fields: [],
  accounts: null,
  account: null,
  ...rest,
});
const field = (
  name: ChangedField['field'],
  before: string | null = null,
  after: string | null = null,
): ChangedField => ({
  field: name,
  before,
  after,
});

const lists: ChangeLists = new Map([
  [
    'pupil ended',
    {
      total: 9,
      people: [
        person('BENALI', 'Yanis', { division: '3A', accounts: 2 }),
        person('DA SILVA', 'Inês', { division: '6C', accounts: 1 }),
        person('PETIT', 'Noam', { accounts: 0 }),
      ],
    },
  ],
  [
    'guardian ended',
    {
      total: 12,
      people: [
        person('BENALI', 'Nadia', { account: 'loses' }),
        person('DA SILVA', 'Rosa', { account: 'keeps' }),
        person('PETIT', 'Louis', { account: 'none' }),
      ],
    },
  ],
  ['guardian childless', { total: 1, people: [person('BENALI', 'Karim', { account: 'loses' })] }],
  [
    'pupil changed',
    {
      total: 2,
      people: [
        person('MARTIN', 'Léa', { division: '5B', fields: [field('division', '5A', '5B')] }),
        person('NGUYEN', 'Lan', {
          division: '4D',
          fields: [field('birthDate'), field('ine')],
        }),
      ],
    },
  ],
  [
    'guardian changed',
    {
      total: 96,
      people: [
        person('MARTIN', 'Claire', {
          fields: [field('usageName', null, 'MARTIN-LEROY'), field('phone'), field('mail')],
        }),
      ],
    },
  ],
  [
    'link ended',
    {
      total: 1,
      people: [
        person('MARTIN', 'Paul', { pupilName: 'MARTIN Léa', division: '5B', fields: [field('level', 'legal', null)] }),
      ],
    },
  ],
] as const);

const upload: Upload = {
  id: 12,
  receivedAt: at,
  receivedBy: 'Sophie Lopez',
  files,
  state: 'ready',
  rowsRead: 1946,
  report,
  reasons: [],
  endedAt: null,
};

const none = { added: 0, changed: 0, ended: 0 };

export const importSamples = (desk: Desk): Samples => {
  const list = (openId: number | null, errors: readonly { field: string; message: string }[] = []) => (
    <ImportsPage
      view={viewAt('/ecole/imports')}
      desk={desk}
      list={{
        openId,
        errors,
        imports: [
          { id: 12, at, by: 'Sophie Lopez', files, state: 'ready', pupils: report.pupils, guardians: report.guardians },
          { id: 11, at, by: 'Sophie Lopez', files, state: 'refused', pupils: null, guardians: null },
          { id: 10, at, by: 'Paul Martin', files, state: 'applied', pupils: none, guardians: none },
          { id: null, at, by: null, files: [], state: 'applied', pupils: null, guardians: null },
          { id: 9, at, by: 'Paul Martin', files, state: 'failed', pupils: null, guardians: null },
        ],
      }}
    />
  );
  const one = viewAt('/ecole/imports/12');
  const preview = (shown: ImportReport, rest: { confirmed?: readonly string[]; wrong?: boolean; again?: boolean }) => (
    <PreviewPage
      view={one}
      desk={desk}
      form={{
        upload: {
          ...upload,
          reasons:
            rest.again === true
              ? [
                  {
                    file: null,
                    line: null,
                    code: 'CHANGED_SINCE',
                    reason: 'La base a changé depuis la vérification : rien n’est chargé.',
                  },
                ]
              : [],
        },
        report: shown,
        lists:
          rest.again === true
            ? new Map()
            : shown === drop
              ? new Map([...lists, ['pupil ended', { total: 143, people: lists.get('pupil ended')?.people ?? [] }]])
              : lists,
        confirmed: rest.confirmed ?? [],
        askCode: rest.again !== true,
        errors:
          rest.wrong === true
            ? [{ field: 'confirmed', message: 'Cochez chaque ligne pour appliquer cet import.' }]
            : [],
      }}
    />
  );
  return {
    'desk-imports': () => list(null),
    'desk-imports-waiting': () => list(12),
    'desk-imports-errors': () => list(null, [{ field: 'files', message: 'Choisissez les fichiers de l’export.' }]),
    'desk-imports-first': () => (
      <ImportsPage view={viewAt('/ecole/imports')} desk={desk} list={{ imports: [], openId: null, errors: [] }} />
    ),
    'desk-imports-reader': () => (
      <ImportsPage
        view={viewAt('/ecole/imports')}
        desk={{ ...desk, role: 'reader' }}
        list={{ imports: [], openId: null, errors: [] }}
      />
    ),
    'desk-import-reading': () => <WorkingPage view={one} desk={desk} upload={{ ...upload, state: 'reading' }} />,
    'desk-import-applying': () => (
      <WorkingPage view={one} desk={desk} upload={{ ...upload, state: 'applying', rowsRead: 0 }} />
    ),
    'desk-import-preview': () => preview(report, {}),
    'desk-import-preview-again': () => preview(report, { again: true }),
    'desk-import-preview-drop': () => preview(drop, { confirmed: ['drop'], wrong: true }),
    'desk-import-done': () => <AppliedPage view={one} desk={desk} upload={upload} report={report} />,
    'desk-import-refused': () => (
      <StoppedPage
        view={one}
        desk={desk}
        upload={{
          ...upload,
          state: 'refused',
          reasons: [
            {
              file: 'Eleves.xml',
              line: null,
              code: 'SCHOOL_MISMATCH',
              reason: 'Ce fichier est celui de l’établissement 0330002Y, pas de l’établissement 0330001X.',
            },
          ],
        }}
      />
    ),
    'desk-import-failed': () => <StoppedPage view={one} desk={desk} upload={{ ...upload, state: 'failed' }} />,
    'desk-import-abandoned': () => <StoppedPage view={one} desk={desk} upload={{ ...upload, state: 'abandoned' }} />,
  };
};
