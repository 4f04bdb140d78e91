// Tables to the register: the same twice changes nothing, and a guardian of ONDE stays who he is.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { importRoster } from '../src/roster/actions.js';
import type { ImportReport } from '../src/roster/report.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { assertInvariants } from './invariants.js';
import { folderOf } from './roster-files.js';
import { addSchool, jeanMoulin } from './world.js';

async function load(deps: TestDeps, t: TestContext, files: Record<string, string>, acceptDrop = false) {
  const order = { format: undefined, school: jeanMoulin, dryRun: false, acceptDrop, acceptOlder: false } as const;
  const outcome = await importRoster(deps, {
    ...order,
    paths: [await folderOf(t, files)],
    operator: { type: 'command' },
  });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  await assertInvariants(deps);
  return outcome.value;
}

const moved = ({ pupils, guardians, links, accounts }: ImportReport) =>
  [pupils, guardians, links]
    .map(({ added, changed, ended }) => `${added} ${changed} ${ended}`)
    .concat(`${accounts.created}`);

const head =
  "Civilité Responsable;Nom usage responsable;Nom responsable;Prénom responsable;Adresse responsable;CP responsable;Courriel;Téléphone portable;Nom d'usage enfant;Nom de famille enfant;Prénom enfant;Classes enfants;Nom d'usage enfant;Nom de famille enfant;Prénom enfant;Classes enfants\n";
const pupilsHead = "Nom Elève;Nom d'usage Elève;Prénom Elève;Date naissance;Classe\n";
const leo = 'PETIT;;Léo;04/05/2019;CP\n';
const zoe = 'PETIT;;Zoé;31/01/2022;PS\n';

onBothDatabases(
  'ONDE: a new address and a new sibling make no second account; a homonym stays apart',
  async (deps, t) => {
    await addSchool(deps, jeanMoulin);
    const max = 'AUTRE;;Max;05/06/2018;CE1\n';
    const first = {
      'e.csv': pupilsHead + leo + max,
      'r.csv': `${head}Mme;;LEROY;Anne;1 rue du Lac;33000;;;;PETIT;Léo;CP\nM.;;PETIT;Jean;;;;;;PETIT;Léo;CP\nM.;;PETIT;Jean;;;;;;AUTRE;Max;CE1\n`,
    };
    const made = await load(deps, t, first);
    assert.deepEqual([made.source, ...moved(made)], ['onde', '2 0 0', '3 0 0', '3 0 0', '3']);
    assert.deepEqual(moved(await load(deps, t, first)), ['0 0 0', '0 0 0', '0 0 0', '0']);
    const before = await deps.db.selectFrom('account').select('id').orderBy('id').execute();

    const grown = {
      'e.csv': pupilsHead + leo + zoe + max,
      'r.csv': `${head}Mme;;LEROY;Anne;8 rue Neuve;33000;anne@exemple.fr;;;PETIT;Léo;CP;;PETIT;Zoé;PS\nM.;;PETIT;Jean;;;;;;PETIT;Léo;CP;;PETIT;Zoé;PS\nM.;;PETIT;Jean;;;;;;AUTRE;Max;CE1\n`,
    };
    const again = await load(deps, t, grown);
    assert.deepEqual(moved(again), ['1 0 0', '0 1 0', '2 0 0', '0']);
    assert.deepEqual(await deps.db.selectFrom('account').select('id').orderBy('id').execute(), before);
    assert.deepEqual(moved(await load(deps, t, grown)), ['0 0 0', '0 0 0', '0 0 0', '0']);
  },
);

onBothDatabases('a table of ours fills a school; a row that is wrong keeps what was known', async (deps, t) => {
  await addSchool(deps, jeanMoulin);
  const pupils = 'Identifiant,Nom,Prénom,Date de naissance,Classe\nE1,PETIT,Léo,2015-04-21,CP\n';
  const guardians = (name: string) =>
    `Identifiant,Nom,Prénom,Responsable légal,Identifiant de l’élève\nR1,${name},Anne,oui,E1\nR2,=cmd,Jean,non,E1\n`;
  const made = await load(deps, t, { 'e.csv': pupils, 'r.csv': guardians('LEROY') });
  assert.deepEqual([made.source, ...moved(made)], ['csv', '1 0 0', '2 0 0', '2 0 0', '1']);
  const kept = await load(deps, t, { 'e.csv': pupils, 'r.csv': guardians('') });
  assert.deepEqual(moved(kept), ['0 0 0', '0 0 0', '0 0 0', '0']);
  assert.deepEqual(
    kept.rejected.map(({ line, code }) => `${line} ${code}`),
    ['2 NAME_MISSING'],
  );
});

onBothDatabases('a birth date that is known stays where the register gives none that can be read', async (deps, t) => {
  await addSchool(deps, jeanMoulin);
  const files = (date: string, division: string) => ({
    'e.csv': `Identifiant,Nom,Prénom,Date de naissance,Classe\nE1,PETIT,Léo,${date},${division}\n`,
    'r.csv': 'Identifiant,Nom,Prénom,Responsable légal,Identifiant de l’élève\nR1,LEROY,Anne,oui,E1\n',
  });
  const known = async () => {
    const { birthDate, division } = await deps.db
      .selectFrom('pupilRecord')
      .select(['birthDate', 'division'])
      .executeTakeFirstOrThrow();
    return [birthDate, division];
  };
  await load(deps, t, files('21/04/2015', 'CP'));
  const short = await load(deps, t, files('21/04/15', 'CP'));
  assert.deepEqual(moved(short), ['0 0 0', '0 0 0', '0 0 0', '0']);
  assert.deepEqual(
    short.warnings.map(({ code, reason }) => [code, /4 chiffres/.test(reason)]),
    [['DATE_INVALID', true]],
  );
  await load(deps, t, files('', 'CE1'));
  assert.deepEqual(await known(), ['2015-04-21', 'CE1']);
  await load(deps, t, files('22/04/2015', 'CE1'));
  assert.deepEqual(await known(), ['2015-04-22', 'CE1'], 'another date takes its place');
});
