// The list of a school's accounts: a search, filters that stay in the address, fifty lines.
import type { ComponentChildren, JSX } from 'preact';
import { linkLevels } from '../people/rules.js';
import { href } from '../routes.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';
import { Select } from '../web/choices.js';
import { SearchForm } from '../web/desk-layout.js';
import { State } from '../web/facts.js';
import { Field } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button, Buttons } from '../web/panels.js';
import { Chips, type Column, Pager, Table } from '../web/tables.js';
import type { View } from '../web/view.js';
import { SchoolPage } from './frame.js';
import {
  type AccountAtDesk,
  type DeskFilter,
  deskFilters,
  deskState,
  type ListQuery,
  type ListSort,
  levelWords,
  listedName,
  type Named,
  pageSize,
  pagesOf,
  spokenName,
  writeListQuery,
} from './rules.js';
import { filterLabels, levelLabels, stateWords, yourSchool } from './words.js';

export type Listed = AccountAtDesk & {
  readonly id: number;
  readonly identifier: string;
  readonly activatedAt: Date | null;
  readonly guardians: readonly Named[];
  readonly pupils: readonly (Named & { readonly division: string | null })[];
};

export type AccountList = {
  readonly query: ListQuery;
  readonly counts: Readonly<Record<DeskFilter, number>>;
  readonly divisions: readonly string[];
  readonly accounts: readonly Listed[];
};

const hrefOf = (query: ListQuery): string => href('schoolAccounts', writeListQuery(query));

export function AccountsPage({ view, desk, list }: { view: View; desk: Desk; list: AccountList }): JSX.Element {
  const { query, counts, accounts } = list;
  const written = writeListQuery(query);
  const count = counts[query.filter];
  const first = (query.page - 1) * pageSize + 1;
  const chips = deskFilters
    .filter(
      (filter) => counts[filter] > 0 || filter === query.filter || filter === 'all' || filter === 'never_activated',
    )
    .map((filter) => ({
      href: hrefOf({ ...query, filter, page: 1 }),
      label: filterLabels[filter],
      count: counts[filter],
      current: filter === query.filter,
    }));
  return (
    <SchoolPage view={view} desk={desk} title="Comptes des parents">
      <SearchForm action={href('schoolAccounts')}>
        <Field name="q" label="Nom ou identifiant" value={query.search} />
        <Select
          name="classe"
          label="Classe"
          value={query.division}
          options={[
            { value: '', label: 'Toutes les classes' },
            ...list.divisions.map((division) => ({ value: division, label: division })),
          ]}
        />
        <Select
          name="lien"
          label="Lien avec l’élève"
          value={written.lien}
          options={[
            { value: '', label: 'Tous les liens' },
            ...linkLevels.map((level) => ({ value: levelWords[level], label: levelLabels[level] })),
          ]}
        />
        <Select
          name="mail"
          label="Mail confirmé"
          value={written.mail}
          options={[
            { value: '', label: 'Oui ou non' },
            { value: 'oui', label: 'Oui' },
            { value: 'non', label: 'Non' },
          ]}
        />
        {written.etat !== undefined && <input type="hidden" name="etat" value={written.etat} />}
        {written.tri !== undefined && <input type="hidden" name="tri" value={written.tri} />}
        <Button kind="second">Filtrer</Button>
      </SearchForm>
      <Chips label="État des comptes" chips={chips} />
      {accounts.length === 0 ? (
        <Nothing query={query} />
      ) : (
        <Choosing desk={desk}>
          <Table
            caption="Comptes des parents"
            quiet
            columns={[
              sortable(query, 'name', 'Parent'),
              sortable(query, 'identifier', 'Identifiant'),
              { name: `Élèves de ${yourSchool[desk.schoolKind]}` },
              sortable(query, 'division', 'Classe'),
              sortable(query, 'state', 'État'),
              sortable(query, 'activated', 'Activé le'),
              ...(may(desk.role, 'make_letters') ? [{ name: 'Lettre' }] : []),
            ]}
            rows={accounts.map((account) => rowOf(view, account, may(desk.role, 'make_letters')))}
          />
        </Choosing>
      )}
      <Pager
        view={view}
        page={query.page}
        pages={pagesOf(count)}
        hrefOf={(page) => hrefOf({ ...query, page })}
        {...(count === 0 ? {} : { summary: `Comptes ${first} à ${first + accounts.length - 1} sur ${count}` })}
      />
      {count > 0 && may(desk.role, 'prepare_export') && (
        <p>
          <a href={href('schoolAccountsExport', writeListQuery({ ...query, page: 1 }))}>
            Prendre cette liste dans un tableur
          </a>
        </p>
      )}
    </SchoolPage>
  );
}

/** The head of a column: a link that sorts by it, or turns the order around. */
function sortable(query: ListQuery, sort: ListSort, name: string): Column {
  const now = query.sort === sort;
  return {
    name,
    href: hrefOf({ ...query, sort, descending: now && !query.descending, page: 1 }),
    sorted: now ? (query.descending ? 'descending' : 'ascending') : undefined,
  };
}

function Nothing({ query }: { query: ListQuery }): JSX.Element {
  if (Object.keys(writeListQuery({ ...query, sort: 'name', descending: false, page: 1 })).length === 0)
    return <p>Aucun compte pour le moment. Les comptes viennent avec le premier fichier des parents.</p>;
  return (
    <p>
      Aucun compte ne correspond. Essayez avec un seul nom, ou{' '}
      <a href={href('schoolAccounts')}>voyez tous les comptes</a>.
    </p>
  );
}

/** Accounts ticked here are those to whom letters are written next. */
function Choosing({ desk, children }: { desk: Desk; children: ComponentChildren }): JSX.Element {
  if (!may(desk.role, 'make_letters')) return <>{children}</>;
  return (
    <form method="get" action={href('schoolLetters')}>
      <input type="hidden" name="liste" value="oui" />
      {children}
      <Buttons>
        <Button kind="second" icon="letter">
          Lettres pour les comptes cochés
        </Button>
      </Buttons>
    </form>
  );
}

function rowOf(view: View, account: Listed, choosing: boolean) {
  const [kind, word] = stateWords[deskState(account)];
  const names = [...new Set(account.guardians.map(listedName))];
  const divisions = [...new Set(account.pupils.flatMap((pupil) => pupil.division ?? []))];
  return {
    cells: [
      <a href={href('schoolAccount', { account: account.id })}>
        <FrenchName>{names.join(', ')}</FrenchName>
      </a>,
      <Identifier>{account.identifier}</Identifier>,
      <FrenchName>{account.pupils.map(spokenName).join(', ')}</FrenchName>,
      <FrenchName>{divisions.join(', ')}</FrenchName>,
      <State kind={kind}>{word}</State>,
      account.activatedAt === null ? '—' : view.t.shortDay(account.activatedAt),
      ...(choosing
        ? [
            <label class="choice">
              <input
                type="checkbox"
                name="compte"
                value={String(account.id)}
                aria-label={`Lettre pour ${names.join(', ')}`}
              />
            </label>,
          ]
        : []),
    ],
  };
}
