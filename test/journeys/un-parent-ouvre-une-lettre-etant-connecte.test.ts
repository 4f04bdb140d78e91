// The QR of a second letter, opened by somebody who is signed in: add to the account in use, or sign out and open it.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { openVisitor } from '../visitor.js';
import { addLetter, addParent, jeanMoulin, louiseMichel } from '../world.js';

async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const second = await addParent(deps, louiseMichel, 'Lina', { state: 'to_activate' });
  const letter = await addLetter(deps, second.id, louiseMichel);
  const visitor = openVisitor(app);
  await (await visitor.visit('/connexion')).send({ identifier: parent.identifier, password: parent.password });
  return { app, parent, second, letter, visitor };
}

onBothDatabases('the letter is added to the account in use, after its password', async (deps) => {
  const { parent, second, letter, visitor } = await setUp(deps);
  deps.clock.advance({ minutes: 6 });
  const opened = await visitor.visit(`/l/${letter.token}`);
  assert.equal(opened.path, '/lettre');
  assert.match(opened.words, new RegExp(parent.identifier), 'the account in use is named');
  assert.doesNotMatch(opened.words, /Lina/);
  assert.equal((await opened.send({ password: '' }, 'Ajouter à mon compte')).status, 422);
  assert.match(
    (await opened.send({ password: 'pas le bon' }, 'Ajouter à mon compte')).words,
    /mot de passe n’est pas bon/,
  );
  const check = await opened.send({ password: parent.password }, 'Ajouter à mon compte');
  assert.equal(check.path, '/mon-compte/regrouper/verifier');
  assert.match(check.words, /Lina/);
  const done = await check.send({}, 'Oui, mettre ensemble');
  assert.equal(done.path, '/mon-compte/regrouper/termine');
  // « Back » to the check page shows the receipt again, never « Rien n’est fait ».
  assert.equal((await visitor.visit('/mon-compte/regrouper/verifier')).path, '/mon-compte/regrouper/termine');
  assert.match((await visitor.visit('/mon-compte/enfants')).words, /Lina[\s\S]*Yanis|Yanis[\s\S]*Lina/);
  const { state } = await deps.db
    .selectFrom('account')
    .select('state')
    .where('id', '=', second.id)
    .executeTakeFirstOrThrow();
  assert.equal(state, 'closed');
  assert.equal((await visitor.visit('/lettre')).status, 410, 'the letter is over');
});

onBothDatabases('the letter of somebody else: sign out, then its activation', async (deps) => {
  const { letter, second, visitor } = await setUp(deps);
  const stolen = visitor.copy();
  const birth = await (await visitor.visit(`/l/${letter.token}`)).send({}, 'Me déconnecter et ouvrir');
  assert.equal(birth.path, '/activation/naissance');
  assert.equal((await stolen.visit('/accueil')).path, '/connexion', 'the session is over');
  const children = await birth.send({
    'birthDate-day': '21',
    'birthDate-month': '4',
    'birthDate-year': '2014',
  });
  const choose = await children.send({}, 'Oui, c’est mon enfant');
  const done = await choose.send({ password: 'quatre mots bien choisis' });
  assert.match(done.words, new RegExp(second.identifier));
});

onBothDatabases('trois lettres à la suite : le mot de passe une fois, tous les enfants à la fin', async (deps) => {
  const { visitor, letter } = await setUp(deps);
  const third = await addParent(deps, '0330003Z', 'Noé', { state: 'to_activate' });
  const paper = await addLetter(deps, third.id, '0330003Z');
  const fourth = await addParent(deps, '0330004A', 'Zoé', { state: 'to_activate' });
  const code = await addLetter(deps, fourth.id, '0330004A');
  // By the square, twice: the proof of the sign-in is still fresh.
  for (const { token } of [letter, paper]) {
    const opened = await visitor.visit(`/l/${token}`);
    assert.equal(opened.field('password'), undefined, 'the password is not asked again within five minutes');
    const check = await opened.send({}, 'Ajouter à mon compte');
    assert.equal((await check.send({}, 'Oui, mettre ensemble')).path, '/mon-compte/regrouper/termine');
  }
  // Then by the code, from the button of the receipt.
  const receipt = await visitor.visit('/mon-compte/regrouper/termine');
  const wizard = await receipt.follow('/mon-compte/regrouper');
  assert.equal(wizard.path, '/mon-compte/regrouper');
  const check = await wizard.send({ identifier: fourth.identifier, password: code.code });
  const done = await check.send({}, 'Oui, mettre ensemble');
  for (const child of ['Yanis', 'Lina', 'Noé', 'Zoé']) assert.match(done.words, new RegExp(child));
});

onBothDatabases('le carré d’une autre lettre au milieu d’une activation ne mélange rien', async (deps) => {
  const { app, letter, second } = await setUp(deps);
  const third = await addParent(deps, '0330003Z', 'Noé', { state: 'to_activate' });
  const paper = await addLetter(deps, third.id, '0330003Z');
  const visitor = openVisitor(app);
  const first = await visitor.visit(`/l/${letter.token}`);
  const other = await visitor.visit(`/l/${paper.token}`);
  assert.equal(other.path, '/activation/naissance');
  // The form of the first letter, sent now, is judged as what this browser opened last.
  const children = await first.send({ 'birthDate-day': '21', 'birthDate-month': '4', 'birthDate-year': '2014' });
  assert.match(children.words, /Noé/);
  assert.doesNotMatch(children.words, /Lina/);
  const { state } = await deps.db
    .selectFrom('account')
    .select('state')
    .where('id', '=', second.id)
    .executeTakeFirstOrThrow();
  assert.equal(state, 'to_activate');
});
