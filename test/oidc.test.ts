// Signing in to a client by OpenID Connect: from the client to the portal's pages and back, with a real client.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as openid from 'openid-client';
import { createApp } from '../src/app.js';
import { makeDeps, onBothDatabases } from './harness.js';
import {
  afterSignOut,
  arrived,
  atPresent,
  beginFlow,
  enter,
  openClient,
  pathOf,
  redeem,
  registerClient,
} from './oidc-client.js';
import { authenticatorOf } from './secretary.js';
import { finishActivation, sendTwoLetters, signIn } from './two-letters.js';
import { openVisitor } from './visitor.js';
import { addParent, jeanMoulin } from './world.js';

onBothDatabases(
  'a parent comes from a client, signs in, and is back at the client, which knows him',
  async (deps) => {
    const app = await createApp(deps);
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    const client = await registerClient(deps);
    const config = await openClient(app, deps);
    const flow = await beginFlow(config);
    const visitor = openVisitor(app, { mayLeave: true });

    const door = await visitor.visit(pathOf(flow.url));
    assert.equal(door.path, '/connexion');
    assert.match(door.headers['content-security-policy'] ?? '', /form-action 'self' https:\/\/ent\.example(;|$)/);
    const back = arrived(await door.send({ identifier: parent.identifier, password: parent.password }));
    assert.equal(back.searchParams.get('iss'), deps.config.publicUrl);

    const tokens = await redeem(config, flow, back);
    const claims = tokens.claims();
    assert.ok(claims);
    assert.equal(claims.aud, client.publicId);
    assert.ok(claims.exp - claims.iat <= 3600);
    assert.deepEqual([claims.acr, claims.amr], ['eidas1', ['pwd']]);
    const known = await deps.db.selectFrom('clientSubject').select('subject').executeTakeFirstOrThrow();
    assert.equal(claims.sub, known.subject);
    assert.doesNotMatch(claims.sub, new RegExp(`^${parent.id}$`));
    const info = await openid.fetchUserInfo(config, tokens.access_token, claims.sub);
    assert.equal(info.sub, claims.sub);
  },
  atPresent(),
);

test('a request and a sign-out may be posted: the browser, which sends no cookie with them, asks again by address', async () => {
  const deps = await makeDeps(atPresent());
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  await registerClient(deps);
  const config = await openClient(app, deps);
  const visitor = openVisitor(app, { mayLeave: true });
  await signIn(visitor, parent.identifier, parent.password);
  const post = async (url: URL, more = '') => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://ent.example' };
    return await app.inject({ method: 'POST', url: url.pathname, headers, payload: `${url.searchParams}${more}` });
  };
  const flow = await beginFlow(config);
  const asked = await post(flow.url);
  assert.equal(asked.statusCode, 303);
  assert.deepEqual(asked.cookies, []);
  const tokens = await redeem(config, flow, arrived(await visitor.visit(asked.headers.location ?? '')));

  const doubled = await post((await beginFlow(config)).url, '&state=other');
  const refused = await visitor.visit(doubled.headers.location ?? '');
  assert.match(refused.url, /invalid_request|\/oidc\//, 'a parameter said twice is refused as it is in an address');
  assert.equal((await post(flow.url, `&claims=${'x'.repeat(9000)}`)).statusCode, 400);

  const out = openid.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token ?? '',
    post_logout_redirect_uri: afterSignOut,
  });
  const gone = await post(out);
  assert.equal(gone.statusCode, 303);
  assert.ok((await visitor.visit(gone.headers.location ?? '')).url.startsWith(afterSignOut));
  assert.equal((await visitor.visit('/accueil')).path, '/connexion', 'signed out of everything');
});

onBothDatabases(
  'one who is signed in already goes through without a page, in the same session',
  async (deps) => {
    const app = await createApp(deps);
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    await registerClient(deps);
    const config = await openClient(app, deps);
    const visitor = openVisitor(app, { mayLeave: true });
    await signIn(visitor, parent.identifier, parent.password);
    const before = [...visitor.cookies.keys()].sort();
    const tokens = await enter(config, visitor);
    assert.ok(tokens.refresh_token);
    assert.deepEqual([...visitor.cookies.keys()].sort(), before, 'no second cookie that lives on');
  },
  atPresent(),
);

onBothDatabases(
  'a parent with a second security, and one with a letter in the hand, go on to the client too',
  async (deps) => {
    const app = await createApp(deps);
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    await registerClient(deps);
    const config = await openClient(app, deps);
    const visitor = openVisitor(app, { mayLeave: true });
    await signIn(visitor, parent.identifier, parent.password);
    const form = await (await visitor.visit('/mon-compte/securite')).follow('Ajouter une application de codes');
    const authenticator = authenticatorOf(deps, form);
    await form.send({ code: authenticator.now() });
    const secure = openVisitor(app, { mayLeave: true });
    const flow = await beginFlow(config);
    const door = await secure.visit(pathOf(flow.url));
    const second = await door.send({ identifier: parent.identifier, password: parent.password });
    assert.equal(second.path, '/connexion/deuxieme-etape');
    assert.match(second.headers['content-security-policy'] ?? '', /form-action 'self' https:\/\/ent\.example(;|$)/);
    const twice = (await redeem(config, flow, arrived(await second.send({ code: authenticator.next() })))).claims();
    assert.deepEqual([twice?.acr, twice?.amr], ['eidas1', ['pwd', 'otp', 'mfa']]);

    const { yanis } = await sendTwoLetters(deps);
    const newcomer = openVisitor(app, { mayLeave: true });
    const other = await beginFlow(config);
    const sign = await newcomer.visit(pathOf(other.url));
    const birth = await sign.send({ identifier: yanis.identifier, password: yanis.code });
    const done = await finishActivation(birth, { password: 'quatre mots bien choisis' });
    assert.ok((await redeem(config, other, arrived(await done.follow('Continuer vers ENT Argos')))).claims());
    assert.doesNotMatch((await newcomer.visit('/activation/termine')).words, /Continuer vers/, 'it waits no more');
  },
  atPresent(),
);
