// Two records of a register look like one person: the secretary compares them, says what they are, and is asked once.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openSecretary } from '../secretary.js';
import { addParent, jeanMoulin, louiseMichel } from '../world.js';

async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  const one = await addParent(deps, jeanMoulin, 'Yanis');
  const other = await addParent(deps, jeanMoulin, 'Inès', {
    identity: { familyName: 'BENALLI' },
    state: 'to_activate',
  });
  await addParent(deps, jeanMoulin, 'Tom', { identity: { firstName: 'Karim', familyName: 'ZOLA', civility: 'M.' } });
  await addParent(deps, louiseMichel, 'Ailleurs', { identity: { familyName: 'BENALY' } });
  return { app, one, other, ...(await openSecretary(deps, app, jeanMoulin)) };
}

onBothDatabases('« même personne » invites to make a letter, and names what to mend', async (deps) => {
  const { visitor, other } = await setUp(deps);
  const page = await (await visitor.visit('/ecole')).follow('Doublons');
  assert.match(page.words, /1 paire à comparer/);
  assert.match(page.words, /Nom de famille : une lettre change\. Une faute de frappe \?/);
  assert.match(page.words, /BENALI[\s\S]*BENALLI/);
  assert.doesNotMatch(page.words, /BENALY|ZOLA|Ailleurs/);
  const said = await page.send({}, 'Même personne');
  assert.match(said.words, /Aucune fiche à comparer/);
  assert.match(said.words, /Même personne, deux comptes/);
  assert.equal((await said.follow(`/ecole/comptes/${other.id}/courrier`)).status, 200);
  const list = await said.follow('Liste à corriger dans SIECLE ou ONDE (1)');
  assert.match(list.words, /Mme Nadia BENALI ?Mme Nadia BENALLI/);
  const accounts = await deps.db.selectFrom('grouping').selectAll().execute();
  assert.deepEqual(accounts, [], 'nothing was grouped');
  const events = await deps.db
    .selectFrom('auditEvent')
    .select('data')
    .where('kind', '=', 'duplicate_answered')
    .execute();
  assert.equal(events.length, 1);
});

onBothDatabases('« pas la même » is remembered, and asked no more', async (deps) => {
  const { app, visitor, one, other } = await setUp(deps);
  const page = await visitor.visit('/ecole/doublons');
  await page.send({}, 'Pas la même');
  for (const path of ['/ecole/doublons', '/ecole/doublons/a-corriger'])
    assert.doesNotMatch((await visitor.visit(path)).words, /BENALLI/, path);
  const twice = await page.send({}, 'Pas la même');
  assert.equal(twice.path, '/ecole/doublons', 'a second click changes nothing');
  const reader = await openSecretary(deps, app, jeanMoulin, { mail: 'lecture@exemple.fr', role: 'reader' });
  assert.doesNotMatch((await reader.visitor.visit('/ecole/doublons')).html, /Pas la même/);
  const stranger = await openSecretary(deps, app, louiseMichel, { mail: 'paul@exemple.fr' });
  const form = await stranger.visitor.visit('/ecole/doublons');
  const fields = { one: String(one.guardianId), other: String(other.guardianId), answer: 'same' };
  const forged = await stranger.visitor.post('/ecole/doublons', { _csrf: form.field('_csrf') ?? '', ...fields });
  assert.equal(forged.status, 404, 'another school’s records do not exist');
});
