// The operator's first page: the schools of the network, and how far each is.
import type { JSX } from 'preact';
import type { BrokenWhy } from '../audit/verifying.js';
import { brokenWords } from '../audit/words.js';
import { sourceWords, townName } from '../people/rules.js';
import { href } from '../routes.js';
import type { Operator } from '../staff/rules.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, ButtonLink, Note } from '../web/panels.js';
import { Counter, Counters, Table } from '../web/tables.js';
import type { View } from '../web/view.js';
import { NetworkPage } from './frame.js';
import type { SchoolOfNetwork } from './rules.js';

export function SchoolsPage({
  view,
  operator,
  networkName,
  schools,
  broken,
  toDecide,
}: {
  view: View;
  operator: Operator;
  networkName: string;
  schools: readonly SchoolOfNetwork[];
  /** Where the audit chain was found broken. */
  broken: { readonly at: number; readonly why: BrokenWhy } | undefined;
  /** Requests that wait for the network. */
  toDecide: number;
}): JSX.Element {
  const sum = (figure: (school: SchoolOfNetwork) => number) => schools.reduce((so, one) => so + figure(one), 0);
  const add = (
    <ButtonLink icon="plus" href={href('networkNewSchool')}>
      Ajouter une école
    </ButtonLink>
  );
  const empty = schools.filter((school) => school.registerSource === null).length;
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title="Écoles"
      failed={broken !== undefined}
      lead={<FrenchName>{networkName}</FrenchName>}
      action={add}
    >
      {broken !== undefined && (
        <Alert kind="bad" title={`La chaîne du journal est rompue : ${brokenWords(broken.why, broken.at)}`}>
          <p>
            <a href={href('networkAudit')}>Voir ce qui a été trouvé</a>
          </p>
        </Alert>
      )}
      {toDecide > 0 && (
        <Note>
          <p>
            <a href={href('networkRequests')}>
              {toDecide === 1 ? 'Une demande attend votre décision' : `${toDecide} demandes attendent votre décision`}
            </a>
          </p>
        </Note>
      )}
      <Counters>
        <Counter count={schools.length} label="Écoles" detail={`dont ${empty} sans base élèves`} icon="school" />
        <Counter count={sum((one) => one.accounts)} label="Comptes de parents" detail="Par école" icon="people" />
        <Counter count={sum((one) => one.activated)} label="Comptes activés" detail="Par école" icon="check" />
      </Counters>
      <Table
        caption="Écoles du réseau"
        quiet
        columns={[
          { name: 'École' },
          { name: 'Code' },
          { name: 'Commune' },
          { name: 'Base élèves' },
          { name: 'Comptes', number: true },
          { name: 'Activés', number: true },
          { name: 'Personnel' },
        ]}
        rows={schools.map((school) => ({
          cells: [
            <a href={href('networkSchool', { school: school.uai })}>
              <FrenchName>{school.name}</FrenchName>
            </a>,
            <Identifier>{school.uai}</Identifier>,
            townName(school.town),
            school.registerSource === null ? 'Pas encore' : sourceWords[school.registerSource],
            school.accounts,
            school.activated,
            <a href={href('networkSchoolTeam', { school: school.uai })}>{`${school.staff}, équipe`}</a>,
          ],
        }))}
        empty="Aucune école pour l’instant."
      />
    </NetworkPage>
  );
}
