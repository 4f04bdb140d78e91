// A school no longer trusts who holds an account: it stops it, and opens it again; or ends who is signed in.
import assert from 'node:assert/strict';
import { createApp } from '../../src/app.js';
import { runCommand } from '../../src/commands.js';
import { confirmGrouping } from '../../src/grouping/actions.js';
import { deliverMails } from '../../src/mail/sending.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { propose } from '../proposals.js';
import { openSecretary } from '../secretary.js';
import { openVisitor, type Page } from '../visitor.js';
import { addParent, addSchool, jeanMoulin, louiseMichel } from '../world.js';

const reason = 'Le père dit que ce n’est pas lui.';
const written = (page: Page): string => page.html.replaceAll(/<wbr\/?>/g, '');

async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  await addSchool(deps, louiseMichel, 'École Louise-Michel');
  const parent = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  const home = openVisitor(app);
  const signIn = async () =>
    await (await openVisitor(app).visit('/connexion')).send({
      identifier: parent.identifier,
      password: parent.password,
    });
  await (await home.visit('/connexion')).send({ identifier: parent.identifier, password: parent.password });
  const secretary = await openSecretary(deps, app, jeanMoulin);
  return { app, parent, home, signIn, ...secretary, card: `/ecole/comptes/${parent.id}` };
}

onBothDatabases('a suspended account opens nothing, and comes back as it was', async (deps) => {
  const { visitor, authenticator, home, parent, card, signIn } = await setUp(deps);
  deps.clock.advance({ minutes: 6 });
  const form = await (await visitor.visit(card)).follow('Suspendre l’accès');
  assert.match(form.words, /Le parent ne voit plus les élèves de votre collège, dès maintenant/);
  const refused = await form.send({ reason: 'non', code: authenticator.next() }, 'Suspendre l’accès');
  assert.equal(refused.status, 422);
  assert.match(refused.words, /Expliquez en une phrase/);
  const without = await refused.send({ reason, code: '' }, 'Suspendre l’accès');
  assert.equal(without.status, 422, 'a fresh security code is asked');
  assert.equal(without.field('reason'), reason);
  const stopped = await without.send({ reason, code: authenticator.next() }, 'Suspendre l’accès');
  assert.equal(stopped.path, card);
  assert.match(stopped.words, /État ?Suspendu/);
  assert.match(stopped.words, /Accès suspendu ?Le père dit que ce n’est pas lui\./);
  assert.equal((await home.visit('/mon-compte/enfants')).path, '/connexion', 'who was signed in is out');
  assert.match((await signIn()).words, /Ce compte est arrêté/);
  await deliverMails(deps);
  const [mail] = deps.sent;
  assert.equal(mail?.subject, 'Une école a arrêté votre compte');
  assert.match(mail?.text ?? '', /Collège 0330001X/);
  assert.doesNotMatch(mail?.text ?? '', /Le père/);
  assert.match((await visitor.visit(`${card}/courrier`)).words, /Ce compte est suspendu/);
  assert.deepEqual((await (await visitor.visit('/ecole/comptes')).follow('Gelés ou suspendus 1')).all('tbody th'), [
    'BENALI Nadia',
  ]);
  const again = await without.send({ reason, code: '' }, 'Suspendre l’accès');
  assert.equal(again.path, card, 'a second click finds it done');

  const back = await (await visitor.visit(card)).follow('Rétablir l’accès');
  const open = await back.send({ reason: 'Vue avec sa pièce d’identité.' }, 'Rétablir l’accès');
  assert.match(open.words, /État ?Actif/);
  assert.match(open.words, /Accès rétabli ?Vue avec sa pièce/);
  assert.match((await signIn()).words, /Yanis/);
  const history = await openVisitor(await createApp(deps)).visit('/connexion');
  const home2 = await history.send({ identifier: parent.identifier, password: parent.password });
  assert.equal(home2.status, 200);
  await assertInvariants(deps);
});

onBothDatabases('of an account that holds another school’s child too, only one’s own is hidden', async (deps) => {
  const { app, visitor, parent, card } = await setUp(deps);
  const other = await addParent(deps, louiseMichel, 'Lina');
  const { parent: keeper, digest } = await propose(deps, parent.id, other.id);
  assert.ok((await confirmGrouping(deps, keeper, digest)).ok);
  const form = await (await visitor.visit(card)).follow('Suspendre l’accès');
  const stopped = await form.send({ reason }, 'Suspendre l’accès');
  assert.match(stopped.words, /État ?Suspendu/, 'the same word: it tells nothing of another school');
  for (const word of ['Lina', louiseMichel, 'Louise-Michel', other.identifier])
    assert.ok(!written(stopped).includes(word), word);
  const home = openVisitor(app);
  await (await home.visit('/connexion')).send({ identifier: parent.identifier, password: parent.password });
  const children = await home.visit('/mon-compte/enfants');
  assert.match(children.words, /Lina/);
  assert.doesNotMatch(children.words, /Yanis/);
  const later = await addParent(deps, jeanMoulin, 'Sami', { state: 'to_activate' });
  const { parent: again, digest: more } = await propose(deps, parent.id, later.id);
  assert.ok((await confirmGrouping(deps, again, more)).ok);
  assert.match(
    (await home.visit('/mon-compte/enfants')).words,
    /Sami/,
    'a grouping brought another child of this school',
  );
  const rest = await (await visitor.visit(card)).follow('Masquer aussi les autres élèves');
  const whole = await rest.send({ reason }, 'Masquer aussi les autres élèves');
  assert.equal(whole.path, card);
  assert.doesNotMatch(whole.words, /Masquer aussi/);
  assert.doesNotMatch((await home.visit('/mon-compte/enfants')).words, /Sami|Yanis/);
  const there = await openSecretary(deps, app, louiseMichel, { mail: 'paul@exemple.fr' });
  const theirs = await there.visitor.visit(card);
  assert.match(theirs.words, /État ?Regroupé/, 'the other school sees nothing of it');
  assert.doesNotMatch(theirs.words, /uspendu/);
  assert.match((await visitor.visit(`${card}/courrier`)).words, /Ce compte est suspendu/);
  const back = await (await visitor.visit(card)).follow('Rétablir l’accès');
  await back.send({ reason: 'Vue avec sa pièce d’identité.' }, 'Rétablir l’accès');
  const shown = (await home.visit('/mon-compte/enfants')).words;
  assert.ok(shown.includes('Yanis') && shown.includes('Sami'));
  await assertInvariants(deps);
});

onBothDatabases('the operator stops a whole account, which no school opens again', async (deps) => {
  const { app, visitor, authenticator, home, parent, card, signIn } = await setUp(deps);
  const operator = await openSecretary(deps, app, null, { mail: 'operateur@exemple.fr' });
  const page = await (await operator.visitor.visit('/reseau')).follow('Comptes arrêtés');
  const typed = { identifier: parent.identifier.toUpperCase(), act: 'stop', reason: 'Plainte déposée à la police.' };
  const unknown = await page.send({ ...typed, identifier: 'z.inconnu0000' }, 'Enregistrer');
  assert.match(unknown.words, /Aucun compte n’a cet identifiant/);
  assert.equal((await unknown.send({ ...typed, reason: 'non' }, 'Enregistrer')).status, 422);
  deps.clock.advance({ minutes: 6 });
  const code = await unknown.send(typed, 'Enregistrer');
  assert.match(code.words, /Tapez le code/);
  const stopped = await code.send({ ...typed, code: operator.authenticator.next() }, 'Enregistrer');
  assert.match(stopped.words, /Le compte est arrêté\.[\s\S]*Plainte déposée à la police/);
  assert.match((await stopped.send(typed, 'Enregistrer')).words, /déjà arrêté/);
  assert.equal((await home.visit('/mon-compte/enfants')).path, '/connexion', 'who was signed in is out');
  assert.match((await signIn()).words, /Ce compte est arrêté/);
  await deliverMails(deps);
  assert.equal(deps.sent.at(-1)?.subject, 'Le service qui gère ce site a arrêté votre compte');
  assert.doesNotMatch(deps.sent.at(-1)?.text ?? '', /Plainte/);

  const shown = await visitor.visit(card);
  assert.match(shown.words, /État ?Suspendu/);
  assert.doesNotMatch(shown.words, /Plainte/);
  const back = await shown.follow('Rétablir l’accès');
  const proof = { reason: 'Vue avec sa pièce d’identité.', code: authenticator.next() };
  const refused = await back.send(proof, 'Rétablir l’accès');
  assert.match(refused.words, /pas été suspendu par votre établissement/);

  const open = await stopped.send({ ...typed, act: 'reopen', reason: 'Plainte retirée.' }, 'Enregistrer');
  assert.match(open.words, /Le compte est rouvert\.[\s\S]*Aucun compte n’est arrêté/);
  const there = await signIn();
  assert.match(there.words, /Yanis/);
  const io = { out: () => undefined, err: () => undefined, cwd: '/' } as never;
  const order = async (...argv: string[]) => await runCommand(deps, ['account', ...argv], io);
  assert.equal(await order('stop', parent.identifier), 2, 'a reason is asked');
  assert.equal(await order('stop', parent.identifier, '--reason', 'Plainte.'), 0);
  assert.equal(await order('reopen', parent.identifier, '--reason', 'Plainte retirée.'), 0);
  assert.equal(await order('reopen', parent.identifier, '--reason', 'Plainte retirée.'), 1);
  await assertInvariants(deps);
});

onBothDatabases('who is signed in to an account is signed out', async (deps) => {
  const { visitor, home, card, parent } = await setUp(deps);
  const page = await (await visitor.visit(card)).send({}, 'Fermer sa connexion en cours');
  assert.equal(page.path, card);
  assert.equal((await home.visit('/mon-compte/enfants')).path, '/connexion');
  assert.doesNotMatch(page.words, /connexion en cours/);
  const events = await deps.db
    .selectFrom('auditEvent')
    .select('data')
    .where('kind', '=', 'sessions_ended_by_school')
    .execute();
  assert.deepEqual(
    events.map(({ data }) => data),
    [{ accountId: parent.id, school: jeanMoulin, sessions: 1 }],
  );
});

onBothDatabases('a reader sees neither, and cannot do either', async (deps) => {
  const { app, card } = await setUp(deps);
  const { visitor } = await openSecretary(deps, app, jeanMoulin, { mail: 'lecture@exemple.fr', role: 'reader' });
  const page = await visitor.visit(card);
  assert.doesNotMatch(page.words, /Suspendre|connexion en cours|Défaire/);
  assert.equal((await visitor.visit(`${card}/suspension`)).status, 403);
});
