// Keys change without an outage, and clients are told of the end of a session by a token that they can check.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { createRemoteJWKSet, customFetch, decodeProtectedHeader, jwtVerify } from 'jose';
import { createApp } from '../src/app.js';
import { isCommand, runCommand } from '../src/commands.js';
import { claimDueLogouts } from '../src/db/client-sessions.js';
import { tellOidcLogout } from '../src/oidc/logout-sender.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { atPresent, enter, fetchOf, openClient, registerClient } from './oidc-client.js';
import { signIn } from './two-letters.js';
import { openVisitor } from './visitor.js';
import { addParent, jeanMoulin } from './world.js';

const kidsOf = async (app: FastifyInstance) => {
  const { body, headers } = await app.inject({ url: '/oidc/jwks' });
  assert.doesNotMatch(body, /"(d|p|q|dp|dq|qi)":/, 'public halves alone');
  assert.match(String(headers['content-type']), /^application\/jwk-set\+json/);
  return (JSON.parse(body) as { keys: { kid: string; alg: string }[] }).keys;
};

async function rotate(deps: TestDeps, ...options: string[]): Promise<string> {
  const said: string[] = [];
  const io = { out: (text: string) => said.push(text), err: (text: string) => said.push(text), cwd: '/' };
  assert.ok(isCommand('keys'));
  assert.equal(await runCommand(deps, ['keys', 'rotate', 'oidc', ...options], io as never), 0, said.join(''));
  return said.join('');
}

onBothDatabases(
  'a new key is published a day before it signs, the old one a day after it signed',
  async (deps) => {
    const app = await createApp(deps);
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    await registerClient(deps);
    const config = await openClient(app, deps);
    let visitor = openVisitor(app, { mayLeave: true });
    const kidNow = async () => {
      visitor = openVisitor(app, { mayLeave: true });
      await signIn(visitor, parent.identifier, parent.password);
      const { id_token = '' } = await enter(config, visitor);
      return { kid: decodeProtectedHeader(id_token).kid ?? '', hint: id_token };
    };
    const first = await kidNow();
    assert.deepEqual((await kidsOf(app)).map(({ alg }) => alg).sort(), ['ES256', 'RS256']);

    assert.match(await rotate(deps), /dans 24 heures/);
    deps.clock.advance({ seconds: 6 });
    const during = await kidsOf(app);
    assert.equal(during.length, 4, 'both are there, and a second server reads the same');
    assert.equal((await kidNow()).kid, first.kid, 'the new one waits until every client has read it');

    deps.clock.advance({ hours: 25 });
    const second = await kidNow();
    assert.notEqual(second.kid, first.kid);
    const after = (await kidsOf(app)).map(({ kid }) => kid);
    assert.ok(after.includes(first.kid) && after.includes(second.kid), 'the old kid is still published');
    const signOut = await visitor.visit(`/oidc/logout?id_token_hint=${second.hint}`);
    assert.equal(signOut.path, '/connexion');

    deps.clock.advance({ hours: 24 });
    assert.ok(!(await kidsOf(app)).some(({ kid }) => kid === first.kid));
    assert.match(await rotate(deps, '--at-once'), /dès maintenant/);
    deps.clock.advance({ seconds: 6 });
    assert.notEqual((await kidNow()).kid, second.kid);
  },
  { ...atPresent() },
);

onBothDatabases(
  'a session that ends is told to its client in a signed token, again until it is heard, and never elsewhere',
  async (deps) => {
    const heard: string[] = [];
    let status = 500;
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (piece) => {
        body += piece;
      });
      request.on('end', () => {
        heard.push(body);
        response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end();
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    try {
      const { port } = server.address() as AddressInfo;
      const app = await createApp(deps);
      const parent = await addParent(deps, jeanMoulin, 'Yanis');
      await registerClient(deps, { backchannelLogoutUri: `http://127.0.0.1:${port}/fin` });
      await registerClient(deps, { backchannelLogoutUri: null }, { publicId: 'muet', name: 'Muet' });
      const visitor = openVisitor(app, { mayLeave: true });
      await signIn(visitor, parent.identifier, parent.password);
      const config = await openClient(app, deps);
      const tokens = await enter(config, visitor);
      await enter(config, visitor);
      await enter(await openClient(app, deps, 'muet'), visitor);
      const claim = async () => {
        const now = deps.now();
        const liveSince = new Date(now.getTime() - 12 * 3_600_000);
        return await claimDueLogouts(deps.db, { now, liveSince, retryAt: now, limit: 9 });
      };
      assert.deepEqual(await claim(), []);
      await (await visitor.visit('/deconnexion')).send({}, 'Se déconnecter');
      const due = await claim();
      assert.equal(due.length, 2, 'one for each client, however often he came');
      const answers = await Promise.all(due.map((one) => tellOidcLogout(deps, one)));
      assert.deepEqual(answers.map(({ ok }) => ok).sort(), [false, true]);
      for (status of [302, 204]) await Promise.all(due.map((one) => tellOidcLogout(deps, one)));
      assert.equal(heard.length, 3, 'a redirect is not followed');

      const token = new URLSearchParams(heard.at(-1)).get('logout_token') ?? '';
      const jwks = createRemoteJWKSet(new URL('http://127.0.0.1:3000/oidc/jwks'), {
        [customFetch]: fetchOf(app) as never,
      });
      const { payload, protectedHeader } = await jwtVerify(token, jwks, {
        issuer: deps.config.publicUrl,
        audience: 'ent-argos',
        typ: 'logout+jwt',
        currentDate: deps.now(),
      });
      assert.equal(protectedHeader.alg, 'ES256');
      assert.equal(payload.sub, tokens.claims()?.sub);
      assert.equal(payload.sid, tokens.claims()?.sid);
      assert.deepEqual(payload.events, { 'http://schemas.openid.net/event/backchannel-logout': {} });
      assert.equal(payload.nonce, undefined);
      assert.equal(new Set(heard.map((body) => body)).size, 3, 'a new jti each time');
    } finally {
      server.close();
    }
  },
  atPresent(),
);
