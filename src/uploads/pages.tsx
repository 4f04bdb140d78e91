// Imports at a desk: sending the files, the history, and an upload on its way.
import type { JSX } from 'preact';
import type { ImportReport, Told } from '../roster/report.js';
import { href } from '../routes.js';
import { SchoolPage } from '../school/frame.js';
import { yourSchool } from '../school/words.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';
import { SideBySide } from '../web/desk-layout.js';
import { State } from '../web/facts.js';
import { FileNames, FrenchName } from '../web/names.js';
import { Button, Card, Note, Points } from '../web/panels.js';
import { Table } from '../web/tables.js';
import { FileField, UploadForm } from '../web/upload-form.js';
import type { FieldError, View } from '../web/view.js';
import type { UploadedFile, UploadState } from './rules.js';
import { counted, stateWords } from './words.js';

/** An upload as its school reads it. */
export type Upload = {
  readonly id: number;
  readonly receivedAt: Date;
  readonly receivedBy: string;
  readonly files: readonly UploadedFile[];
  readonly state: UploadState;
  readonly rowsRead: number;
  readonly report: ImportReport | null;
  readonly reasons: readonly Told[] | null;
  readonly endedAt: Date | null;
};

type Moved = { readonly added: number; readonly changed: number; readonly ended: number };

/** One line of the history. */
export type PastImport = {
  /** Null when the network made it. */
  readonly id: number | null;
  readonly at: Date;
  readonly by: string | null;
  readonly files: readonly UploadedFile[];
  readonly state: UploadState;
  readonly pupils: Moved | null;
  readonly guardians: Moved | null;
};

export const importTrail = [{ href: href('schoolImports'), label: 'Imports' }];

const longestList = 3;

/** « Eleves.xml, Responsables.xml et 2 autres ». */
export function filesWords(files: readonly UploadedFile[]): string {
  const names = files.slice(0, longestList).map(({ name }) => name);
  const rest = files.length - names.length;
  return `${names.join(', ')}${rest > 0 ? ` et ${rest} ${rest > 1 ? 'autres' : 'autre'}` : ''}`;
}

export type ImportsList = {
  readonly imports: readonly PastImport[];
  readonly openId: number | null;
  readonly errors: readonly FieldError[];
};

export function ImportsPage({ view, desk, list }: { view: View; desk: Desk; list: ImportsList }): JSX.Element {
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Imports"
      lead={`Les élèves et les responsables, tels que ${yourSchool[desk.schoolKind]} les connaît`}
      errors={list.errors}
    >
      {may(desk.role, 'load_register') && <Sending view={view} list={list} />}
      <History view={view} imports={list.imports} />
    </SchoolPage>
  );
}

function Sending({ view, list }: { view: View; list: ImportsList }): JSX.Element {
  if (list.openId !== null)
    return (
      <Note>
        <p>
          Un import attend déjà.{' '}
          <a href={href('schoolImport', { import: list.openId })}>Voyez-le : appliquez-le ou abandonnez-le.</a>
        </p>
        <p>Vous pourrez ensuite envoyer d’autres fichiers.</p>
      </Note>
    );
  return (
    <SideBySide>
      <Card title="Envoyer un export">
        <UploadForm view={view} action={href('schoolImports')}>
          <FileField
            name="files"
            label="Fichiers de l’export"
            hint="En .xml, .csv ou .zip, tels que le programme les donne. Choisissez-les ensemble."
            accept=".xml,.csv,.zip"
            multiple
            errors={list.errors}
          />
          <Button icon="upload">Envoyer et vérifier</Button>
        </UploadForm>
      </Card>
      <section>
        <h2>Comment faire</h2>
        <Points
          points={[
            { icon: 'letter', text: 'Dans SIECLE ou ONDE, exportez « Élèves » et « Responsables », le même jour.' },
            { icon: 'upload', text: 'Envoyez les deux fichiers ensemble. Rien ne change encore.' },
            { icon: 'search', text: 'Regardez ce qui va changer, puis choisissez « Appliquer ».' },
            { icon: 'shut', text: 'L’export doit être complet : qui n’y est plus quitte la base.' },
          ]}
        />
        <p>
          Sans SIECLE ni ONDE, remplissez nos modèles :{' '}
          <a href={href('schoolImportTemplate', { template: 'eleves' })}>élèves (CSV)</a> et{' '}
          <a href={href('schoolImportTemplate', { template: 'responsables' })}>responsables (CSV)</a>. Les fichiers
          OneRoster (zip) sont lus aussi.
        </p>
      </section>
    </SideBySide>
  );
}

function History({ view, imports }: { view: View; imports: readonly PastImport[] }): JSX.Element {
  const figure = (past: PastImport, what: 'added' | 'changed' | 'ended') =>
    past.pupils === null || past.guardians === null ? '—' : counted(past.pupils[what] + past.guardians[what]);
  return (
    <Table
      caption="Imports faits"
      columns={[
        { name: 'Date' },
        { name: 'Fichiers' },
        { name: 'Par' },
        { name: 'Résultat' },
        { name: 'Nouveaux', number: true },
        { name: 'Changés', number: true },
        { name: 'Partis', number: true },
      ]}
      rows={imports.map((past) => {
        const [kind, word] = stateWords[past.state];
        const when = `${view.t.shortDay(past.at)}, ${view.t.hour(past.at)}`.replaceAll(' ', '\u00a0');
        return {
          cells: [
            past.id === null ? when : <a href={href('schoolImport', { import: past.id })}>{when}</a>,
            past.id === null ? 'Export de l’académie' : <FileNames>{filesWords(past.files)}</FileNames>,
            past.by === null ? 'Le réseau' : <FrenchName>{past.by}</FrenchName>,
            <State kind={kind}>{word}</State>,
            figure(past, 'added'),
            figure(past, 'changed'),
            figure(past, 'ended'),
          ],
        };
      })}
      empty="Aucun import pour le moment."
    />
  );
}
