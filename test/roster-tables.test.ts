// Tables to rows: encodings, separators, quotes, lines; then what each format makes of them.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { CivilDate } from '../src/kernel/civil-date.js';
import { writeCsv } from '../src/kernel/csv.js';
import { writeOds } from '../src/kernel/ods.js';
import { writeZip } from '../src/kernel/zip.js';
import { csvTemplates } from '../src/roster/csv-roster.js';
import { openDelivery } from '../src/roster/delivery.js';
import { DeliveryRefused, Findings } from '../src/roster/findings.js';
import { recognise } from '../src/roster/recognise.js';
import { emptyBatch, type RosterBatch } from '../src/roster/roster.js';
import { readTable } from '../src/roster/table.js';
import { folderOf } from './roster-files.js';
import { jeanMoulin } from './world.js';

const tableOf = async (bytes: Uint8Array | string) =>
  await readTable({
    name: 'a.csv',
    open: async () =>
      (async function* () {
        yield Buffer.from(bytes);
      })(),
  });

async function rowsOf(bytes: Uint8Array | string) {
  const table = await tableOf(bytes);
  return [table.header, ...[...table.rows()].map(({ line, cells }) => [line, ...cells])];
}

const school = jeanMoulin;

async function read(
  t: TestContext,
  files: Readonly<Record<string, string | Uint8Array>>,
  own: string | undefined = school,
) {
  const findings = new Findings();
  const delivery = await openDelivery([await folderOf(t, files)]);
  try {
    const context = { findings, today: '2026-09-14' as CivilDate, timeZone: 'Europe/Paris' };
    const roster = await recognise(delivery, { format: undefined, school: own }, context);
    const rows = emptyBatch();
    for await (const batch of roster.batches)
      for (const kind of Object.keys(rows) as (keyof RosterBatch)[]) (rows[kind] as unknown[]).push(...batch[kind]);
    const told = (all: readonly { line: number | null; code: string }[]) =>
      all.map(({ line, code }) => `${line} ${code}`);
    return { head: roster.head, rows, rejected: told(findings.rejected()), warnings: told(findings.warnings()) };
  } finally {
    await delivery.close();
  }
}

const refused = async (t: TestContext, files: Readonly<Record<string, string | Uint8Array>>, own?: string) => {
  try {
    await read(t, files, own);
  } catch (error) {
    if (error instanceof DeliveryRefused) return error.finding;
    throw error;
  }
  return assert.fail('it was read');
};

test('whatever program wrote a table, its rows and lines are read', async () => {
  const rows = [
    ['Nom', 'Prénom'],
    [2, 'ŒUVRARD', 'Zoé; "la grande"\nou pas'],
    [5, 'B', ''],
  ];
  const text = 'Nom;Prénom\r\nŒUVRARD;"Zoé; ""la grande""\nou pas"\r\n;\r\nB;\r\n';
  assert.deepEqual(await rowsOf(text), rows);
  assert.deepEqual(await rowsOf(`\uFEFF${text}`), rows);
  assert.deepEqual(await rowsOf(Buffer.from(`\uFEFF${text}`, 'utf16le')), rows);
  const windows = Buffer.from(text.replace('Œ', '\x8c'), 'latin1');
  assert.deepEqual(await rowsOf(windows), rows);
  assert.deepEqual(await rowsOf('sep=,\nNom,"a;b;c"\nx,y'), [
    ['Nom', 'a;b;c'],
    [3, 'x', 'y'],
  ]);
  assert.deepEqual(await rowsOf('Nom\tPrénom\rA, B\tC\r'), [
    ['Nom', 'Prénom'],
    [2, 'A, B', 'C'],
  ]);
  await assert.rejects(rowsOf('Nom;Prénom\nA;"B\nC;D\n'), /FILE_NOT_WELL_FORMED a.csv:2/);
  await assert.rejects(rowsOf(Buffer.from([0xff, 0xfe, 0x41])), /FILE_ENCODING/);
});

const pupils =
  'IDENTIFIANT*;nom;prénom;Date de naissance;classe;Inconnu\nE1;PETIT;Léo;21/04/2015;CP;x\nE2;PETIT;Zoé;2013-02-30;CM1\n;SANS;Clé;;\nE3;;Tom;;';
const guardians =
  'Identifiant;Civilité;Nom;Prénom;Courriel;Téléphone portable;Responsable légal;Lien;Identifiant de l’élève;Identifiant de l’élève\n' +
  'R1;Mme;LEROY;Anne;anne@exemple.fr;06 12 34 56 78;Oui;mère;E1;E2\nR2;M.;PETIT;Jean;pas un mail;;non;;E1;\nR3;;X;Y;;;peut-être;;E2;';

test('our own tables: lenient headings, faults by line, nothing guessed', async (t) => {
  const { head, rows, rejected, warnings } = await read(t, { 'a.csv': pupils, 'b.csv': guardians });
  assert.deepEqual(head, { source: 'csv', exportedAt: null, uai: school });
  assert.deepEqual(
    rows.pupils.map(({ sourceId, familyName, birthDate, division }) => [sourceId, familyName, birthDate, division]),
    [
      ['E1', 'PETIT', '2015-04-21', 'CP'],
      ['E2', 'PETIT', null, 'CM1'],
    ],
  );
  assert.deepEqual(rejected, ['4 KEY_MISSING', '5 NAME_MISSING']);
  assert.deepEqual(rows.held, [{ kind: 'pupil', sourceId: 'E3' }]);
  assert.deepEqual(warnings, ['3 DATE_INVALID', '3 MAIL_INVALID', '4 LINK_SHAPE']);
  assert.deepEqual(
    rows.links.map(({ guardianId, pupilId, kinship, level, entitling }) => [
      guardianId,
      pupilId,
      kinship,
      level,
      entitling,
    ]),
    [
      ['R1', 'E1', '10', 'legal', true],
      ['R1', 'E2', '10', 'legal', true],
      ['R2', 'E1', '', 'contact', false],
      ['R3', 'E2', '', 'contact', false],
    ],
  );
  assert.deepEqual(
    [rows.guardians[0]?.mail, rows.guardians[0]?.phone, rows.guardians[1]?.mail],
    ['anne@exemple.fr', '+33612345678', null],
  );
});

test('tables that cannot be read say all that is missing', async (t) => {
  const lacking = await refused(t, { 'a.csv': 'Nom;Prénom;Classe\nA;B;CP\n' });
  assert.match(lacking.sentence, /les colonnes « Identifiant », « Date de naissance »/);
  assert.match((await refused(t, { 'a.csv': guardians })).sentence, /manque le fichier des élèves/);
  assert.match(
    (await refused(t, { 'a.csv': pupils, 'b.csv': pupils })).sentence,
    /tous les deux des fichiers d’élèves/,
  );
  const workbook = writeOds('Élèves', [['Identifiant', 'Nom']]);
  assert.match((await refused(t, { 'a.ods': workbook })).sentence, /est un classeur[\s\S]*au format CSV/);
  const beside = await read(t, { 'a.csv': pupils, 'LICENCE.txt': 'Text, with "one quote;\n', 'b.tsv.txt': guardians });
  assert.deepEqual([beside.rows.guardians.length, beside.warnings.includes('null FILE_IGNORED')], [3, true]);
  assert.match((await refused(t, { 'a.csv': 'Couleur;Taille\nbleu;4\n' })).sentence, /titres des colonnes/);
  const delivery = await openDelivery([await folderOf(t, { 'a.csv': pupils })]);
  const context = { findings: new Findings(), today: '2026-09-14' as CivilDate, timeZone: 'Europe/Paris' };
  await assert.rejects(recognise(delivery, { format: undefined, school: undefined }, context), /SCHOOL_MISMATCH/);
  await delivery.close();
});

const ondePupils =
  '"Nom Elève";"Nom d\'usage Elève";"Prénom Elève";"Date naissance";"Sexe";" Cycle";"Classe"\n' +
  '"PETIT";"";"Léo";"2019-05-04";"H";"CYCLE II";"CP";"";""\n"PETIT";"";"Zoé";"2016-01-31";"F";"CYCLE III";"CM1"\n' +
  '"DURAND";"";"Tom";"2016-01-31";"M";"";"CM1"\n"DURAND";"";"Tom";"2016-02-01";"M";"";"CM1"\n';
const ondeHead =
  "Civilité Responsable;Nom usage responsable;Nom responsable;Prénom responsable;Adresse responsable;CP responsable;Courriel;Téléphone portable;Nom d'usage enfant;Nom de famille enfant;Prénom enfant;Classes enfants;Nom d'usage enfant;Nom de famille enfant;Prénom enfant;Classes enfants\n";
const ondeGuardians = `${ondeHead}Mme;;LEROY;Anne;1 rue du Lac;33000;;;;PETIT;Léo;CP;;PETIT;Zoé;CM1\nM.;;PETIT;Jean;2 rue du Parc;33000;;;;PETIT;Léo;CP\nM.;;PETIT;Jean;2 rue du Parc;33000;;;;PETIT;Zoé;CM1\nM.;;PETIT;Jean;9 rue Autre;33000;;;;PETIT;Zoé;CM1\nMme;;DURAND;Eva;3 rue;33000;;;;DURAND;Tom;CM1;;PERDU;Max;CP\nIntitulé;Adresse Organisme\nFoyer;4 rue`;

test('ONDE: keys of what identifies a row; a child whom two pupils, or none, answer to is told', async (t) => {
  const files = {
    'e.csv': Buffer.from(ondePupils, 'latin1'),
    'r.csv': Buffer.from(ondeGuardians.replaceAll('é', '\xe9'), 'latin1'),
  };
  const { head, rows, rejected, warnings } = await read(t, files);
  assert.equal(head.source, 'onde');
  assert.deepEqual(
    rows.pupils.map(({ firstName, sex, division }) => [firstName, sex, division]),
    [
      ['Léo', 'M', 'CP'],
      ['Zoé', 'F', 'CM1'],
      ['Tom', 'M', 'CM1'],
      ['Tom', 'M', 'CM1'],
    ],
  );
  assert.equal(new Set(rows.pupils.map(({ sourceId }) => sourceId)).size, 4);
  // Jean of the park is one, with two rows; Jean of another street stays apart; the bodies below are not read.
  assert.deepEqual(
    rows.guardians.map(({ firstName }) => firstName),
    ['Anne', 'Jean', 'Jean', 'Eva'],
  );
  const [anne, jean, other] = rows.guardians.map(({ sourceId }) => sourceId);
  const names = new Map(rows.pupils.map(({ sourceId, firstName }) => [sourceId, firstName]));
  assert.deepEqual(
    rows.links.map(({ guardianId, pupilId, level }) => [guardianId, names.get(pupilId), level]),
    [
      [anne, 'Léo', 'legal'],
      [anne, 'Zoé', 'legal'],
      [jean, 'Léo', 'legal'],
      [jean, 'Zoé', 'legal'],
      [other, 'Zoé', 'legal'],
    ],
  );
  assert.deepEqual(rejected, ['6 LINK_DANGLING_PUPIL', '6 LINK_DANGLING_PUPIL']);
  assert.equal(rows.held.filter(({ kind }) => kind === 'links').length, 2, 'both Toms keep what they had');
  assert.ok(warnings.includes('null LEVEL_UNSAID'));
});

const orgs = `sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\ns1,,,Ici,school,${school},\ns2,,,Ailleurs,school,0332222A,\n`;
const users =
  'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n' +
  'p1,,,true,"s1,s2",student,a,,Léo,PETIT,,,,,,"g1,t1",,\np2,,,true,s1,student,b,,Zoé,PETIT,,,,,,,,\np3,,,true,s2,student,c,,Ailleurs,X,,,,,,g3,,\n' +
  'g1,,,true,s1,parent,d,,Anne,LEROY,,,anne@exemple.fr,0612345678,,p2,,secret\ng2,,,true,s1,guardian,e,,Seul,Y,,,,,,,,\ng3,,,true,s2,parent,f,,Loin,X,,,,,,,,\n' +
  't1,,,true,s1,teacher,g,,Prof,Z,,,,,,,,\np4,tobedeleted,,true,s1,student,h,,Parti,W,,,,,,,,\n';

test('OneRoster 1.1 in a zip: links from both sides, no legal guardian, one school of several', async (t) => {
  const entry = (name: string, text: string) => ({ name: `set/${name}.csv`, bytes: Buffer.from(text) });
  const zip = writeZip([
    entry(
      'manifest',
      'propertyName,value\noneroster.version,1.1\nfile.orgs,bulk\nfile.users,bulk\nfile.results,absent\n',
    ),
    entry('orgs', orgs),
    entry('users', users),
    entry('demographics', 'sourcedId,status,dateLastModified,birthDate,sex\np1,,,2015-04-21,male\n'),
    entry('classes', 'sourcedId,status,dateLastModified,title,classType\nc1,,,CM1 A,homeroom\nc2,,,Maths,scheduled\n'),
    entry(
      'enrollments',
      'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role\nn1,,,c1,s1,p1,student\nn2,,,c2,s1,p2,student\n',
    ),
  ]);
  const { head, rows } = await read(t, { 'a.zip': zip });
  assert.deepEqual(head, { source: 'oneroster', exportedAt: null, uai: school });
  assert.deepEqual(
    rows.pupils.map(({ sourceId, birthDate, sex, division }) => [sourceId, birthDate, sex, division]),
    [
      ['p1', '2015-04-21', 'M', 'CM1 A'],
      ['p2', null, null, null],
    ],
  );
  assert.deepEqual(
    rows.links.map(({ pupilId, guardianId, level, entitling }) => [pupilId, guardianId, level, entitling]),
    [
      ['p1', 'g1', 'contact', false],
      ['p2', 'g1', 'contact', false],
    ],
  );
  assert.deepEqual(
    rows.guardians.map(({ sourceId, mail, phone }) => [sourceId, mail, phone]),
    [['g1', 'anne@exemple.fr', '+33612345678']],
  );
});

test('OneRoster 1.2 says roles apart; deltas, lacking files and other schools are refused', async (t) => {
  const two = users
    .split('\n')
    .map((line, at) =>
      at === 0 ? line.replace(',orgSourcedIds,role,', ',') : line.replace(/,true,("[^"]*"|\w+),\w+,/, ',true,'),
    )
    .join('\n');
  const roles =
    'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId\n' +
    'r1,,,p1,primary,student,,,s1,\nr2,,,g1,primary,parent,,,s1,\nr3,,,g1,secondary,teacher,,,s1,\n';
  const { rows } = await read(t, { 'orgs.csv': orgs, 'users.csv': two, 'roles.csv': roles });
  assert.deepEqual(
    rows.links.map(({ pupilId, guardianId }) => [pupilId, guardianId]),
    [['p1', 'g1']],
  );
  const delta = 'propertyName,value\nfile.users,delta\n';
  assert.equal(
    (await refused(t, { 'manifest.csv': delta, 'orgs.csv': orgs, 'users.csv': users })).code,
    'DELTA_UNSUPPORTED',
  );
  const lacking = await refused(t, {
    'manifest.csv': 'propertyName,value\nfile.classes,bulk\n',
    'users.csv': 'sourcedId,status,givenname\n',
  });
  for (const part of [
    /« classes.csv » est annoncé/,
    /« orgs.csv » manque/,
    /« users.csv » n’a pas givenName, familyName/,
  ])
    assert.match(lacking.sentence, part);
  assert.match((await refused(t, { 'orgs.csv': orgs, 'users.csv': users }, '0333333A')).sentence, /ne contiennent pas/);
});

test('a template sent as it was taken is refused; a real row beside the example is not our business', async (t) => {
  const text = (kind: keyof typeof csvTemplates, more = '') =>
    `${Buffer.from(writeCsv(csvTemplates[kind])).toString()}${more}`;
  const templates = { 'eleves.csv': text('eleves'), 'responsables.csv': text('responsables') };
  const refusal = await refused(t, templates);
  assert.equal(refusal.code, 'NOTHING_TO_IMPORT');
  assert.match(refusal.sentence, /Ce fichier est le modèle.*eleves\.csv.*Remplacez l’exemple par vos élèves/);
  const own = { ...templates, 'eleves.csv': text('eleves', 'E2;DIALLO;Awa;;03/02/2015;CM1;;F\r\n') };
  assert.match((await refused(t, own)).sentence, /responsables\.csv.*Remplacez l’exemple par vos responsables/);
  const both = { ...own, 'responsables.csv': text('responsables', 'R2;M.;DIALLO;Sékou;;;;oui;père;E2;;\r\n') };
  assert.equal((await read(t, both)).rows.pupils.length, 2);
});
