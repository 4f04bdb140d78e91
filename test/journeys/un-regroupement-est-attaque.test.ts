// Attacks on the grouping wizard: what another site, a planted cookie or a stolen one may try.
import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { createApp } from '../../src/app.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { signIn } from '../two-letters.js';
import { openVisitor, type Page, type Visitor } from '../visitor.js';
import { addParent, jeanMoulin, louiseMichel } from '../world.js';

const own = { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' };

async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  const kept = await addParent(deps, jeanMoulin, 'Yanis');
  const other = await addParent(deps, louiseMichel, 'Lina');
  const visitor = openVisitor(app);
  await signIn(visitor, kept.identifier, kept.password);
  return { app, kept, other, visitor };
}

/** The fields of a form as its page holds them, with those given here. */
const formOf = (page: Page, given: Record<string, string>) => ({
  _csrf: page.field('_csrf') ?? '',
  ...(page.field('digest') === undefined ? {} : { digest: page.field('digest') ?? '' }),
  ...given,
});

async function happened(deps: TestDeps) {
  const intents = await deps.db.selectFrom('groupingIntent').select('id').execute();
  const groupings = await deps.db.selectFrom('grouping').select('id').execute();
  return { intents: intents.length, groupings: groupings.length };
}

onBothDatabases('another site can post neither the proof nor the confirmation', async (deps) => {
  const { app, kept, other, visitor } = await setUp(deps);
  const stranger = await addParent(deps, jeanMoulin, 'Zoé');
  const start = await visitor.visit('/mon-compte/regrouper');
  const proof = { identifier: other.identifier, password: other.password };
  const attacker = openVisitor(app);
  await signIn(attacker, stranger.identifier, stranger.password);
  const foreign = (await attacker.visit('/mon-compte/regrouper')).field('_csrf') ?? '';
  const anonymous = (await openVisitor(app).visit('/connexion')).field('_csrf') ?? '';

  async function refused(url: string, page: Page, given: Record<string, string>, before: object) {
    const good = formOf(page, given);
    const { _csrf: token, ...bare } = good;
    const attempts: readonly (readonly [string, Record<string, string>, Record<string, string>])[] = [
      ['no token', bare, own],
      ['an empty token', { ...bare, _csrf: '' }, own],
      ['the token of another session', { ...bare, _csrf: foreign }, own],
      ['the token of nobody', { ...bare, _csrf: anonymous }, own],
      ['a token cut short', { ...bare, _csrf: token?.slice(1) ?? '' }, own],
      ['another origin', good, { origin: 'https://piege.exemple', 'sec-fetch-site': 'cross-site' }],
      ['another origin, an old browser', good, { origin: 'https://piege.exemple' }],
      ['a neighbour of the site', good, { 'sec-fetch-site': 'same-site' }],
      ['a frame without origin', good, { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ];
    for (const [what, fields, headers] of attempts) {
      assert.equal((await visitor.post(url, fields, headers)).status, 403, `${url}: ${what}`);
      assert.deepEqual(await happened(deps), before, `${url}: ${what}`);
    }
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x'])
      assert.equal((await visitor.post(url, good, { ...own, 'content-type': type })).status, 415, `${url}: ${type}`);
    await visitor.visit(`${url}?${new URLSearchParams(good)}`);
    assert.deepEqual(await happened(deps), before, `${url}: GET`);
  }

  await refused('/mon-compte/regrouper', start, proof, { intents: 0, groupings: 0 });
  const check = await start.send(proof);
  assert.equal(check.path, '/mon-compte/regrouper/verifier');
  await refused('/mon-compte/regrouper/verifier', check, { answer: 'yes' }, { intents: 1, groupings: 0 });
  assert.match(check.headers['content-security-policy'] ?? '', /frame-ancestors 'none'/, 'no page of ours in a frame');
  // The same form, posted as our page posts it, goes through: it was the attempts that were refused.
  const done = await visitor.post('/mon-compte/regrouper/verifier', formOf(check, { answer: 'yes' }), own);
  assert.equal(done.status, 303);
  assert.equal((await happened(deps)).groupings, 1);
  assert.ok(kept.id !== other.id);
});

/** What a browser with these cookies alone sees of the children. */
async function childrenSeenWith(app: FastifyInstance, visitor: Visitor): Promise<string> {
  const copy = openVisitor(app, { address: '192.0.2.66', agent: 'another browser' }, new Map(visitor.cookies));
  return (await copy.visit('/mon-compte/enfants')).words;
}

onBothDatabases('a session planted before the sign-in is not the one that signs in', async (deps) => {
  const { app, kept, other } = await setUp(deps);
  const attacker = openVisitor(app);
  await signIn(attacker, other.identifier, other.password);

  // A value that the attacker chose: the sign-in takes another.
  const victim = openVisitor(app, {}, new Map([['fratrie', 'A'.repeat(43)]]));
  await signIn(victim, kept.identifier, kept.password);
  assert.match(await childrenSeenWith(app, victim), /Yanis/);
  const planted = openVisitor(app, {}, new Map([['fratrie', 'A'.repeat(43)]]));
  assert.equal((await planted.visit('/mon-compte/enfants')).path, '/connexion');

  // His own live session: the page names his account, and signing out of it ends it for him too.
  const fooled = openVisitor(app, {}, new Map([['fratrie', attacker.cookies.get('fratrie') ?? '']]));
  const account = await fooled.visit('/mon-compte');
  assert.match(account.words, new RegExp(other.identifier));
  await account.send({}, 'Se déconnecter');
  await signIn(fooled, kept.identifier, kept.password);
  assert.match(await childrenSeenWith(app, fooled), /Yanis/);
  assert.equal((await attacker.visit('/mon-compte/enfants')).path, '/connexion');

  // Slipped in while she types: her form was drawn for nobody, so that it signs in nobody.
  const typing = openVisitor(app);
  const form = await typing.visit('/connexion');
  const live = openVisitor(app);
  await signIn(live, other.identifier, other.password);
  typing.cookies.set('fratrie', live.cookies.get('fratrie') ?? '');
  const answer = await form.send({ identifier: kept.identifier, password: kept.password });
  assert.equal(answer.status, 403);
  assert.doesNotMatch(await childrenSeenWith(app, live), /Yanis/);
});

onBothDatabases('a cookie stolen before the grouping sees nothing of what it brings', async (deps) => {
  const { app, kept, other, visitor } = await setUp(deps);
  const thief = visitor.copy({ address: '192.0.2.66' });
  const otherBrowser = openVisitor(app);
  await signIn(otherBrowser, other.identifier, other.password);
  const stolenFromOther = otherBrowser.copy({ address: '192.0.2.66' });

  const start = await visitor.visit('/mon-compte/regrouper');
  const check = await start.send({ identifier: other.identifier, password: other.password });
  // The proof of the second account has turned the session's token: the stolen one is nobody's.
  assert.equal((await thief.visit('/mon-compte/regrouper/verifier')).path, '/connexion');
  const replayed = await thief.post('/mon-compte/regrouper/verifier', formOf(check, { answer: 'yes' }), own);
  assert.notEqual(replayed.status, 200);
  assert.deepEqual(await happened(deps), { intents: 1, groupings: 0 });

  deps.clock.advance({ seconds: 1 });
  assert.equal((await check.send({}, 'Oui, mettre ensemble')).heading, 'C’est fait');
  for (const stolen of [thief, stolenFromOther, otherBrowser])
    for (const path of ['/accueil', '/mon-compte/enfants', '/mon-compte/regrouper/termine', '/teleservices']) {
      const page = await stolen.visit(path);
      assert.equal(page.path, '/connexion', path);
      assert.doesNotMatch(page.words, /Yanis|Lina/);
    }
  assert.match((await visitor.visit('/mon-compte/enfants')).words, /Yanis.*Lina/, 'the owner goes on');
  assert.ok(kept.id !== other.id);
});

onBothDatabases('a confirmation replayed from another browser, or by another parent, does nothing', async (deps) => {
  const { app, kept, other, visitor } = await setUp(deps);
  const start = await visitor.visit('/mon-compte/regrouper');
  const check = await start.send({ identifier: other.identifier, password: other.password });
  const confirmation = formOf(check, { answer: 'yes' });
  const anonymous = openVisitor(app);
  assert.equal((await anonymous.post('/mon-compte/regrouper/verifier', confirmation, own)).status, 403);
  // Her own second browser: another session, which proved nothing.
  const second = openVisitor(app);
  await signIn(second, kept.identifier, kept.password);
  assert.equal((await second.post('/mon-compte/regrouper/verifier', confirmation, own)).status, 403);
  const token = { _csrf: (await second.visit('/mon-compte/regrouper')).field('_csrf') ?? '' };
  const own2 = await second.post('/mon-compte/regrouper/verifier', { ...confirmation, ...token }, own);
  assert.equal(own2.headers.location, '/mon-compte/regrouper?motif=no_intent');
  assert.deepEqual(await happened(deps), { intents: 1, groupings: 0 });
  // A digest that was never shown: shown again, not done.
  const guessed = await visitor.post(
    '/mon-compte/regrouper/verifier',
    { ...confirmation, digest: 'A'.repeat(43) },
    own,
  );
  assert.equal(guessed.status, 422);
  assert.deepEqual(await happened(deps), { intents: 1, groupings: 0 });
});
