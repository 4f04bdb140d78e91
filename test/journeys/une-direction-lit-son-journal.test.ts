// The head of a school reads what her team did and read, to whom and why, takes it away; and the figures of the school.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openSecretary } from '../secretary.js';
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
  assert.match(mine.words, /Accès suspendu/);
  for (const odd of ['?qui=999999', '?page=0', '?page=1e9', '?quoi=tout', '?qui=a&qui=b'])
    assert.equal((await head.visitor.visit(`/ecole/journal${odd}`)).status, 200, odd);
  assert.doesNotMatch((await head.visitor.visit('/ecole/journal?qui=999999')).words, /Accès suspendu/);

  const reader = await openSecretary(deps, app, jeanMoulin, { mail: 'lecture@exemple.fr', role: 'reader' });
  assert.doesNotMatch((await reader.visitor.visit('/ecole')).words, /Journal/);
  assert.equal((await reader.visitor.visit('/ecole/journal')).status, 403);
  assert.doesNotMatch((await secretary.visitor.visit('/ecole/journal')).words, /Télécharger le journal/);
  const other = await openSecretary(deps, app, louiseMichel, { mail: 'paul@exemple.fr', role: 'head' });
  const theirs = await other.visitor.visit('/ecole/journal');
  assert.doesNotMatch(theirs.words, /suspendu|BENALI/, 'another school’s journal is its own');
  assert.equal((await other.visitor.visit(`/ecole/comptes/${parent.id}`)).status, 404);
});

onBothDatabases('the file of the journal asks for a fresh code and is written down', async (deps) => {
  const { head } = await setUp(deps);
  deps.clock.advance({ minutes: 10 });
  assert.equal((await head.visitor.visit('/ecole/journal/csv')).path, '/ecole/journal');
  const page = await head.visitor.visit('/ecole/journal');
  assert.equal((await page.send({ code: '' }, 'Télécharger le journal')).status, 422);
  const file = await page.send({ code: head.authenticator.next() }, 'Télécharger le journal');
  assert.match(file.html, /Sophie Lopez;Accès suspendu;Nadia BENALI;;Le père dit/);
  assert.match((await head.visitor.visit('/ecole/journal')).words, /Journal pris/);
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
