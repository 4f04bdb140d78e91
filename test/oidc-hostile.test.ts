// What a hostile client, site or browser tries at the addresses of OpenID Connect.
import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import * as openid from 'openid-client';
import { createApp } from '../src/app.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import {
  afterSignOut,
  arrived,
  atPresent,
  beginFlow,
  callback,
  enter,
  openClient,
  pathOf,
  registerClient,
  secret,
} from './oidc-client.js';
import { signIn } from './two-letters.js';
import { openVisitor } from './visitor.js';
import { addParent, jeanMoulin } from './world.js';

async function world(deps: TestDeps) {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  await registerClient(deps);
  const config = await openClient(app, deps);
  const visitor = openVisitor(app, { mayLeave: true });
  await signIn(visitor, parent.identifier, parent.password);
  return { app, parent, config, visitor };
}

const address = (url: URL, params: Readonly<Record<string, string>>): string => {
  const changed = new URL(url);
  for (const [name, value] of Object.entries(params)) changed.searchParams.set(name, value);
  return pathOf(changed);
};

onBothDatabases(
  'an address that is not the registered one, sign for sign, gets a page of ours and never a redirect',
  async (deps) => {
    const { config, visitor } = await world(deps);
    const { url } = await beginFlow(config);
    const tricks = [
      `${callback}/`,
      `${callback}?next=https://evil.example`,
      `${callback}#fragment`,
      `${callback}/../../evil`,
      `${callback}%2f..%2f..%2fevil`,
      callback.replace('https:', 'http:'),
      callback.replace('https://', 'https://evil.example@'),
      callback.replace('ent.example', 'ent.example.evil.example'),
      callback.replace('ent.example', 'ENT.example'),
      callback.replace('ent.example', 'ent.example:8443'),
      callback.replace('/oidc', '//oidc'),
      `https://evil.example/?${callback}`,
      `${callback}\u0000`,
      'javascript:alert(1)',
      '',
    ];
    for (const trick of tricks) {
      const page = await visitor.visit(address(url, { redirect_uri: trick }));
      assert.equal(page.status, 400, JSON.stringify(trick));
      assert.equal(page.heading, 'L’application n’a pas bien demandé', JSON.stringify(trick));
      assert.equal(page.headers.location, undefined);
      assert.doesNotMatch(page.html, /evil/);
    }
    const twice = `${pathOf(url)}&redirect_uri=${encodeURIComponent('https://evil.example/')}`;
    assert.equal((await visitor.visit(twice)).status, 400);
  },
  atPresent(),
);

onBothDatabases(
  'nothing that a request says makes the server call out, and nothing of it comes back as markup',
  async (deps) => {
    const { config, visitor } = await world(deps);
    const { url } = await beginFlow(config);
    const called: unknown[] = [];
    const real = globalThis.fetch;
    globalThis.fetch = async (input) => {
      called.push(input);
      throw new Error('called out');
    };
    try {
      for (const where of [
        'http://169.254.169.254/latest',
        'http://127.0.0.1:5432/',
        'https://evil.example/r',
        'urn:x',
      ]) {
        const back = await visitor.visit(address(url, { request_uri: where }));
        assert.notEqual(new URL(back.url, 'http://127.0.0.1:3000').searchParams.has('code'), true, where);
      }
      const object = arrived(await visitor.visit(address(url, { request: 'eyJhbGciOiJub25lIn0.e30.' })));
      assert.equal(object.searchParams.get('error'), 'request_not_supported');
      const markup = '"><script>alert(1)</script>';
      for (const name of [
        'client_id',
        'redirect_uri',
        'state',
        'scope',
        'response_type',
        'prompt',
        'claims',
        'nonce',
      ]) {
        const page = await visitor.visit(address(url, { [name]: markup }));
        assert.doesNotMatch(page.html, /<script>alert/, name);
      }
    } finally {
      globalThis.fetch = real;
    }
    assert.deepEqual(called, []);
  },
  atPresent(),
);

onBothDatabases(
  'only the code flow with PKCE S256 exists; an old client without it needs its secret and a nonce',
  async (deps) => {
    const { app, config, visitor } = await world(deps);
    const { url } = await beginFlow(config);
    const errorOf = async (params: Record<string, string>, without: readonly string[] = []) => {
      const changed = new URL(url);
      for (const [name, value] of Object.entries(params)) changed.searchParams.set(name, value);
      for (const name of without) changed.searchParams.delete(name);
      const back = arrived(await visitor.visit(pathOf(changed)));
      return (back.searchParams.get('error') ?? new URLSearchParams(back.hash.slice(1)).get('error')) as string;
    };
    assert.equal(await errorOf({}, ['code_challenge', 'code_challenge_method']), 'invalid_request');
    assert.equal(await errorOf({ code_challenge_method: 'plain' }), 'invalid_request');
    assert.equal(await errorOf({}, ['code_challenge_method']), 'invalid_request');
    for (const response_type of ['token', 'id_token', 'code id_token', 'none', 'code token'])
      assert.equal(await errorOf({ response_type }), 'unsupported_response_type', response_type);
    for (const response_mode of ['form_post', 'web_message', 'jwt'])
      assert.equal(await errorOf({ response_mode }), 'unsupported_response_mode', response_mode);

    await registerClient(deps, { pkce: false, idTokenAlgorithm: 'RS256' }, { publicId: 'ancien', name: 'Ancien' });
    const rs256 = { id_token_signed_response_alg: 'RS256' };
    const old = await openClient(app, deps, 'ancien', openid.ClientSecretBasic(secret), rs256);
    const plain = openid.buildAuthorizationUrl(old, { redirect_uri: callback, scope: 'openid', state: 's' });
    const back = arrived(await visitor.visit(pathOf(plain)));
    assert.equal(back.searchParams.get('error'), 'invalid_request', 'no nonce');
    plain.searchParams.set('nonce', 'n');
    const code = arrived(await visitor.visit(pathOf(plain)));
    const checks = { expectedState: 's', expectedNonce: 'n', idTokenExpected: true };
    assert.ok((await openid.authorizationCodeGrant(old, code, checks)).claims());

    const { body } = await app.inject({ url: '/.well-known/openid-configuration' });
    const told = JSON.parse(body) as Record<string, unknown>;
    assert.deepEqual(told.response_types_supported, ['code']);
    assert.deepEqual(told.response_modes_supported, ['query']);
    assert.deepEqual(told.grant_types_supported, ['authorization_code', 'refresh_token']);
    assert.deepEqual(told.code_challenge_methods_supported, ['S256']);
    assert.deepEqual(told.id_token_signing_alg_values_supported, ['ES256', 'RS256']);
    assert.equal(told.registration_endpoint, undefined);
    assert.doesNotMatch(body, /HS256|none"\s*,\s*"alg|client_secret_jwt|form_post|implicit|password/);
  },
  atPresent(),
);

onBothDatabases(
  'whatever host a request names, the addresses told are ours; every answer says who gives it (mix-up)',
  async (deps) => {
    const { app, config, visitor } = await world(deps);
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
    const { body } = await app.inject({ url: '/.well-known/openid-configuration', headers });
    assert.doesNotMatch(body, /evil/);
    const told = JSON.parse(body) as Record<string, string>;
    assert.equal(told.issuer, deps.config.publicUrl);
    for (const [name, value] of Object.entries(told))
      if (name.endsWith('_endpoint') || name === 'jwks_uri')
        assert.ok(value.startsWith(`${deps.config.publicUrl}/oidc/`), `${name}: ${value}`);

    const { url } = await beginFlow(config);
    const good = arrived(await visitor.visit(pathOf(url)));
    const bad = arrived(await visitor.visit(address(url, { code_challenge_method: 'plain' })));
    for (const back of [good, bad]) assert.equal(back.searchParams.get('iss'), deps.config.publicUrl);
    good.searchParams.set('iss', 'https://evil.example');
    await assert.rejects(openid.authorizationCodeGrant(config, good, { pkceCodeVerifier: 'x'.repeat(43) }));
  },
  atPresent(),
);

onBothDatabases(
  'prompt, max_age and id_token_hint say what they say, by our clock',
  async (deps) => {
    const { app, parent, config, visitor } = await world(deps);
    const stranger = openVisitor(app, { mayLeave: true });
    const errorAt = async (who: typeof visitor, params: Record<string, string>) => {
      const { url } = await beginFlow(config, params);
      return arrived(await who.visit(pathOf(url))).searchParams.get('error');
    };
    assert.equal(await errorAt(stranger, { prompt: 'none' }), 'login_required');
    assert.equal(await errorAt(visitor, { prompt: 'none' }), null);
    assert.equal(await errorAt(visitor, { prompt: 'none login' }), 'invalid_request');
    const first = await enter(config, visitor);

    deps.clock.advance({ minutes: 10 });
    assert.equal(await errorAt(visitor, { prompt: 'none', max_age: '900' }), null);
    assert.equal(await errorAt(visitor, { prompt: 'none', max_age: '300' }), 'login_required');
    const demands: Record<string, string>[] = [{ prompt: 'login' }, { max_age: '300' }, { max_age: '0' }];
    for (const params of demands) {
      const flow = await beginFlow(config, params);
      const proof = await visitor.visit(pathOf(flow.url));
      assert.equal(proof.path, '/mon-compte/preuve', JSON.stringify(params));
      assert.match(proof.headers['content-security-policy'] ?? '', /form-action 'self' https:\/\/ent\.example(;|$)/);
      assert.equal(
        (await visitor.visit(new URL(proof.url, 'http://x').searchParams.get('retour') ?? '')).path,
        proof.path,
      );
      deps.clock.advance({ seconds: 5 });
      arrived(await proof.send({ password: parent.password }));
      deps.clock.advance({ minutes: 10 });
    }
    const flow = await beginFlow(config, { max_age: '100000' });
    const back = arrived(await visitor.visit(pathOf(flow.url)));
    const checks = { pkceCodeVerifier: flow.verifier, expectedState: flow.state, expectedNonce: flow.nonce };
    const tokens = await openid.authorizationCodeGrant(config, back, checks);
    const proved = await deps.db
      .selectFrom('session')
      .select('provedAt')
      .where('endedAt', 'is', null)
      .executeTakeFirstOrThrow();
    assert.equal(tokens.claims()?.auth_time, Math.floor(proved.provedAt.getTime() / 1000));

    const other = await addParent(deps, jeanMoulin, 'Tom', { identity: { firstName: 'Oksana', familyName: 'BILOUS' } });
    const elsewhere = openVisitor(app, { mayLeave: true });
    await signIn(elsewhere, other.identifier, other.password);
    assert.equal(await errorAt(elsewhere, { id_token_hint: first.id_token ?? '' }), 'login_required');
    assert.equal(await errorAt(visitor, { id_token_hint: first.id_token ?? '', prompt: 'none' }), null);
    assert.equal(await errorAt(visitor, { acr_values: 'eidas3' }), null, 'a wish is not a condition');
  },
  atPresent(),
);

onBothDatabases(
  'a request that waits belongs to the browser that brought it, and dies with the hour',
  async (deps) => {
    const { app, config, parent } = await world(deps);
    const victim = openVisitor(app, { mayLeave: true });
    const attacker = openVisitor(app, { mayLeave: true });
    const flow = await beginFlow(config);
    const door = await attacker.visit(pathOf(flow.url));
    const waiting = new URL(door.url, 'http://x').searchParams.get('retour') ?? '';
    await signIn(victim, parent.identifier, parent.password);
    const page = await victim.visit(waiting);
    assert.equal(page.heading, 'L’application n’a pas bien demandé', 'the attacker began it');
    assert.equal(page.status, 400);
    deps.clock.advance({ hours: 1, seconds: 1 });
    assert.equal((await attacker.visit(waiting)).status, 400);
  },
  atPresent(),
);

async function optionsOf(app: FastifyInstance, url: string, origin: string) {
  const headers = { origin, 'access-control-request-method': 'POST' };
  return await app.inject({ method: 'OPTIONS', url, headers });
}

onBothDatabases(
  'pages are not framed nor kept, and a script of another site reads only what is public',
  async (deps) => {
    const { app, config, visitor } = await world(deps);
    const { url } = await beginFlow(config);
    const problem = await visitor.visit(address(url, { client_id: 'nobody' }));
    assert.match(problem.headers['content-security-policy'] ?? '', /frame-ancestors 'none'/);
    assert.equal(problem.headers['x-frame-options'], 'DENY');
    for (const path of [pathOf(url), '/oidc/logout']) {
      const answer = await app.inject({ url: path });
      assert.match(String(answer.headers['cache-control']), /no-store/, path);
      assert.equal(answer.headers['access-control-allow-origin'], undefined, path);
    }
    const tokens = await enter(config, visitor);
    const cross = { origin: 'https://evil.example', authorization: `Bearer ${tokens.access_token}` };
    const stolen = await app.inject({ url: '/oidc/userinfo', headers: cross });
    assert.equal(stolen.headers['access-control-allow-origin'], undefined);
    assert.notEqual(stolen.statusCode, 200);
    const own = await app.inject({ url: '/oidc/userinfo', headers: { ...cross, origin: 'https://ent.example' } });
    assert.equal(own.headers['access-control-allow-origin'], 'https://ent.example');
    assert.equal(own.headers['access-control-allow-credentials'], undefined);
    assert.match(String(own.headers['cache-control']), /no-store/);
    const token = await app.inject({
      method: 'POST',
      url: '/oidc/token',
      headers: {
        origin: 'https://ent.example',
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from(`ent-argos:${secret}`).toString('base64')}`,
      },
      payload: `grant_type=refresh_token&refresh_token=${tokens.refresh_token}`,
    });
    assert.equal(token.headers['access-control-allow-origin'], undefined, 'a client with a secret has no script');
    assert.notEqual(token.statusCode, 200);
    assert.equal((await optionsOf(app, '/connexion', 'https://evil.example')).statusCode, 404);
    for (const path of ['/oidc/jwks', '/.well-known/openid-configuration']) {
      const open = await app.inject({ url: path });
      assert.equal(open.statusCode, 200);
      assert.equal(open.headers['cache-control'], 'public, max-age=3600', path);
    }
    for (const wrong of ['application/json', 'text/plain']) {
      const answer = await app.inject({
        method: 'POST',
        url: '/oidc/token',
        headers: { 'content-type': wrong },
        payload: '{}',
      });
      assert.equal(answer.statusCode, 400, wrong);
    }
  },
  atPresent(),
);

onBothDatabases(
  'a client signs its own parent out; a forged, foreign or missing hint asks him first',
  async (deps) => {
    const { app, parent, config, visitor } = await world(deps);
    const tokens = await enter(config, visitor);
    const logout = (params: Record<string, string>) => `/oidc/logout?${new URLSearchParams(params)}`;
    const hint = tokens.id_token ?? '';
    const [head, payload, mark = ''] = hint.split('.');
    const forged = [head, payload, `${mark.slice(0, -4)}AAAA`].join('.');
    const none = [Buffer.from('{"alg":"none"}').toString('base64url'), payload, ''].join('.');
    for (const id_token_hint of ['', forged, none, 'x', '..', 'null']) {
      const asked = await visitor.visit(
        logout({ id_token_hint, post_logout_redirect_uri: afterSignOut, state: 'fin' }),
      );
      assert.equal(asked.heading, 'Se déconnecter', id_token_hint);
      assert.doesNotMatch(asked.headers['content-security-policy'] ?? '', /ent\.example/);
    }
    assert.equal((await visitor.visit('/accueil')).path, '/accueil', 'still signed in');

    const other = openVisitor(app, { mayLeave: true });
    await signIn(other, parent.identifier, parent.password);
    const foreign = await other.visit(logout({ id_token_hint: hint, post_logout_redirect_uri: afterSignOut }));
    assert.equal(foreign.heading, 'Se déconnecter', 'a hint of another session');

    const evil = { id_token_hint: hint, post_logout_redirect_uri: 'https://evil.example/' };
    const away = openVisitor(app, { mayLeave: true });
    assert.equal((await away.visit(logout(evil))).path, '/connexion');

    const named = { client_id: 'ent-argos', post_logout_redirect_uri: afterSignOut, state: 'fin' };
    const asked = await other.visit(logout(named));
    assert.match(asked.words, /« ENT Argos » demande de vous déconnecter/);
    assert.match(asked.headers['content-security-policy'] ?? '', /form-action 'self' https:\/\/ent\.example(;|$)/);
    assert.equal((await asked.send({ state: 'fin' }, 'Se déconnecter')).url, `${afterSignOut}?state=fin`);
    assert.equal((await other.visit('/accueil')).path, '/connexion');

    const gone = await visitor.visit(
      logout({ id_token_hint: hint, post_logout_redirect_uri: afterSignOut, state: 'fin' }),
    );
    assert.equal(gone.url, `${afterSignOut}?state=fin`, 'his own wish: nothing is asked');
    assert.equal((await visitor.visit('/accueil')).path, '/connexion');
    assert.equal((await openid.tokenIntrospection(config, tokens.access_token)).active, false);
  },
  atPresent(),
);
