// Codes and tokens: each code serves once, each refresh token once, and none outlives the session of the portal.
import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import * as openid from 'openid-client';
import { createApp } from '../src/app.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import {
  arrived,
  atPresent,
  beginFlow,
  callback,
  enter,
  openClient,
  pathOf,
  redeem,
  registerClient,
  secret,
} from './oidc-client.js';
import { signIn } from './two-letters.js';
import { openVisitor } from './visitor.js';
import { addParent, jeanMoulin, louiseMichel } from './world.js';

async function signedIn(deps: TestDeps) {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const client = await registerClient(deps);
  const config = await openClient(app, deps);
  const visitor = openVisitor(app, { mayLeave: true });
  await signIn(visitor, parent.identifier, parent.password);
  return { app, parent, client, config, visitor };
}

const basic = `Basic ${Buffer.from(`ent-argos:${secret}`).toString('base64')}`;

/** A request at the token endpoint made by hand. */
async function askToken(
  app: FastifyInstance,
  fields: Record<string, string>,
  headers: Record<string, string> = { authorization: basic },
) {
  const answer = await app.inject({
    method: 'POST',
    url: '/oidc/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(fields).toString(),
  });
  return { status: answer.statusCode, body: JSON.parse(answer.body) as Record<string, string>, answer };
}

async function freshCode({ config, visitor }: Awaited<ReturnType<typeof signedIn>>) {
  const flow = await beginFlow(config);
  const back = arrived(await visitor.visit(pathOf(flow.url)));
  const fields = {
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: callback,
    code_verifier: flow.verifier,
  };
  return { fields, flow, back };
}

const isDead = async (config: openid.Configuration, token: string) => {
  const answer = await openid.tokenIntrospection(config, token);
  return answer.active === false;
};

onBothDatabases(
  'of eight redemptions of one code at once exactly one wins, and the family dies with the seven others',
  async (deps) => {
    const world = await signedIn(deps);
    for (let round = 0; round < 5; round += 1) {
      const { fields } = await freshCode(world);
      const answers = await Promise.all(Array.from({ length: 8 }, () => askToken(world.app, fields)));
      const [won, ...others] = answers.filter(({ status }) => status === 200);
      assert.ok(won, `round ${round}`);
      assert.deepEqual(others, []);
      for (const { status, body } of answers.filter((one) => one !== won))
        assert.deepEqual([status, body.error], [400, 'invalid_grant']);
      assert.ok(await isDead(world.config, won.body.access_token ?? ''));
    }
  },
  atPresent(),
);

onBothDatabases(
  'a code shown again revokes what it gave; a wrong verifier, address, secret or client gets nothing and breaks nothing',
  async (deps) => {
    const world = await signedIn(deps);
    const { app, config } = world;
    const { fields, flow, back } = await freshCode(world);
    const refusals: [Record<string, string>, Record<string, string>, string][] = [
      [{ code_verifier: openid.randomPKCECodeVerifier() }, { authorization: basic }, 'invalid_grant'],
      [{ redirect_uri: `${callback}/` }, { authorization: basic }, 'invalid_grant'],
      [{}, { authorization: `Basic ${Buffer.from('ent-argos:wrong').toString('base64')}` }, 'invalid_client'],
      [{ client_id: 'ent-argos' }, {}, 'invalid_client'],
    ];
    for (const [changed, headers, error] of refusals) {
      const { body } = await askToken(app, { ...fields, ...changed }, headers);
      assert.equal(body.error, error, JSON.stringify(changed));
    }
    const { code_verifier: _, ...bare } = fields;
    assert.equal((await askToken(app, bare)).body.error, 'invalid_grant');

    const tokens = await redeem(config, flow, back);
    assert.equal(await isDead(config, tokens.access_token), false);
    const again = await askToken(app, fields);
    assert.deepEqual([again.status, again.body.error], [400, 'invalid_grant']);
    assert.ok(await isDead(config, tokens.access_token));
    assert.ok(await isDead(config, tokens.refresh_token ?? ''));
    await assert.rejects(openid.fetchUserInfo(config, tokens.access_token, openid.skipSubjectCheck));
    await assert.rejects(openid.refreshTokenGrant(config, tokens.refresh_token ?? ''));
  },
  atPresent(),
);

onBothDatabases(
  'a code lives a minute, an access token a quarter of an hour',
  async (deps) => {
    const world = await signedIn(deps);
    const late = await freshCode(world);
    deps.clock.advance({ seconds: 61 });
    assert.equal((await askToken(world.app, late.fields)).body.error, 'invalid_grant');
    const tokens = await enter(world.config, world.visitor);
    deps.clock.advance({ minutes: 16 });
    assert.ok(await isDead(world.config, tokens.access_token));
    assert.equal(await isDead(world.config, tokens.refresh_token ?? ''), false);
  },
  atPresent(),
);

onBothDatabases(
  'a refresh token is replaced at each use; the old one shown again kills the family',
  async (deps) => {
    const { config, visitor } = await signedIn(deps);
    const first = await enter(config, visitor);
    const second = await openid.refreshTokenGrant(config, first.refresh_token ?? '');
    assert.notEqual(second.refresh_token, first.refresh_token);
    const third = await openid.refreshTokenGrant(config, second.refresh_token ?? '');
    assert.equal(await isDead(config, third.access_token), false);
    await assert.rejects(openid.refreshTokenGrant(config, first.refresh_token ?? ''));
    for (const token of [third.access_token, third.refresh_token ?? '']) assert.ok(await isDead(config, token));

    const other = await enter(config, visitor);
    const rivals = await Promise.allSettled(
      Array.from({ length: 6 }, () => openid.refreshTokenGrant(config, other.refresh_token ?? '')),
    );
    assert.ok(rivals.filter(({ status }) => status === 'fulfilled').length <= 1);
    assert.ok(await isDead(config, other.access_token), 'two hands hold it');
  },
  atPresent(),
);

onBothDatabases(
  'a client gives its tokens back; another client learns nothing of them and revokes nothing',
  async (deps) => {
    const { app, config, visitor } = await signedIn(deps);
    await registerClient(deps, {}, { publicId: 'cantine', name: 'Cantine' });
    const other = await openClient(app, deps, 'cantine');
    const tokens = await enter(config, visitor);
    const seen = await openid.tokenIntrospection(config, tokens.access_token);
    assert.equal(seen.active, true);
    assert.equal(seen.sub, tokens.claims()?.sub);
    assert.ok(await isDead(other, tokens.access_token), 'a stranger is told nothing');
    await openid.tokenRevocation(other, tokens.refresh_token ?? '');
    await assert.rejects(openid.refreshTokenGrant(other, tokens.refresh_token ?? ''));
    assert.equal(await isDead(config, tokens.access_token), false);
    await openid.tokenRevocation(config, tokens.refresh_token ?? '');
    assert.ok(await isDead(config, tokens.access_token));
  },
  atPresent(),
);

onBothDatabases(
  'the session of the portal is the session of all clients: its end, however it comes, ends everything at once',
  async (deps) => {
    const { app, parent, config, visitor } = await signedIn(deps);
    const ends: readonly (() => Promise<unknown>)[] = [
      async () => (await visitor.visit('/deconnexion')).send({}, 'Se déconnecter'),
      async () => deps.clock.advance({ hours: 12 }),
      async () => {
        await deps.db.updateTable('account').set({ state: 'suspended' }).where('id', '=', parent.id).execute();
      },
    ];
    for (const end of ends) {
      const tokens = await enter(config, visitor);
      const pending = await freshCode({ config, visitor } as Awaited<ReturnType<typeof signedIn>>);
      await end();
      for (const token of [tokens.access_token, tokens.refresh_token ?? '']) assert.ok(await isDead(config, token));
      assert.equal((await askToken(app, pending.fields)).body.error, 'invalid_grant');
      await assert.rejects(openid.fetchUserInfo(config, tokens.access_token, openid.skipSubjectCheck));
      await assert.rejects(openid.refreshTokenGrant(config, tokens.refresh_token ?? ''));
      if (end !== ends.at(-1)) await signIn(visitor, parent.identifier, parent.password);
    }
  },
  atPresent(),
);

onBothDatabases(
  'a grouping ends the tokens of the account that it closes, in its own commit, and those of the other live',
  async (deps) => {
    const { app, config, visitor } = await signedIn(deps);
    const closing = await addParent(deps, louiseMichel, 'Lina');
    const there = openVisitor(app, { mayLeave: true });
    await signIn(there, closing.identifier, closing.password);
    const [kept, gone] = [await enter(config, visitor), await enter(config, there)];
    assert.notEqual(kept.claims()?.sub, gone.claims()?.sub);
    const pending = await freshCode({ config, visitor: there } as Awaited<ReturnType<typeof signedIn>>);

    const start = await visitor.visit('/mon-compte/regrouper');
    const check = await start.send({ identifier: closing.identifier, password: closing.password });
    assert.equal((await check.send({}, 'Oui, mettre ensemble')).heading, 'C’est fait');

    assert.ok(await isDead(config, gone.access_token));
    assert.ok(await isDead(config, gone.refresh_token ?? ''));
    assert.equal((await askToken(app, pending.fields)).body.error, 'invalid_grant');
    assert.equal(await isDead(config, kept.access_token), false);
    const flow = await beginFlow(config, { prompt: 'none' });
    assert.equal(arrived(await there.visit(pathOf(flow.url))).searchParams.get('error'), 'login_required');
    const again = await enter(config, visitor);
    assert.equal(again.claims()?.sub, kept.claims()?.sub, 'the kept account keeps its name');
  },
  atPresent(),
);

onBothDatabases(
  'a client signs its own proof (private_key_jwt), and each proof serves once',
  async (deps) => {
    const app = await createApp(deps);
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const jwk = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as Record<string, unknown>;
    await registerClient(deps, { authMethod: 'private_key_jwt', jwks: { keys: [jwk] } });
    const proofs: string[] = [];
    const auth: openid.ClientAuth = (as, client, body, headers) => {
      return openid.PrivateKeyJwt(pair.privateKey)(as, client, body, headers);
    };
    const config = await openClient(app, deps, 'ent-argos', auth);
    const visitor = openVisitor(app, { mayLeave: true });
    await signIn(visitor, parent.identifier, parent.password);
    const tokens = await enter(config, visitor);
    const caught = config[openid.customFetch];
    config[openid.customFetch] = async (url, options) => {
      proofs.push(new URLSearchParams(String(options.body)).get('client_assertion') ?? '');
      return await (caught ?? fetch)(url, options as never);
    };
    assert.equal((await openid.tokenIntrospection(config, tokens.access_token)).active, true);
    const [proof = ''] = proofs;
    const twice = {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: proof,
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token ?? '',
    };
    const { status, body } = await askToken(app, twice, {});
    assert.deepEqual([status, body.error], [401, 'invalid_client']);
  },
  atPresent(),
);
