// Whom an import would change, by name: the first of each list, before anything is done.
import type { JSX } from 'preact';
import { FrenchName } from '../web/names.js';
import { type Column, Table } from '../web/tables.js';
import { accountWords, changeLists, changeWords, childlessNote, listTitle } from './change-words.js';
import type { ChangedPerson, ChangeLists } from './rules.js';

/** A list of so many names is open; a longer one is opened by who wants it. Who leaves is always shown. */
const shortList = 12;

export function Changes({ lists }: { lists: ChangeLists }): JSX.Element | null {
  if (lists.size === 0) return null;
  return (
    <section>
      <h2>Qui est concerné</h2>
      {changeLists.map((list) => {
        const found = lists.get(`${list.what} ${list.action}`);
        if (found === undefined) return null;
        const { total, people } = found;
        const title = listTitle(list, total);
        return (
          <details open={list.action === 'ended' || list.action === 'childless' || total <= shortList}>
            <summary>{title}</summary>
            {list.action === 'childless' && <p class="soft">{childlessNote}</p>}
            {total > people.length && <p class="soft">{`Les ${people.length} premiers sont montrés.`}</p>}
            <Table caption={title} quiet columns={columnsOf(list)} rows={people.map((one) => rowOf(list, one))} />
          </details>
        );
      })}
    </section>
  );
}

type List = Pick<(typeof changeLists)[number], 'what' | 'action'>;

const tellsChanges = ({ what, action }: List) => what === 'link' || action === 'changed';
const tellsAccounts = ({ action }: List) => action === 'ended' || action === 'childless';

function columnsOf(list: List): readonly Column[] {
  return [
    { name: list.what === 'pupil' ? 'Élève' : 'Parent' },
    ...(list.what === 'link' ? [{ name: 'Élève' }] : []),
    ...(list.what === 'guardian' ? [] : [{ name: 'Classe' }]),
    ...(tellsChanges(list) ? [{ name: 'Ce qui change' }] : tellsAccounts(list) ? [{ name: 'Compte' }] : []),
  ];
}

function rowOf(list: List, person: ChangedPerson) {
  return {
    cells: [
      <FrenchName>{`${person.familyName} ${person.firstName}`}</FrenchName>,
      ...(list.what === 'link' ? [<FrenchName>{person.pupilName ?? ''}</FrenchName>] : []),
      ...(list.what === 'guardian' ? [] : [person.division ?? '—']),
      ...(tellsChanges(list) ? [<WhatChanges person={person} />] : tellsAccounts(list) ? [accountWords(person)] : []),
    ],
  };
}

function WhatChanges({ person }: { person: ChangedPerson }): JSX.Element {
  const changes = changeWords(person);
  // Nothing that anybody reads: a code of the register that leads to the same words.
  if (changes.length === 0) return <>Un détail du lien</>;
  return (
    <ul class="bare">
      {changes.map((change) =>
        'words' in change ? (
          <li>{change.words}</li>
        ) : (
          <li>
            {`${change.name} : `}
            <del>
              <FrenchName>{change.before}</FrenchName>
            </del>
            {' → '}
            <strong>
              <FrenchName>{change.after}</FrenchName>
            </strong>
          </li>
        ),
      )}
    </ul>
  );
}
