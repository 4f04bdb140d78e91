// The head of a school reads what her team did and read, to whom and why, takes it away; and the figures of the school.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../../src/app.js';
import { inTransaction } from '../../src/audit/actions.js';
import { insertUpload } from '../../src/db/uploads.js';
import { aboutWords } from '../../src/journal/words.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openSecretary, signInStaff } from '../secretary.js';
import { addParent, jeanMoulin, louiseMichel } from '../world.js';

const reason = 'Le père dit que ce n’est pas lui.';

async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const secretary = await openSecretary(deps, app, jeanMoulin);
  const form = await secretary.visitor.visit(`/ecole/comptes/${parent.id}/suspension`);
  await form.send({ reason }, 'Suspendre l’accès');
  const head = await openSecretary(deps, app, jeanMoulin, { mail: 'direction@exemple.fr', role: 'head' });
  return { app, parent, secretary, head };
}

onBothDatabases('the journal says who did what, to whom, why; and who read what', async (deps) => {
  const { app, parent, secretary, head } = await setUp(deps);
  const page = await (await head.visitor.visit('/ecole')).follow('Journal');
  assert.match(page.words, /Sophie Lopez ?Accès suspendu ?Nadia BENALI ?Le père dit que ce n’est pas lui\./);
  const readings = await page.follow('Lectures');
  assert.match(readings.words, /Carte d’un compte ?Nadia BENALI/);
  assert.equal(readings.url, '/ecole/journal?quoi=lectures');
  const mine = await (await head.visitor.visit('/ecole/journal')).send({ qui: '' }, 'Filtrer');
  assert.match(mine.words, /Le père dit/);
  for (const odd of ['?qui=999999', '?page=0', '?page=1e9', '?quoi=tout', '?qui=a&qui=b'])
    assert.equal((await head.visitor.visit(`/ecole/journal${odd}`)).status, 200, odd);
  assert.match((await head.visitor.visit('/ecole/journal?qui=999999')).words, /Rien ici/);

  const reader = await openSecretary(deps, app, jeanMoulin, { mail: 'lecture@exemple.fr', role: 'reader' });
  assert.doesNotMatch((await reader.visitor.visit('/ecole')).words, /Journal/);
  assert.equal((await reader.visitor.visit('/ecole/journal')).status, 403);
  assert.doesNotMatch((await secretary.visitor.visit('/ecole/journal')).words, /Télécharger le journal/);
  const other = await openSecretary(deps, app, louiseMichel, { mail: 'paul@exemple.fr', role: 'head' });
  const theirs = await other.visitor.visit('/ecole/journal');
  assert.doesNotMatch(theirs.words, /Le père dit|BENALI/, 'another school’s journal is its own');
  assert.equal((await other.visitor.visit(`/ecole/comptes/${parent.id}`)).status, 404);
});

onBothDatabases('the journal by period, by act, by account; the file holds the same lines', async (deps) => {
  const { parent, head } = await setUp(deps);
  const other = await addParent(deps, jeanMoulin, 'Tom', { identity: { firstName: 'Aline', familyName: 'Zola' } });
  deps.clock.advance({ hours: 20 });
  const again = { mail: 'direction@exemple.fr', password: head.password, code: head.authenticator.next() };
  await signInStaff(head.visitor, again);
  const form = await head.visitor.visit(`/ecole/comptes/${other.id}/suspension`);
  await form.send({ reason: 'Un mail de menaces.' }, 'Suspendre l’accès');
  const shown = async (query: string) => {
    const { words } = await head.visitor.visit(`/ecole/journal${query}`);
    return ['BENALI', 'ZOLA'].filter((name) => words.includes(name));
  };
  assert.deepEqual(await shown(''), ['BENALI', 'ZOLA']);
  assert.deepEqual(await shown('?au=2026-09-14'), ['BENALI'], 'the last day is included');
  assert.deepEqual(await shown('?du=2026-09-15'), ['ZOLA']);
  assert.deepEqual(await shown('?du=2026-09-14&au=2026-09-15&acte=account_suspended'), ['BENALI', 'ZOLA']);
  assert.deepEqual(await shown('?acte=account_reinstated'), []);
  assert.deepEqual(
    await shown('?acte=card&du=2026-13-45'),
    ['BENALI', 'ZOLA'],
    'what is no act and no day filters nothing',
  );
  const card = await head.visitor.visit(`/ecole/comptes/${parent.id}`);
  const own = await card.follow('Ce que l’équipe a fait de ce compte, et qui l’a lu');
  assert.match(own.words, /BENALI/);
  assert.doesNotMatch(own.words, /ZOLA/);
  assert.match((await own.follow('Lectures')).words, /Sophie Lopez ?Carte d’un compte ?Nadia BENALI/);
  const filtered = await own.send({ acte: 'account_suspended', du: '2026-09-14', au: '' }, 'Filtrer');
  const file = await filtered.send({}, 'Télécharger le journal');
  assert.match(file.html, /BENALI/);
  assert.doesNotMatch(file.html, /ZOLA|Rôle donné/);

  for (const path of ['/ecole/lettres', '/ecole/corrections']) await head.visitor.visit(path);
  const read = await head.visitor.visit('/ecole/journal?quoi=lectures&acte=letters');
  assert.match(read.all('tbody').join(' '), /Lettres à faire/);
  assert.match((await head.visitor.visit('/ecole/journal?quoi=lectures')).all('tbody').join(' '), /Corrections/);
});

onBothDatabases('the file of the journal asks for a fresh code and is written down', async (deps) => {
  const { head } = await setUp(deps);
  deps.clock.advance({ minutes: 10 });
  assert.equal((await head.visitor.visit('/ecole/journal/csv')).path, '/ecole/journal');
  const page = await head.visitor.visit('/ecole/journal');
  assert.equal((await page.send({ code: '' }, 'Télécharger le journal')).status, 422);
  const file = await page.send({ code: head.authenticator.next() }, 'Télécharger le journal');
  assert.match(file.html, /Sophie Lopez;Accès suspendu;Nadia BENALI;;Le père dit/);
  assert.match((await head.visitor.visit('/ecole/journal')).all('tbody').join(' '), /Journal pris/);
});

onBothDatabases('the figures hide who could be found, on the page and in the file', async (deps) => {
  const { head } = await setUp(deps);
  for (let nth = 0; nth < 9; nth += 1)
    await addParent(deps, jeanMoulin, `Tom${nth}`, nth < 6 ? {} : { state: 'to_activate' });
  const page = await (await head.visitor.visit('/ecole')).follow('Statistiques');
  const cells = page.all('tbody td');
  assert.deepEqual(cells.slice(0, 4), ['10', '—', '0', '0'], 'six of ten: what they leave is four');
  const file = await page.follow('Prendre ces chiffres dans un tableur');
  assert.match(file.html, /5e B;10;moins de 5 ou masqué;0;0/);
});

onBothDatabases('the journal names the files of an upload', async (deps) => {
  const { head } = await setUp(deps);
  const { id: staffId } = await deps.db
    .selectFrom('staff')
    .select('id')
    .where('mail', '=', 'direction@exemple.fr')
    .executeTakeFirstOrThrow();
  await inTransaction(deps, async (tx, record) => {
    const files = ['Eleves.xml', 'Responsables.xml'].map((name) => ({ name, bytes: 4 }));
    const made = { schoolUai: jeanMoulin, staffId, receivedAt: deps.now(), folder: 'a', files };
    const uploadId = await insertUpload(tx, made);
    assert.ok(uploadId !== undefined);
    const data = { uploadId, school: jeanMoulin, files: 2, bytes: 8 };
    record({ actor: { type: 'staff', staffId, sessionId: 1, address: '127.0.0.1' }, kind: 'upload_received', data });
  });
  assert.match((await head.visitor.visit('/ecole/journal')).words, /Fichier déposé ?Eleves\.xml, Responsables\.xml/);
});

test('an act says its classes and how many letters, or how many files once their names are gone', () => {
  const letters = (about: readonly string[], count: number) =>
    aboutWords({ kind: 'letters_issued', about, count, imported: null });
  assert.equal(letters(['5e B', '6e A'], 12), '12 lettres : 5e B, 6e A');
  assert.equal(letters(['1', '2', '3', '4', '5'], 120), '120 lettres, 5 classes');
  assert.equal(letters([], 1), '1 lettre');
  assert.equal(aboutWords({ kind: 'upload_received', about: [], count: 2, imported: null }), '2 fichiers');
  assert.equal(aboutWords({ kind: 'account_suspended', about: [], count: null, imported: null }), '');
  const none = { added: 0, changed: 0, ended: 0 };
  const imported = (pupils: typeof none, guardians: typeof none) =>
    aboutWords({ kind: 'register_imported', about: [], count: null, imported: { pupils, guardians } });
  assert.equal(
    imported({ added: 1, changed: 0, ended: 9 }, { added: 0, changed: 96, ended: 0 }),
    'élèves : 1 nouveau, 9 partis ; parents : 96 changés',
  );
  assert.equal(imported(none, none), 'aucune fiche changée');
});
