// A secretary loads the register of her school in her browser: she sends the export, looks at what it would do, applies it.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createApp } from '../../src/app.js';
import { verifyAudit } from '../../src/audit/verifying.js';
import { drainUploads } from '../../src/uploads/work.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { guardiansFile, guardianXml, linkXml, pupilsFile, pupilXml, zipOf } from '../roster-files.js';
import { openSecretary } from '../secretary.js';
import type { Chosen, Page, Visitor } from '../visitor.js';
import { jeanMoulin, louiseMichel } from '../world.js';

const send = 'Envoyer et vérifier';
const apply = 'Appliquer l’import';

type Family = { readonly id: number; readonly child: string; readonly phone?: string };

/** The two files of an export: each family is a mother and her child. */
function exported(families: readonly Family[], rest: Parameters<typeof pupilsFile>[1] = {}): Chosen[] {
  return [
    {
      file: 'ElevesAvecAdresses.xml',
      content: pupilsFile(
        families.map(({ id, child }) => pupilXml(id, { PRENOM: child })),
        rest,
      ),
    },
    {
      file: 'ResponsablesAvecAdresses.xml',
      content: guardiansFile(
        families.map(({ id, phone }) => guardianXml(id + 1000, { TEL_PORTABLE: phone ?? '0611223344' })),
        families.map(({ id }) => linkXml(id, id + 1000)),
        rest,
      ),
    },
  ];
}

const families: readonly Family[] = Array.from({ length: 20 }, (_, index) => ({ id: index + 1, child: 'Yanis' }));

async function setUp(deps: TestDeps, school = jeanMoulin) {
  const app = await createApp(deps);
  return { app, ...(await openSecretary(deps, app, school)) };
}

async function sendFiles(visitor: Visitor, files: readonly Chosen[]): Promise<Page> {
  return await (await visitor.visit('/ecole/imports')).send({ files }, send);
}

/** Sends, waits for the reading, looks. */
async function preview(deps: TestDeps, visitor: Visitor, files: readonly Chosen[]): Promise<Page> {
  const waiting = await sendFiles(visitor, files);
  assert.equal(waiting.heading, 'Lecture de l’export', waiting.words);
  assert.equal(await drainUploads(deps), 1);
  return await waiting.follow('Voir où il en est');
}

async function load(deps: TestDeps, visitor: Visitor, files: readonly Chosen[]): Promise<Page> {
  const working = await (await preview(deps, visitor, files)).send({}, apply);
  assert.equal(working.heading, 'Import en cours', working.words);
  await drainUploads(deps);
  return await visitor.visit(working.path);
}

const counts = async (deps: TestDeps) => {
  const count = async (table: 'account' | 'pupilRecord' | 'importRun') =>
    Number(
      (
        await deps.db
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as('count'))
          .executeTakeFirstOrThrow()
      ).count,
    );
  return [await count('pupilRecord'), await count('account'), await count('importRun')];
};
const kept = async (deps: TestDeps) => await readdir(join(deps.config.dataFolder, 'imports')).catch(() => []);

onBothDatabases('from an empty school to its accounts: sent, looked at, applied, kept', async (deps) => {
  const { app, visitor } = await setUp(deps);
  const first = await (await visitor.visit('/ecole')).follow('Imports');
  assert.match(first.words, /Aucun import pour le moment/);
  assert.equal((await first.send({}, send)).words.includes('Choisissez les fichiers de l’export'), true);

  const shown = await preview(deps, visitor, exported(families));
  assert.equal(shown.heading, 'Vérifier l’import');
  assert.match(shown.words, /ElevesAvecAdresses\.xml, ResponsablesAvecAdresses\.xml, reçu le/);
  assert.match(shown.words, /Rien n’est encore changé/);
  assert.match(shown.words, /40 ?Nouveaux ?20 élèves, 20 parents/);
  assert.match(shown.words, /Élèves 20 0 0 0|Élèves\s*20/);
  assert.deepEqual(await counts(deps), [0, 0, 0], 'looking changes nothing');

  const working = await shown.send({}, apply);
  assert.equal(working.heading, 'Import en cours');
  assert.deepEqual(await counts(deps), [0, 0, 0], 'a job does it');
  assert.equal(await drainUploads(deps), 1);
  const done = await working.follow('Voir où il en est');
  assert.equal(done.heading, 'Import fait');
  assert.match(done.words, /20 nouveaux comptes : faites leurs lettres/);
  assert.match((await done.follow('Aller aux lettres')).words, /20 lettres à faire/);
  assert.deepEqual(await counts(deps), [20, 20, 1]);
  assert.deepEqual(await kept(deps), [], 'the files are gone');

  const head = await openSecretary(deps, app, jeanMoulin, { mail: 'direction@exemple.fr', role: 'head' });
  const journal = await head.visitor.visit('/ecole/journal');
  assert.match(journal.words, /Fichier importé ?\(?élèves : 20 nouveaux ; parents : 20 nouveaux/);
  const file = await journal.send({}, 'Télécharger le journal');
  assert.match(file.bytes.toString('utf8'), /Fichier importé \(élèves : 20 nouveaux ; parents : 20 nouveaux\)/);

  const history = await done.follow('/ecole/imports');
  assert.match(history.words, /Sophie Lopez ?Chargé ?40 ?0 ?0/);
  const run = await deps.db.selectFrom('importRun').select(['staffId', 'source']).executeTakeFirstOrThrow();
  assert.equal(run.source, 'siecle');
  assert.notEqual(run.staffId, null);
  const kinds = await deps.db.selectFrom('auditEvent').select(['kind', 'actor']).orderBy('seq').execute();
  assert.deepEqual(
    kinds
      .filter(({ kind }) => /upload|register/.test(kind))
      .map(({ kind, actor }) => [kind, (actor as { type: string }).type]),
    [
      ['upload_received', 'staff'],
      ['register_imported', 'staff'],
    ],
  );
  assert.ok((await verifyAudit(deps)).intact);
});

onBothDatabases('the same export twice changes nothing, and the second says so', async (deps) => {
  const { visitor } = await setUp(deps);
  await load(deps, visitor, exported(families));
  const shown = await preview(deps, visitor, exported(families));
  assert.match(shown.words, /La base est déjà comme ces fichiers/);
  const working = await shown.send({}, apply);
  await drainUploads(deps);
  assert.equal((await visitor.visit(working.path)).heading, 'Import fait');
  assert.deepEqual(await counts(deps), [20, 20, 1], 'no second import was written');
});

onBothDatabases('a zip serves as well; what is wrong with a line is told, and goes away as a list', async (deps) => {
  const { visitor } = await setUp(deps);
  const [pupils, guardians] = exported([...families, { id: 21, child: 'Inès', phone: '12' }]);
  const odd = String(guardians?.content).replace('</PERSONNES>', `${guardianXml('=1+1', { PRENOM: '' })}</PERSONNES>`);
  const zip = zipOf([
    { name: 'Eleves.xml', content: pupils?.content ?? '' },
    { name: 'Responsables.xml', content: odd },
  ]);
  const shown = await preview(deps, visitor, [{ file: '../../C:\\temp\\export.zip', content: zip }]);
  assert.match(shown.words, /export\.zip, reçu le/);
  assert.doesNotMatch(shown.words, /C:|temp.export/);
  assert.match(shown.words, /1 ?ligne rejetée|1 ?Lignes rejetées/);
  const csv = await shown.follow('Télécharger toutes les lignes (CSV)');
  const text = csv.bytes.toString('utf8');
  assert.match(String(csv.headers['content-disposition']), /^attachment; filename="import-\d+\.csv"$/);
  assert.ok(text.startsWith('\ufeffFichier;Ligne;Résultat;Problème;Que faire\r\n'), text);
  assert.match(text, /export\.zip\/Responsables\.xml;\d+;rejetée;/);
  for (const cell of text.split(/[;\r\n]+/)) assert.doesNotMatch(cell, /^[=+\-@\t]/);
});

onBothDatabases(
  'another school’s export, AAF, another source, what is no export: refused in a sentence',
  async (deps) => {
    const { visitor } = await setUp(deps);
    const refused = async (files: readonly Chosen[]) => {
      const page = await preview(deps, visitor, files);
      assert.match(page.words, /Rien n’a changé/);
      assert.deepEqual(await counts(deps), [0, 0, 0]);
      assert.deepEqual(await kept(deps), []);
      return page.words;
    };
    assert.match(
      await refused(exported(families, { uai: louiseMichel })),
      /Ce fichier est celui de l’établissement 0330002Y, pas de l’établissement 0330001X/,
    );
    assert.match(
      await refused([{ file: 'Reseau_Complet_20260901_Eleve_0000.xml', content: '<ficAlimMENESR></ficAlimMENESR>' }]),
      /seule la personne qui gère le réseau les charge/,
    );
    assert.match(await refused([{ file: 'photo.png', content: 'PNG' }]), /« photo\.png » n’est ni du XML/);
    assert.match(await refused([{ file: 'vide.xml', content: '' }]), /« vide\.xml » est vide/);
    assert.match(await refused([{ file: 'coupe.xml', content: '<BEE_ELEVES><PARAMETRES>' }]), /coupe\.xml/);
    await deps.db.updateTable('school').set({ registerSource: 'aaf' }).where('uai', '=', jeanMoulin).execute();
    assert.match(await refused(exported(families)), /vient de AAF\. Un fichier SIECLE doublerait chaque parent/);
  },
);

onBothDatabases('a large drop, an older export: each is ticked before anything goes', async (deps) => {
  const { visitor } = await setUp(deps);
  await load(deps, visitor, exported(families, { day: '04/09/2026' }));
  const shown = await preview(deps, visitor, exported(families.slice(0, 10), { day: '02/09/2026' }));
  assert.match(shown.words, /partent : 10 élèves \(50 %\), 10 parents \(50 %\), 10 liens \(50 %\)/);
  assert.match(shown.words, /un export plus récent, du 4 septembre 2026/);
  assert.match(shown.words, /10 parents n’auront plus d’élève/);
  assert.doesNotMatch(shown.words, /--accept/);
  const half = await shown.send({ confirmed: 'drop' }, apply);
  assert.equal(half.status, 422);
  assert.match(half.words, /Cochez chaque ligne/);
  const both = await half.send({ confirmed: ['drop', 'older'] }, apply);
  assert.equal(both.heading, 'Import en cours');
  await drainUploads(deps);
  assert.equal((await visitor.visit(both.path)).heading, 'Import fait');
  const gone = await deps.db.selectFrom('pupilRecord').select('id').where('goneAt', 'is not', null).execute();
  assert.equal(gone.length, 10);
});

const changes = async (deps: TestDeps) => await deps.db.selectFrom('uploadChange').selectAll().execute();

onBothDatabases('who changes, what changes and who leaves is told by name, for this decision only', async (deps) => {
  const { visitor } = await setUp(deps);
  await load(deps, visitor, exported(families));
  assert.deepEqual(await changes(deps), [], 'nobody’s name stays in a list');
  // The phone of the first mother, the first name of the second child; the third link is gone, the last family left, and
  // the child of the one before, whose mother stays in the file.
  const rest = families.slice(0, 19).map((one) => (one.id === 1 ? { ...one, phone: '0799887766' } : one));
  const [pupils, guardians] = exported(rest.map((one) => (one.id === 2 ? { ...one, child: '=Inès' } : one)));
  const shown = await preview(deps, visitor, [
    { file: 'Eleves.xml', content: String(pupils?.content).replace(pupilXml(19, { PRENOM: 'Yanis' }), '') },
    { file: 'Responsables.xml', content: String(guardians?.content).replace(linkXml(3, 1003), '') },
  ]);
  assert.equal(shown.heading, 'Vérifier l’import', shown.words);
  assert.match(shown.words, /2 élèves partent/);
  assert.match(shown.words, /1 parent part .*Son compte n’aura plus d’élève ici/);
  assert.match(shown.words, /1 compte ne le verra plus/);
  assert.match(shown.words, /2 parents restent, sans élève sur leur compte/);
  assert.match(shown.words, /1 élève change .*Prénom : ?Yanis ?→ ?=Inès/);
  // What the register said of her is not read by sending another number: neither one is shown, nor kept.
  assert.match(shown.words, /1 parent change .*Téléphone changé/);
  assert.doesNotMatch(shown.words, /06 ?11 ?22|07 ?99 ?88/);
  const told = await changes(deps);
  assert.equal(told.length, 8);
  assert.doesNotMatch(JSON.stringify(told), /611223344|799887766/);
  assert.match(shown.words, /1 lien s’arrête .*Lien : ?responsable légal ?→ ?aucun/);
  assert.doesNotMatch(shown.words, /livraison/);
  // No file of names goes out of the desk beside the export of accounts.
  assert.equal((await visitor.visit(`${shown.path}/personnes.csv`)).status, 404);
  assert.deepEqual(await deps.atSchool(louiseMichel).selectFrom('uploadChange').selectAll().execute(), []);
  assert.equal((await deps.atSchool(jeanMoulin).selectFrom('uploadChange').selectAll().execute()).length, 8);
  await shown.send({}, 'Abandonner');
  assert.deepEqual(await changes(deps), []);
});

onBothDatabases('one import at a time: a second waits until the first is applied or given up', async (deps) => {
  const { visitor } = await setUp(deps);
  const form = await visitor.visit('/ecole/imports');
  const shown = await preview(deps, visitor, exported(families));
  const second = await form.send({ files: exported(families) }, send);
  assert.equal(second.status, 422);
  assert.match(second.words, /Un import attend déjà : ces fichiers ne sont pas gardés/);
  assert.equal((await kept(deps)).length, 1, 'the files of the second are not kept');
  const given = await shown.send({}, 'Abandonner');
  assert.equal(given.heading, 'Import abandonné');
  assert.deepEqual(await kept(deps), []);
  const late = await shown.send({}, apply);
  assert.equal(late.heading, 'Import abandonné', 'the other tab comes too late');
  assert.equal(await drainUploads(deps), 0);
  assert.deepEqual(await counts(deps), [0, 0, 0]);
  assert.equal((await preview(deps, visitor, exported(families))).heading, 'Vérifier l’import');
});

onBothDatabases('two uploads in the same second: one is kept', async (deps) => {
  const { visitor } = await setUp(deps);
  const form = await visitor.visit('/ecole/imports');
  const sent = await Promise.all([1, 2, 3].map(() => form.send({ files: exported(families) }, send)));
  assert.deepEqual(sent.map(({ status }) => status).sort(), [200, 422, 422]);
  assert.equal((await kept(deps)).length, 1);
  const rows = await deps.db.selectFrom('upload').select('id').execute();
  assert.equal(rows.length, 1);
});

onBothDatabases('« Appliquer » pressed twice imports once', async (deps) => {
  const { visitor } = await setUp(deps);
  const shown = await preview(deps, visitor, exported(families));
  await Promise.all([shown.send({}, apply), shown.send({}, apply)]);
  await drainUploads(deps);
  assert.deepEqual(await counts(deps), [20, 20, 1]);
});

onBothDatabases('what was shown is what is done: a register that changed meanwhile is shown again', async (deps) => {
  const { visitor } = await setUp(deps);
  await load(deps, visitor, exported(families));
  const shown = await preview(deps, visitor, exported([...families, { id: 21, child: 'Inès' }]));
  await deps.db.updateTable('pupilRecord').set({ contentDigest: 'other' }).where('sourceId', '=', '1').execute();
  const working = await shown.send({}, apply);
  await drainUploads(deps);
  const again = await visitor.visit(working.path);
  assert.equal(again.heading, 'Vérifier l’import');
  assert.match(again.words, /La base a changé depuis la vérification/);
  assert.deepEqual(await counts(deps), [20, 20, 1]);
  await again.send({}, apply);
  await drainUploads(deps);
  assert.deepEqual(await counts(deps), [21, 21, 2]);
});

onBothDatabases('the same numbers of other people are not what was shown', async (deps) => {
  const { visitor } = await setUp(deps);
  await load(deps, visitor, exported(families));
  const odd = async (sourceId: string) => {
    await deps.db.updateTable('pupilRecord').set({ contentDigest: 'other' }).where('sourceId', '=', sourceId).execute();
  };
  const { contentDigest } = await deps.db
    .selectFrom('pupilRecord')
    .select('contentDigest')
    .where('sourceId', '=', '1')
    .executeTakeFirstOrThrow();
  await odd('1');
  const shown = await preview(deps, visitor, exported(families));
  assert.match(shown.words, /1 élève change/);
  await deps.db.updateTable('pupilRecord').set({ contentDigest }).where('sourceId', '=', '1').execute();
  await odd('2');
  const working = await shown.send({}, apply);
  await drainUploads(deps);
  assert.match((await visitor.visit(working.path)).words, /La base a changé depuis la vérification/);
});

onBothDatabases('who lost the right between the button and the work imports nothing', async (deps) => {
  const { app, visitor } = await setUp(deps);
  const working = await (await preview(deps, visitor, exported(families))).send({}, apply);
  const head = await openSecretary(deps, app, jeanMoulin, { mail: 'direction@exemple.fr', role: 'head' });
  await deps.db.updateTable('staffRole').set({ until: deps.now() }).where('role', '=', 'secretary').execute();
  await drainUploads(deps);
  const shown = await head.visitor.visit(working.path);
  assert.match(shown.words, /n’en a plus le droit/);
  assert.deepEqual(await counts(deps), [0, 0, 0]);
  await shown.send({}, apply);
  await drainUploads(deps);
  assert.deepEqual(await counts(deps), [20, 20, 1], 'a colleague goes on from there');
});

onBothDatabases('applying asks for a code of now, giving up asks for none', async (deps) => {
  const { visitor, authenticator } = await setUp(deps);
  deps.clock.advance({ minutes: 6 });
  const shown = await preview(deps, visitor, exported(families));
  assert.notEqual(shown.field('code'), undefined, 'the form has a place for it');
  for (const code of ['', '000000']) {
    const refused = await shown.send({ code }, apply);
    assert.equal(refused.status, 422);
    assert.equal(refused.heading, 'Vérifier l’import');
  }
  assert.equal(await drainUploads(deps), 0, 'nothing was promised');
  assert.equal((await shown.send({}, 'Abandonner')).heading, 'Import abandonné');
  const again = await preview(deps, visitor, exported(families));
  const working = await again.send({ code: authenticator.next() }, apply);
  assert.equal(working.heading, 'Import en cours');
  await drainUploads(deps);
  assert.deepEqual(await counts(deps), [20, 20, 1]);
});

onBothDatabases('another school sees nothing of it', async (deps) => {
  const { app, visitor } = await setUp(deps);
  const shown = await preview(deps, visitor, exported(families));
  const stranger = await openSecretary(deps, app, louiseMichel, { mail: 'paul@exemple.fr' });
  for (const path of [shown.path, `${shown.path}/etat`, `${shown.path}/rapport/csv`, `${shown.path}/rapport/json`])
    assert.equal((await stranger.visitor.visit(path)).status, 404, path);
  assert.doesNotMatch((await stranger.visitor.visit('/ecole/imports')).words, /Eleves/);
  const form = await stranger.visitor.visit('/ecole/imports');
  for (const act of ['apply', 'abandon'])
    assert.equal((await stranger.visitor.post(shown.path, { _csrf: form.field('_csrf') ?? '', act })).status, 404);
});

onBothDatabases('the page that waits is told how far the work is, then that it is over', async (deps) => {
  const { visitor } = await setUp(deps);
  const waiting = await sendFiles(visitor, exported(families));
  const state = await visitor.visit(`${waiting.path}/etat`);
  assert.deepEqual([state.status, state.bytes.toString()], [200, 'Les fichiers sont en cours de lecture.']);
  await deps.db.updateTable('upload').set({ rowsRead: 12_400 }).execute();
  assert.match((await visitor.visit(waiting.path)).words, /12 400 lignes lues/);
  await drainUploads(deps);
  assert.equal((await visitor.visit(`${waiting.path}/etat`)).status, 204);
});

onBothDatabases(
  'a school with a spreadsheet takes the templates, fills them in, and is told what was recognised',
  async (deps) => {
    const { visitor } = await setUp(deps);
    const page = await visitor.visit('/ecole/imports');
    const filled = async (link: string, rows: string) => {
      const { bytes, headers } = await page.follow(link);
      assert.match(headers['content-disposition'] ?? '', /attachment; filename="modele-(eleves|responsables)\.csv"/);
      return `${bytes.toString('utf8').split('\r\n')[0]}\r\n${rows}`;
    };
    const pupils = await filled('élèves (CSV)', 'E1;PETIT;Léo;;21/04/2015;CP;;M\r\n;SANS;Clé;;;;;\r\n');
    const guardians = await filled('responsables (CSV)', 'R1;Mme;LEROY;Anne;;;;oui;mère;E1;;\r\n');
    const files = [
      { file: 'nos-eleves.csv', content: pupils },
      { file: 'nos-parents.csv', content: guardians },
    ];
    const seen = await preview(deps, visitor, files);
    assert.match(seen.words, /Format reconnu : Tableur \(CSV\)\./);
    assert.match(seen.words, /nos-eleves\.csv[\s\S]*3[\s\S]*Un élève n’a pas d’identifiant/);
    await seen.send({}, apply);
    await drainUploads(deps);
    assert.deepEqual(await deps.db.selectFrom('pupilRecord').select(['firstName', 'division']).execute(), [
      { firstName: 'Léo', division: 'CP' },
    ]);
    assert.equal((await deps.db.selectFrom('account').select('id').execute()).length, 1);
  },
);
