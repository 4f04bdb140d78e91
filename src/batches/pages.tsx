// Letters of a class or a school: choosing, counting, asking.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { SchoolPage } from '../school/frame.js';
import type { Desk } from '../staff/rules.js';
import { Choice, Select } from '../web/choices.js';
import { SideBySide } from '../web/desk-layout.js';
import { State } from '../web/facts.js';
import { FrenchName } from '../web/names.js';
import { Button, Card, Note, Points } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { FieldError, View } from '../web/view.js';
import { Asking } from './asking.js';
import { type BatchQuery, type BatchState, type PaperKind, writeBatchQuery } from './rules.js';
import { batchWords, divisionWords, lettersWord, nameOf } from './words.js';

type Named = { readonly firstName: string; readonly familyName: string };
type Recipient = {
  readonly identifier: string;
  readonly guardian: Named;
  readonly children: readonly (Named & { readonly division: string | null })[];
};

/** Who would be written to, as the page needs it. */
export type LettersPlan = {
  readonly planned: readonly {
    readonly accountId: number;
    readonly hasLiveLetter: boolean;
    readonly handed: boolean;
    readonly recipient: Recipient;
  }[];
  readonly skipped: Readonly<Partial<Record<string, number>>>;
  readonly incomplete: readonly Pick<Recipient, 'identifier' | 'children'>[];
  readonly mailable: readonly unknown[];
};

export type Batch = {
  readonly id: number;
  readonly askedAt: Date;
  readonly askedBy: string;
  readonly division: string | null;
  readonly paper: PaperKind;
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
  readonly paper: PaperKind;
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
        <Counted form={form} />
      </SideBySide>
      {making !== undefined && (
        <Note>
          <p>
            Des lettres sont en cours.{' '}
            <a href={href('schoolLetterBatch', { batch: making.id })}>Voyez où elles en sont.</a>
          </p>
        </Note>
      )}
      {making === undefined && (plan.planned.length > 0 || plan.mailable.length > 0) && (
        <Asking view={view} form={form} />
      )}
      <Batches view={view} batches={form.batches} />
    </SchoolPage>
  );
}

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

function Counted({ form }: { form: LettersForm }): JSX.Element {
  const { planned, incomplete, skipped, mailable } = form.plan;
  const live = planned.filter(({ hasLiveLetter }) => hasLiveLetter).length;
  const handed = planned.filter((one) => one.handed).length;
  const kept = skipped.has_live_letter ?? 0;
  return (
    <Card title={planned.length === 0 ? 'Aucune lettre à faire' : `${lettersWord(planned.length)} à faire`}>
      <Points
        points={[
          ...(live > 0
            ? [
                {
                  icon: 'alert' as const,
                  look: 'shut' as const,
                  text: `${lettersWord(live)} encore ${live > 1 ? 'valables seront annulées' : 'valable sera annulée'}${handed > 0 ? `, dont ${handed} déjà ${handed > 1 ? 'remises' : 'remise'}` : ''}.`,
                },
              ]
            : []),
          ...(kept > 0
            ? [
                {
                  icon: 'letter' as const,
                  text: `${kept} ${kept > 1 ? 'comptes ont' : 'compte a'} déjà une lettre valable.`,
                },
              ]
            : []),
          ...(incomplete.length > 0
            ? [
                {
                  icon: 'calendar' as const,
                  look: 'shut' as const,
                  text: (
                    <>
                      {`Sans date de naissance, pas de lettre : `}
                      <FrenchName>
                        {incomplete
                          .slice(0, 10)
                          .flatMap(({ children }) => children.map(nameOf))
                          .join(', ')}
                      </FrenchName>
                      {incomplete.length > 10 ? ` et ${incomplete.length - 10} autres` : ''}. Complétez la base, puis
                      importez-la.
                    </>
                  ),
                },
              ]
            : []),
          {
            icon: 'people',
            text:
              (skipped.active ?? 0) === 0
                ? 'Aucun compte n’est encore ouvert.'
                : `${skipped.active} ${(skipped.active ?? 0) > 1 ? 'comptes sont déjà ouverts' : 'compte est déjà ouvert'} : pas de lettre${mailable.length > 0 ? `, un lien par mail est possible pour ${mailable.length}` : ''}.`,
          },
        ]}
      />
      {planned.length > 0 && (
        <p>
          <a href={href('schoolLettersPreview', writeBatchQuery(form.query))}>Voir une lettre en exemple (PDF)</a>
        </p>
      )}
    </Card>
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
        const [kind, word] = batchWords[batch.state];
        const when = `${view.t.shortDay(batch.askedAt)}, ${view.t.hour(batch.askedAt)}`.replaceAll(' ', '\u00a0');
        return {
          cells: [
            <a href={href('schoolLetterBatch', { batch: batch.id })}>{when}</a>,
            <FrenchName>{divisionWords(batch.division)}</FrenchName>,
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
