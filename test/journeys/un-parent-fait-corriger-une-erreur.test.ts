// Une erreur dans le fichier de l'école : le parent la dit, l'école corrige dans son logiciel ou dit pourquoi non.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openSecretary } from '../secretary.js';
import { signIn } from '../two-letters.js';
import { openVisitor } from '../visitor.js';
import { addParent, addSchool, jeanMoulin, louiseMichel } from '../world.js';

async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  await addSchool(deps, jeanMoulin, 'Collège Jean-Moulin');
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const visitor = openVisitor(app);
  await signIn(visitor, parent.identifier, parent.password);
  const linkId = (
    await deps.db.selectFrom('link').select('id').where('guardianId', '=', parent.guardianId).executeTakeFirstOrThrow()
  ).id;
  return { app, parent, visitor, linkId };
}

const register = async (deps: TestDeps) => [
  await deps.db.selectFrom('pupilRecord').selectAll().execute(),
  await deps.db.selectFrom('guardianRecord').selectAll().execute(),
  await deps.db.selectFrom('link').selectAll().execute(),
];

onBothDatabases('demandée par le parent, corrigée ou refusée par l’école, le registre ne bouge pas', async (deps) => {
  const { app, parent, visitor, linkId } = await setUp(deps);
  const before = await register(deps);
  const form = await (await visitor.visit('/mon-compte')).follow('Faire corriger');
  assert.match(form.words, /Mme Nadia BENALI[\s\S]*Yanis BENALI/);
  const empty = await form.send({}, 'Envoyer à l’école');
  assert.equal(empty.status, 422);
  assert.match(empty.words, /Choisissez pour qui\. Choisissez ce qui est faux\. Écrivez ce qu’il faut mettre\./);
  const about = `enfant-${linkId}`;
  const sent = await form.send({ about, field: 'birth_date', wanted: '12 avril 2014' }, 'Envoyer à l’école');
  assert.match(sent.words, /C’est envoyé à l’école/);
  assert.match(sent.words, /Date de naissance · 12 avril 2014 L’école n’a pas encore répondu/);
  await sent.send({ about: `moi-${parent.guardianId}`, field: 'phone', wanted: '06 00 00 00 00' }, 'Envoyer à l’école');

  const secretary = await openSecretary(deps, app, jeanMoulin);
  const list = await secretary.visitor.visit('/ecole/corrections');
  assert.match(list.words, /Date de naissance de Yanis BENALI[\s\S]*21 avril 2014[\s\S]*12 avril 2014/);
  const [first, second] = await deps.db.selectFrom('correction').select('reference').orderBy('id').execute();
  const fixed = await list.send({ [`motif-${first?.reference}`]: '' }, 'Corrigé dans le registre');
  assert.match(fixed.words, /Corrigé dans le registre/);
  const noWhy = await fixed.send({ [`motif-${second?.reference}`]: ' ' }, 'Refuser');
  assert.equal(noWhy.status, 422);
  assert.match(noWhy.words, /Expliquez votre refus en une phrase/);
  await noWhy.send({ [`motif-${second?.reference}`]: 'Ce numéro est celui de la tante.' }, 'Refuser');

  const seen = await visitor.visit('/mon-compte/correction');
  assert.match(seen.words, /L’école a corrigé son fichier/);
  assert.match(seen.words, /L’école a refusé L’école écrit : Ce numéro est celui de la tante\./);
  assert.deepEqual(await register(deps), before, 'the register is changed by imports alone');
  const kinds = (await deps.db.selectFrom('auditEvent').select('kind').orderBy('seq').execute()).map(
    ({ kind }) => kind,
  );
  assert.deepEqual(
    kinds.filter((kind) => /correction/.test(kind)),
    ['correction_asked', 'correction_asked', 'correction_answered', 'correction_answered'],
  );
});

onBothDatabases('l’enfant d’un autre, une autre école et un lecteur n’y peuvent rien', async (deps) => {
  const { app, visitor, linkId } = await setUp(deps);
  const stranger = await addParent(deps, louiseMichel, 'Aya');
  const { id: theirs } = await deps.db
    .selectFrom('link')
    .select('id')
    .where('guardianId', '=', stranger.guardianId)
    .executeTakeFirstOrThrow();
  const form = await visitor.visit('/mon-compte/correction');
  const _csrf = form.field('_csrf') ?? '';
  for (const about of [`enfant-${theirs}`, `moi-${stranger.guardianId}`, 'enfant-1', 'moi-0', 'x']) {
    const posted = await visitor.post('/mon-compte/correction', { _csrf, about, field: 'phone', wanted: 'x' });
    assert.equal(posted.status, 422, about);
  }
  assert.equal((await deps.db.selectFrom('correction').select('id').execute()).length, 0);

  const given = { about: `enfant-${linkId}`, field: 'division', wanted: '5e A' };
  for (let asked = 1; asked <= 10; asked += 1)
    assert.match((await form.send(given, 'Envoyer à l’école')).words, /C’est envoyé/);
  const enough = await form.send(given, 'Envoyer à l’école');
  assert.equal(enough.status, 422);
  assert.match(enough.words, /10 demandes attendent déjà/);

  const { reference } = await deps.db.selectFrom('correction').select('reference').executeTakeFirstOrThrow();
  const elsewhere = await openSecretary(deps, app, louiseMichel, { mail: 'autre@exemple.fr' });
  const reader = await openSecretary(deps, app, jeanMoulin, { role: 'reader' });
  assert.doesNotMatch((await elsewhere.visitor.visit('/ecole/corrections')).words, /5e A/);
  const read = await reader.visitor.visit('/ecole/corrections');
  assert.match(read.words, /5e A/);
  assert.doesNotMatch(read.words, /Refuser/);
  for (const one of [elsewhere, reader]) {
    const token = (await one.visitor.visit('/ecole')).field('_csrf') ?? '';
    const answer = { _csrf: token, state: 'corrected' };
    await one.visitor.post(`/ecole/corrections/${reference}`, answer);
  }
  const { state } = await deps.db
    .selectFrom('correction')
    .select('state')
    .where('reference', '=', reference)
    .executeTakeFirstOrThrow();
  assert.equal(state, 'open');
});
