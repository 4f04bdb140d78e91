// The journal of a school: who did what, to whom, why; or who read what.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { SchoolPage } from '../school/frame.js';
import { spokenName } from '../school/rules.js';
import { SecurityCode } from '../staff/pages.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';
import { Select } from '../web/choices.js';
import { SearchForm } from '../web/desk-layout.js';
import { Field, Form } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button, Card, Note } from '../web/panels.js';
import { Chips, Table } from '../web/tables.js';
import type { FieldError, View } from '../web/view.js';
import { type JournalLine, type JournalQuery, writeJournalQuery } from './rules.js';
import { aboutWords, actWords, readingWords } from './words.js';

export type Journal = {
  readonly query: JournalQuery;
  readonly lines: readonly JournalLine[];
  readonly more: boolean;
  readonly staff: readonly { readonly id: number; readonly name: string }[];
  readonly askCode: boolean;
  readonly errors: readonly FieldError[];
};

const hrefOf = (query: JournalQuery): string => href('schoolJournal', writeJournalQuery(query));

export function JournalPage({ view, desk, journal }: { view: View; desk: Desk; journal: Journal }): JSX.Element {
  const { query, lines, more, staff, errors } = journal;
  const written = writeJournalQuery(query);
  const chip = (what: JournalQuery['what'], label: string) => ({
    href: hrefOf({ ...query, what, kind: null, page: 1 }),
    label,
    current: query.what === what,
  });
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Journal"
      lead="Ce que votre équipe a fait et lu ici, depuis 12 mois au plus. Personne ne peut le changer."
      errors={errors}
    >
      <Chips label="Quoi" chips={[chip('acts', 'Actes'), chip('readings', 'Lectures')]} />
      <SearchForm action={href('schoolJournal')}>
        <Select
          name="qui"
          label="Qui"
          value={written.qui}
          options={[
            { value: '', label: 'Toute l’équipe' },
            ...staff.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
        <Select
          name="acte"
          label={query.what === 'acts' ? 'Acte' : 'Page lue'}
          value={written.acte}
          options={[
            { value: '', label: 'Tous' },
            ...Object.entries(wordsOf(query))
              .map(([value, label]) => ({ value, label: label ?? value }))
              .sort((one, other) => one.label.localeCompare(other.label, 'fr')),
          ]}
        />
        <Field name="du" type="date" label="Du" value={written.du} />
        <Field name="au" type="date" label="Au" value={written.au} />
        {written.compte !== undefined && <input type="hidden" name="compte" value={written.compte} />}
        {written.quoi !== undefined && <input type="hidden" name="quoi" value={written.quoi} />}
        <Button kind="second">Filtrer</Button>
      </SearchForm>
      {query.accountId !== null && (
        <Note>
          <p>
            Seulement ce qui touche un compte. <a href={hrefOf({ ...query, accountId: null, page: 1 })}>Voir tout</a>
          </p>
        </Note>
      )}
      <Table
        caption={query.what === 'acts' ? 'Actes de l’équipe' : 'Lectures de l’équipe'}
        quiet
        columns={[
          { name: 'Quand' },
          { name: 'Qui' },
          { name: 'Quoi' },
          { name: 'Parent' },
          ...(query.what === 'acts' ? [{ name: 'Raison' }] : []),
        ]}
        rows={lines.map((line) => ({ cells: cellsOf(view, query, line) }))}
        empty="Rien ici."
      />
      {(query.page > 1 || more) && (
        <p class="buttons">
          {query.page > 1 && <a href={hrefOf({ ...query, page: query.page - 1 })}>Plus récents</a>}
          {more && <a href={hrefOf({ ...query, page: query.page + 1 })}>Plus anciens</a>}
        </p>
      )}
      {may(desk.role, 'export_journal') && (
        <Card title="Prendre le journal dans un tableur">
          <Form view={view} action={hrefOf({ ...query, page: 1 })}>
            {journal.askCode && <SecurityCode view={view} errors={errors} />}
            <Button kind="second" icon="list">
              Télécharger le journal
            </Button>
          </Form>
        </Card>
      )}
    </SchoolPage>
  );
}

const wordsOf = ({ what }: JournalQuery): Readonly<Record<string, string | undefined>> =>
  what === 'acts' ? actWords : readingWords;

function cellsOf(view: View, query: JournalQuery, line: JournalLine) {
  const words = wordsOf(query);
  const { firstName, familyName, usageName } = line;
  const name = firstName === null || familyName === null ? undefined : spokenName({ firstName, familyName, usageName });
  const about = query.what === 'acts' ? aboutWords(line) : '';
  return [
    `${view.t.shortDay(line.at)}, ${view.t.hour(line.at)}`,
    <FrenchName>{line.staffName}</FrenchName>,
    <>
      {words[line.kind] ?? line.kind}
      {about !== '' && (
        <small>
          <FrenchName>{about}</FrenchName>
        </small>
      )}
      {line.reference !== null && (
        <small>
          <Identifier>{line.reference}</Identifier>
        </small>
      )}
    </>,
    name === undefined || line.accountId === null ? (
      '—'
    ) : (
      <a href={href('schoolAccount', { account: line.accountId })}>
        <FrenchName>{name}</FrenchName>
      </a>
    ),
    ...(query.what === 'acts' ? [line.reason === null ? '' : <FrenchName>{line.reason}</FrenchName>] : []),
  ];
}
