// Whoever was in an account before its owner (or typed the owner's address elsewhere) has nothing left of it once the
// owner comes by a letter or by a mail: the five known ways, each tried.
import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { createApp } from '../src/app.js';
import { deliverMails } from '../src/mail/sending.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { openVisitor, type Visitor } from './visitor.js';
import { type AddedAccount, addLetter, addParent, jeanMoulin, louiseMichel } from './world.js';

const owned = 'nadia@exemple.fr';
const planted = 'inconnu@exemple.org';
const fresh = 'quatre mots bien choisis';

async function signIn(visitor: Visitor, { identifier, password }: Pick<AddedAccount, 'identifier' | 'password'>) {
  return await (await visitor.visit('/connexion')).send({ identifier, password });
}

async function intruderIn(app: FastifyInstance, parent: AddedAccount): Promise<Visitor> {
  const intruder = openVisitor(app);
  assert.equal((await signIn(intruder, parent)).path, '/accueil');
  return intruder;
}

const askMail = async (visitor: Visitor, mail: string) =>
  await (await visitor.visit('/mon-compte/mail')).send({ mail });

const forgets = async (app: FastifyInstance, identifier: string) =>
  await (await openVisitor(app).visit('/connexion/mot-de-passe-oublie')).send({ identifier });

/** Sends what waits, and returns the links that went to an address. */
async function linksTo(deps: TestDeps, to: string): Promise<string[]> {
  deps.sent.length = 0;
  await deliverMails(deps);
  return deps.sent
    .filter((mail) => mail.to === to)
    .flatMap(({ text }) => text.match(/\/(mail|connexion\/nouveau)\/[\w-]{22}/g) ?? []);
}

/** The owner takes the account by the recovery letter that the school made, and types no mail. */
async function comesByLetter(deps: TestDeps, app: FastifyInstance, accountId: number): Promise<void> {
  const { token } = await addLetter(deps, accountId, jeanMoulin, { purpose: 'recovery' });
  const dates = await openVisitor(app).visit(`/l/${token}`);
  const children = await dates.send({ 'birthDate-day': '21', 'birthDate-month': '4', 'birthDate-year': '2014' });
  const password = await children.send({}, 'Oui, c’est mon enfant');
  assert.equal((await password.send({ password: fresh })).path, '/activation/termine');
}

async function comesByMail(deps: TestDeps, app: FastifyInstance, identifier: string): Promise<void> {
  await forgets(app, identifier);
  const links = await linksTo(deps, owned);
  const form = await openVisitor(app).visit(links.find((link) => link.startsWith('/connexion')) ?? '');
  assert.equal((await form.send({ password: fresh })).path, '/connexion');
}

const mailsOf = async (deps: TestDeps, id: number) =>
  await deps.db
    .selectFrom('account')
    .select(['mail', 'mailConfirmedAt', 'pendingMail'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

async function setUp(deps: TestDeps, mail?: string) {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis', mail === undefined ? {} : { mail });
  return { app, parent };
}

for (const way of ['letter', 'mail'] as const) {
  const comes = async (deps: TestDeps, app: FastifyInstance, parent: AddedAccount) =>
    way === 'letter' ? await comesByLetter(deps, app, parent.id) : await comesByMail(deps, app, parent.identifier);

  onBothDatabases(`a session opened before the owner came by ${way} is over`, async (deps) => {
    const { app, parent } = await setUp(deps, owned);
    const intruder = await intruderIn(app, parent);
    await comes(deps, app, parent);
    assert.equal((await intruder.visit('/mon-compte')).path, '/connexion');
    assert.equal((await signIn(intruder, parent)).status, 422, 'nor does the former password open');
    assert.equal((await signIn(openVisitor(app), { ...parent, password: fresh })).path, '/accueil');
  });

  onBothDatabases(`a mail change asked before the owner came by ${way} confirms nothing`, async (deps) => {
    const { app, parent } = await setUp(deps, owned);
    const intruder = await intruderIn(app, parent);
    await askMail(intruder, planted);
    const [link] = await linksTo(deps, planted);
    assert.ok(link);
    // One more message that has not left yet: its token is not minted before it does.
    await (await intruder.visit('/mon-compte')).send({}, 'Envoyer encore');
    await comes(deps, app, parent);
    assert.equal((await openVisitor(app).visit(link)).status, 410);
    assert.deepEqual(await linksTo(deps, planted), []);
    const { mail, pendingMail } = await mailsOf(deps, parent.id);
    assert.deepEqual([mail, pendingMail], [owned, null]);
  });
}

onBothDatabases('an address planted where there was none is gone when the owner comes by letter', async (deps) => {
  const { app, parent } = await setUp(deps);
  await askMail(await intruderIn(app, parent), planted);
  const [link] = await linksTo(deps, planted);
  assert.ok(link);
  await comesByLetter(deps, app, parent.id);
  assert.equal((await openVisitor(app).visit(link)).status, 410);
  assert.deepEqual(await linksTo(deps, planted), [], 'nothing more is sent there');
  assert.deepEqual(await mailsOf(deps, parent.id), { mail: null, mailConfirmedAt: null, pendingMail: null });
});

onBothDatabases(
  'accounts of one mail are joined by nothing: neither children, nor passwords, nor sessions',
  async (deps) => {
    const { app, parent } = await setUp(deps, owned);
    const other = await addParent(deps, louiseMichel, 'Lina', { mail: owned });
    const visitor = openVisitor(app);
    await signIn(visitor, parent);
    assert.doesNotMatch((await visitor.visit('/mon-compte/enfants')).words, /Lina/);
    const elsewhere = await intruderIn(app, other);
    await comesByMail(deps, app, parent.identifier);
    assert.equal((await elsewhere.visit('/accueil')).path, '/accueil', 'the other account keeps its session');
    assert.equal((await signIn(openVisitor(app), other)).path, '/accueil', 'and its password');
  },
);

onBothDatabases('an address that its owner did not prove receives no link, whoever typed it', async (deps) => {
  const { app, parent } = await setUp(deps);
  const stranger = await addParent(deps, louiseMichel, 'Lina', { mail: owned });
  await askMail(await intruderIn(app, parent), owned);
  await linksTo(deps, owned);
  await forgets(app, parent.identifier);
  assert.deepEqual(await linksTo(deps, owned), []);
  await (await openVisitor(app).visit('/connexion/identifiant-oublie')).send({ mail: owned });
  await linksTo(deps, owned);
  const [told] = deps.sent;
  assert.ok(told?.text.includes(stranger.identifier) && !told.text.includes(parent.identifier));
});
