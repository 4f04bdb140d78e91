// Two records of a register look like one person: the secretary compares them, says what they are, and is asked once.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openSecretary } from '../secretary.js';
import { addGuardian, addLink, addParent, addPupil, jeanMoulin, louiseMichel } from '../world.js';

const lopez = { familyName: 'LOPEZ', firstName: 'Carmen' };

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
  const { visitor, one, other } = await setUp(deps);
  const ids = [one.guardianId, other.guardianId];
  await deps.db.updateTable('guardianRecord').set({ phone: '+33639981001' }).where('id', 'in', ids).execute();
  const page = await (await visitor.visit('/ecole')).follow('Doublons');
  assert.match(page.words, /1 paire à comparer/);
  assert.match(page.words, /Nom de famille : une lettre change\. Une faute de frappe \?/);
  assert.match(page.words, /BENALI[\s\S]*BENALLI/);
  assert.doesNotMatch(page.words, /BENALY|ZOLA|Ailleurs/);
  assert.match(page.words, /Téléphone 06 39 98 10 01 06 39 98 10 01/, 'as it is read aloud');
  const said = await page.send({}, 'Même personne');
  assert.match(said.words, /Aucune fiche à comparer/);
  assert.match(said.words, /Même personne, deux comptes/);
  const two = said.all('tbody tr').at(-1)?.replaceAll(/\s/g, '') ?? '';
  for (const { identifier } of [one, other]) assert.ok(two.includes(identifier), `${two} names ${identifier}`);
  assert.match(two, /,5eB/, 'and the pupils');
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

onBothDatabases('a pupil entered twice: what to do in the register, and « pas le même » for ever', async (deps) => {
  const { app, visitor } = await setUp(deps);
  const [parent, again] = [await addGuardian(deps, jeanMoulin, lopez), await addGuardian(deps, jeanMoulin, lopez)];
  const one = await addPupil(deps, jeanMoulin, 'Hugo', { familyName: 'LOPEZ', birthDate: '2014-03-08' });
  const other = await addPupil(deps, jeanMoulin, 'Hugo', { familyName: 'LOPEZ', birthDate: '2014-08-03' });
  const twin = await addPupil(deps, jeanMoulin, 'Hugues', { familyName: 'LOPEZ', birthDate: '2014-03-08' });
  const gone = await addPupil(deps, jeanMoulin, 'Hugo', { familyName: 'LOPEZ', birthDate: '2014-03-08' });
  await deps.db.updateTable('pupilRecord').set({ goneAt: deps.now() }).where('id', '=', gone).execute();
  for (const [guardianId, pupilId] of [
    [parent, one],
    [parent, twin],
    [again, other],
  ] as const)
    await addLink(deps, guardianId, pupilId);
  await addPupil(deps, louiseMichel, 'Hugo', { familyName: 'LOPEZ', birthDate: '2014-03-08', division: 'ailleurs' });

  const first = await visitor.visit('/ecole/doublons');
  const page = await first.follow('Élèves qui semblent inscrits deux fois (1)');
  assert.match(page.words, /1 paire à comparer/);
  assert.match(page.words, /8 mars 2014[\s\S]*3 août 2014/);
  assert.match(page.words, /le jour et le mois sont échangés\. Un même responsable\./);
  assert.match(page.words, /Dans SIECLE ou ONDE, gardez une seule fiche/);
  assert.doesNotMatch(page.words, /Hugues|ailleurs/);
  const list = await page.follow('Liste à imprimer');
  assert.match(list.words, /Hugo LOPEZ, 8 mars 2014, 5e B ?Hugo LOPEZ, 3 août 2014, 5e B/);

  const reader = await openSecretary(deps, app, jeanMoulin, { mail: 'lecture@exemple.fr', role: 'reader' });
  assert.doesNotMatch((await reader.visitor.visit('/ecole/doublons/eleves')).html, /Pas le même/);
  const stranger = await openSecretary(deps, app, louiseMichel, { mail: 'paul@exemple.fr' });
  const csrf = (await stranger.visitor.visit('/ecole/doublons')).field('_csrf') ?? '';
  const fields = { _csrf: csrf, one: String(one), other: String(other) };
  assert.equal((await stranger.visitor.post('/ecole/doublons/eleves', fields)).status, 404, 'another school’s pupils');

  await page.send({}, 'Pas le même élève');
  const twice = await page.send({}, 'Pas le même élève');
  assert.match(twice.words, /Aucun élève à comparer/);
  for (const path of ['/ecole/doublons/eleves', '/ecole/doublons/a-corriger'])
    assert.doesNotMatch((await visitor.visit(path)).words, /Hugo/, path);
  const told = await deps.db.selectFrom('pupilsToldApart').select(['oneId', 'otherId']).execute();
  assert.deepEqual(told, [{ oneId: one, otherId: other }]);
  const events = await deps.db
    .selectFrom('auditEvent')
    .select('data')
    .where('kind', '=', 'pupils_told_apart')
    .execute();
  assert.deepEqual(
    events.map(({ data }) => (data as { pupilIds: unknown }).pupilIds),
    [
      [one, other],
      [one, other],
    ],
  );
});
