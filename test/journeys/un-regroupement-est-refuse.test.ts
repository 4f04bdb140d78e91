// What the grouping wizard refuses, and what it does when the world changes under it: each time in words that say what
// to do, with nothing changed.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { proveSecret } from '../../src/signin/prove.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { finishActivation, signIn } from '../two-letters.js';
import { openVisitor, type Page, type Visitor } from '../visitor.js';
import { addLetter, addLink, addParent, addPupil, jeanMoulin, louiseMichel } from '../world.js';

/** Nadia, signed in, and her other account, never activated, with its letter. */
async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  const kept = await addParent(deps, jeanMoulin, 'Yanis');
  const other = await addParent(deps, louiseMichel, 'Lina', { state: 'to_activate' });
  const letter = await addLetter(deps, other.id, louiseMichel);
  const visitor = openVisitor(app);
  await signIn(visitor, kept.identifier, kept.password);
  return { app, kept, other, letter, visitor };
}

const prove = async (visitor: Visitor, identifier: string, password: string): Promise<Page> =>
  await (await visitor.visit('/mon-compte/regrouper')).send({ identifier, password });

const groupings = async (deps: TestDeps) => (await deps.db.selectFrom('grouping').select('id').execute()).length;

const setState = async (deps: TestDeps, id: number, state: 'frozen' | 'suspended' | 'asleep') =>
  await deps.db
    .updateTable('account')
    .set((eb) => ({ state, version: eb('version', '+', 1), proofVersion: eb('proofVersion', '+', 1) }))
    .where('id', '=', id)
    .execute();

onBothDatabases('before the right secret there is one refusal, whatever the account', async (deps) => {
  const { kept, other, visitor } = await setUp(deps);
  const frozen = await addParent(deps, jeanMoulin, 'Sami');
  await setState(deps, frozen.id, 'frozen');
  const expired = await addParent(deps, louiseMichel, 'Inès', { state: 'to_activate' });
  await addLetter(deps, expired.id, louiseMichel, { lastDay: '2026-09-01' });
  const secret = '7KQ2-M4XA-9TR0';
  const answers = new Map<string, string>();
  for (const identifier of [
    'z.personne0000',
    other.identifier,
    frozen.identifier,
    expired.identifier,
    kept.identifier,
  ]) {
    const again = await prove(visitor, identifier, secret);
    assert.equal(again.status, 422);
    assert.match(again.words, /L’identifiant, le code ou le mot de passe n’est pas bon\. Vérifiez l’autre lettre/);
    assert.equal(again.field('identifier'), identifier, 'what is no secret is kept');
    assert.equal(again.field('password'), '');
    assert.ok(!again.html.includes(secret));
    answers.set(identifier, again.words.replaceAll(kept.identifier, '').replaceAll(identifier, ''));
  }
  assert.equal(new Set(answers.values()).size, 1);
  const empty = await (await visitor.visit('/mon-compte/regrouper')).send({ identifier: '', password: '' });
  assert.match(
    empty.words,
    /Écrivez l’identifiant de l’autre compte.*Écrivez le code ou le mot de passe de l’autre compte/,
  );
});

onBothDatabases('after the right secret each refusal says why, and what to do', async (deps) => {
  const { app, kept, letter, other, visitor } = await setUp(deps);
  const refused = async (identifier: string, secret: string, why: RegExp) => {
    const again = await prove(visitor, identifier, secret);
    assert.equal(again.status, 422);
    assert.match(again.words, why);
    assert.ok(!again.html.includes(secret));
  };
  await refused(kept.identifier, kept.password, /C’est le compte que vous utilisez déjà/);

  for (const [state, why] of [
    ['frozen', /L’autre compte est bloqué Appelez l’école/],
    ['suspended', /L’autre compte est arrêté Appelez l’école/],
    ['asleep', /L’autre compte dort.*Demandez une nouvelle lettre/],
  ] as const) {
    const one = await addParent(deps, louiseMichel, 'Sami');
    await setState(deps, one.id, state);
    await refused(one.identifier, one.password, why);
  }

  const old = await addParent(deps, louiseMichel, 'Inès', { state: 'to_activate' });
  const { code } = await addLetter(deps, old.id, louiseMichel, { lastDay: '2026-09-13' });
  await refused(old.identifier, code, /Cette lettre est trop vieille Demandez une nouvelle lettre/);

  const active = await addParent(deps, louiseMichel, 'Noé');
  const recovery = await addLetter(deps, active.id, louiseMichel, { purpose: 'recovery' });
  await refused(active.identifier, recovery.code, /Cette lettre sert d’abord à changer un mot de passe/);

  await finishActivation(await openVisitor(app).visit(`/l/${letter.token}`), { password: 'des mots à elle seule' });
  await refused(other.identifier, letter.code, /Cette lettre a déjà servi Ce compte est déjà ouvert/);

  const check = await prove(visitor, other.identifier, 'des mots à elle seule');
  await check.send({}, 'Oui, mettre ensemble');
  await refused(other.identifier, 'des mots à elle seule', /L’autre compte est déjà fermé Regardez vos enfants/);
  await assertInvariants(deps);
});

onBothDatabases('two persons of different names ask the school, and see nothing of each other', async (deps) => {
  const { visitor, kept } = await setUp(deps);
  const karim = { firstName: 'Karim', civility: 'M.' } as const;
  const father = await addParent(deps, louiseMichel, 'Sofiane', { identity: karim });
  const sent = await prove(visitor, father.identifier, father.password);
  assert.match(sent.path, /^\/mon-compte\/demandes\/D-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  assert.match(sent.words, /Votre demande est partie.*Rien n’est changé\. Vos deux comptes marchent toujours/);
  assert.doesNotMatch(sent.words, /Sofiane|Karim/);
  assert.equal((await visitor.visit('/mon-compte/regrouper/verifier')).path, '/mon-compte/regrouper');
  assert.match((await visitor.visit('/mon-compte/enfants')).words, /1 enfant dans votre compte/);
  assert.ok(kept.id !== father.id && (await groupings(deps)) === 0);
});

onBothDatabases('after ten wrong tries even the right code waits; the square of the letter does not', async (deps) => {
  const { letter, other, visitor } = await setUp(deps);
  for (let i = 0; i < 10; i += 1) await prove(visitor, other.identifier, `un essai au hasard ${i}`);
  const waits = await prove(visitor, other.identifier, letter.code);
  assert.match(waits.words, /Trop d’essais\. Attendez 15 minutes/);
  assert.match(waits.words, /Le carré de l’autre lettre marche tout de suite/);
  assert.equal((await visitor.visit(`/l/${letter.token}`)).path, '/lettre');
  deps.clock.advance({ minutes: 4 });
  assert.match((await prove(visitor, other.identifier, letter.code)).words, /Attendez 11 minutes/);
  deps.clock.advance({ minutes: 11 });
  const proof = await visitor.visit('/mon-compte/regrouper');
  assert.equal(proof.heading, 'Votre mot de passe encore');
});

onBothDatabases('shut by a hundred strangers, the other account is told to be, with the ways on', async (deps) => {
  const { app, kept, letter, other } = await setUp(deps);
  for (let round = 0; round < 10; round += 1) {
    for (let i = 0; i < 10; i += 1)
      await proveSecret(deps, { identifier: other.identifier, secret: 'au hasard', address: `192.0.2.${round}` });
    deps.clock.advance({ minutes: 15 });
  }
  const visitor = openVisitor(app);
  await signIn(visitor, kept.identifier, kept.password);
  const shut = await prove(visitor, other.identifier, letter.code);
  assert.equal(shut.status, 422);
  assert.match(shut.words, /Trop d’essais pour ce compte/);
  assert.match(shut.words, /Le carré de l’autre lettre marche tout de suite/);
  assert.match(shut.words, /Changez le mot de passe de l’autre compte/);
  assert.doesNotMatch(shut.words, /n’est pas bon/, 'the right code is not called wrong');
  const square = await visitor.visit(`/l/${letter.token}`);
  const check = await square.send({}, 'Ajouter à mon compte');
  assert.equal(check.path, '/mon-compte/regrouper/verifier');
});

onBothDatabases('a password proved too long ago is asked before the form, never instead of it', async (deps) => {
  const { kept, letter, other, visitor } = await setUp(deps);
  deps.clock.advance({ minutes: 5 });
  const proof = await visitor.visit('/mon-compte/regrouper');
  assert.equal(proof.heading, 'Votre mot de passe encore');
  const wrong = await proof.send({ password: 'pas celui de ce compte' });
  assert.match(wrong.words, /Le mot de passe n’est pas bon\. Essayez encore/);
  const form = await wrong.send({ password: kept.password });
  assert.equal(form.path, '/mon-compte/regrouper');
  const check = await form.send({ identifier: other.identifier, password: letter.code });
  assert.equal(check.path, '/mon-compte/regrouper/verifier');
});

onBothDatabases('ten minutes after the proof, « oui » does nothing, says so and leads back', async (deps) => {
  const { kept, letter, other, visitor } = await setUp(deps);
  const check = await prove(visitor, other.identifier, letter.code);
  assert.match(check.words, /Vous avez 10 minutes pour répondre/);
  deps.clock.advance({ minutes: 9, seconds: 59 });
  assert.match((await visitor.visit('/mon-compte/regrouper/verifier')).words, /Vous avez 1 minute pour répondre/);
  deps.clock.advance({ seconds: 1 });
  const late = await check.send({}, 'Oui, mettre ensemble');
  assert.equal(late.heading, 'Votre mot de passe encore');
  const told = await late.send({ password: kept.password });
  assert.equal(told.path, '/mon-compte/regrouper');
  assert.match(told.words, /Les 10 minutes sont passées Rien n’est fait/);
  assert.equal(await groupings(deps), 0);
  const again = await told.send({ identifier: other.identifier, password: letter.code });
  assert.equal((await again.send({}, 'Oui, mettre ensemble')).heading, 'C’est fait');
});

onBothDatabases('a child who came since the page was drawn is shown before anything is done', async (deps) => {
  const { letter, other, visitor } = await setUp(deps);
  const check = await prove(visitor, other.identifier, letter.code);
  await addLink(deps, other.guardianId, await addPupil(deps, louiseMichel, 'Sami'));
  const again = await check.send({}, 'Oui, mettre ensemble');
  assert.equal(again.status, 422);
  assert.match(again.words, /Quelque chose a changé Rien n’est fait\. Regardez encore/);
  assert.match(again.all('.account')[1] ?? '', /Lina.*Sami/);
  assert.equal(await groupings(deps), 0);
  assert.match((await again.send({}, 'Oui, mettre ensemble')).words, /Vos 3 enfants/);
});

onBothDatabases('an account opened meanwhile with its letter is proved anew', async (deps) => {
  const { app, letter, other, visitor } = await setUp(deps);
  const check = await prove(visitor, other.identifier, letter.code);
  await finishActivation(await openVisitor(app).visit(`/l/${letter.token}`), { password: 'des mots à elle seule' });
  const told = await check.send({}, 'Oui, mettre ensemble');
  assert.equal(told.path, '/mon-compte/regrouper');
  assert.match(told.words, /Un des deux comptes a changé Rien n’est fait/);
  assert.equal(await groupings(deps), 0);
});

onBothDatabases('« oui » pressed twice, sent again, or after the back button is done once', async (deps) => {
  const { letter, other, visitor } = await setUp(deps);
  const check = await prove(visitor, other.identifier, letter.code);
  assert.equal(check.headers['cache-control'], 'no-store', 'the back button asks the server');
  const both = await Promise.all([check.send({}, 'Oui, mettre ensemble'), check.send({}, 'Oui, mettre ensemble')]);
  const later = await check.send({}, 'Oui, mettre ensemble');
  for (const receipt of [...both, later]) assert.equal(receipt.path, '/mon-compte/regrouper/termine');
  assert.equal(new Set([...both, later].map((one) => /G-[0-9A-Z-]+/.exec(one.words)?.[0])).size, 1, 'one receipt');
  assert.equal(await groupings(deps), 1);
  const back = await visitor.visit('/mon-compte/regrouper/verifier');
  assert.equal(back.heading, 'C’est fait', 'the way back leads to the receipt, not to a second question');
  // « Non » comes too late: it undoes nothing and says nothing else.
  assert.match((await check.send({}, 'Non, annuler')).words, /2 enfants dans votre compte/);
  assert.equal((await visitor.visit('/mon-compte/regrouper/termine')).heading, 'C’est fait');
  await assertInvariants(deps);
});

onBothDatabases(
  'of two tabs the second proof counts; the first tab’s « oui » shows it and does nothing',
  async (deps) => {
    const { letter, other, visitor } = await setUp(deps);
    const third = await addParent(deps, louiseMichel, 'Noé');
    const first = await prove(visitor, other.identifier, letter.code);
    await prove(visitor, third.identifier, third.password);
    const shown = await first.send({}, 'Oui, mettre ensemble');
    assert.equal(shown.status, 422);
    assert.match(shown.words, /Quelque chose a changé/);
    assert.match(shown.all('.account')[1] ?? '', /Noé/);
    assert.doesNotMatch(shown.words, /Lina/);
    assert.equal(await groupings(deps), 0);
    const done = await shown.send({}, 'Oui, mettre ensemble');
    assert.match(done.words, new RegExp(`Fermé ${third.identifier}`));
  },
);

onBothDatabases('signed out in another tab, « oui » leads to the sign-in page', async (deps) => {
  const { letter, other, visitor } = await setUp(deps);
  const check = await prove(visitor, other.identifier, letter.code);
  await (await visitor.visit('/deconnexion')).send({}, 'Se déconnecter');
  const late = await check.send({}, 'Oui, mettre ensemble');
  assert.ok(late.path === '/connexion' || late.status === 403, `${late.status} ${late.path}`);
  assert.equal(await groupings(deps), 0);
});

onBothDatabases('nobody signed in: the sign-in page first, then the wizard', async (deps) => {
  const { app, kept } = await setUp(deps);
  const stranger = openVisitor(app);
  for (const path of ['/mon-compte/regrouper', '/mon-compte/regrouper/verifier', '/mon-compte/regrouper/termine']) {
    const page = await stranger.visit(path);
    assert.equal(page.path, '/connexion');
    assert.equal(page.field('retour'), path);
  }
  const page = await stranger.visit('/mon-compte/regrouper');
  const landed = await page.send({ identifier: kept.identifier, password: kept.password });
  assert.equal(landed.path, '/mon-compte/regrouper');
  assert.equal((await stranger.visit('/mon-compte/regrouper/termine')).path, '/mon-compte/enfants', 'no receipt yet');
});
