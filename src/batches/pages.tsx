// Letters of a class or a school: choosing, counting, asking.
import type { JSX } from 'preact';
import type { Paper } from '../letters/formats.js';
import { type LetterSituation, letterSituations } from '../letters/rules.js';
import { href } from '../routes.js';
import { SchoolPage } from '../school/frame.js';
import type { Desk } from '../staff/rules.js';
import { Choice, Select } from '../web/choices.js';
import { SideBySide } from '../web/desk-layout.js';
import { State } from '../web/facts.js';
import { FrenchName } from '../web/names.js';
import { Button, Note } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { FieldError, View } from '../web/view.js';
import { Asking } from './asking.js';
import { Counted, type LettersPlan } from './counted.js';
import { type BatchQuery, type BatchState, writeBatchQuery } from './rules.js';
import { batchState, choiceWords, situationLabels } from './words.js';

export type Batch = {
  readonly id: number;
  readonly askedAt: Date;
  readonly askedBy: string;
  readonly division: string | null;
  readonly situation: LetterSituation;
  readonly picked: boolean;
  readonly paper: Paper;
  readonly state: BatchState;
  readonly drawn: number;
  readonly letters: number;
  readonly replaced: number;
  readonly mails: number;
  readonly fetchedAt: Date | null;
  readonly handed: number;
  readonly notHanded: number;
};

export type LettersForm = {
  readonly query: BatchQuery;
  readonly divisions: readonly string[];
  readonly plan: LettersPlan;
  readonly batches: readonly Batch[];
  readonly paper: Paper;
  readonly links: boolean;
  /** Undefined: everybody, before anybody chose. */
  readonly chosen: readonly number[] | undefined;
  readonly askCode: boolean;
  /** A second person must approve; he was not asked yet. */
  readonly needsApproval?: boolean;
  readonly errors: readonly FieldError[];
};

export function LettersPage({ view, desk, form }: { view: View; desk: Desk; form: LettersForm }): JSX.Element {
  const making = form.batches.find(({ state }) => state === 'making');
  const { plan } = form;
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Lettres"
      lead="Chaque parent sans compte ouvert reçoit son identifiant et son code"
      errors={form.errors}
    >
      <SideBySide>
        <Choosing form={form} />
        <Counted plan={plan} query={form.query} />
      </SideBySide>
      {making !== undefined && (
        <Note>
          <p>
            Des lettres sont en cours.{' '}
            <a href={href('schoolLetterBatch', { batch: making.id })}>Voyez où elles en sont.</a>
          </p>
        </Note>
      )}
      {making === undefined && (plan.letters > 0 || plan.mailable > 0) && <Asking view={view} form={form} />}
      <Batches view={view} batches={form.batches} />
    </SchoolPage>
  );
}

const everybody: BatchQuery = { division: undefined, situation: 'unopened', accounts: undefined, reissue: false };

function Choosing({ form }: { form: LettersForm }): JSX.Element {
  const { query, divisions } = form;
  return (
    <form method="get" action={href('schoolLetters')}>
      <Select
        name="classe"
        label="Classe"
        value={query.division ?? ''}
        options={[
          { value: '', label: 'Toutes les classes' },
          ...divisions.map((division) => ({ value: division, label: division })),
        ]}
      />
      <Select
        name="situation"
        label="Quels comptes"
        value={writeBatchQuery(query).situation ?? ''}
        options={letterSituations.map((situation) => ({
          value: writeBatchQuery({ ...everybody, situation }).situation ?? '',
          label: situationLabels[situation],
        }))}
      />
      {query.accounts !== undefined && (
        <>
          <input type="hidden" name="comptes" value={query.accounts.join('.')} />
          <p>
            {query.accounts.length === 0
              ? 'Vous n’avez coché aucun compte dans la liste. '
              : `Vous avez coché ${query.accounts.length} ${query.accounts.length > 1 ? 'comptes' : 'compte'} dans la liste. `}
            <a href={href('schoolAccounts')}>Cocher d’autres comptes</a>, ou{' '}
            <a href={href('schoolLetters')}>toute l’école</a>.
          </p>
        </>
      )}
      <Choice
        name="valables"
        kind="checkbox"
        label="Lettres encore valables"
        chosen={query.reissue ? ['oui'] : []}
        options={[{ value: 'oui', label: 'Les refaire aussi : les anciennes ne marcheront plus' }]}
      />
      <Button kind="second">Compter</Button>
    </form>
  );
}

function Batches({ view, batches }: { view: View; batches: readonly Batch[] }): JSX.Element {
  return (
    <Table
      caption="Lettres faites"
      columns={[
        { name: 'Date' },
        { name: 'Pour' },
        { name: 'Par' },
        { name: 'État' },
        { name: 'Lettres', number: true },
        { name: 'Remises', number: true },
      ]}
      rows={batches.map((batch) => {
        const [kind, word] = batchState(batch);
        const when = `${view.t.shortDay(batch.askedAt)}, ${view.t.hour(batch.askedAt)}`.replaceAll(' ', '\u00a0');
        return {
          cells: [
            <a href={href('schoolLetterBatch', { batch: batch.id })}>{when}</a>,
            <FrenchName>{choiceWords(batch)}</FrenchName>,
            <FrenchName>{batch.askedBy}</FrenchName>,
            <State kind={kind}>{word}</State>,
            String(batch.letters),
            batch.handed + batch.notHanded === 0 ? '—' : String(batch.handed),
          ],
        };
      })}
      empty="Aucune lettre faite ici pour le moment."
    />
  );
}
