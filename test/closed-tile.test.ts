// A school closes a service: what an application holds of its parents opens nothing from then on.
import assert from 'node:assert/strict';
import * as openid from 'openid-client';
import { createApp } from '../src/app.js';
import { demoCatalogue } from '../src/demo/services.js';
import { addDays, civilDateOf } from '../src/kernel/civil-date.js';
import { closeService, importCatalogue, openService } from '../src/services/actions.js';
import { addClient } from './clients.js';
import { onBothDatabases } from './harness.js';
import { arrived, atPresent, beginFlow, enter, openClient, pathOf, redeem, registerClient } from './oidc-client.js';
import { signIn } from './two-letters.js';
import { openVisitor } from './visitor.js';
import { addParent, jeanMoulin } from './world.js';

onBothDatabases(
  'a closed tile closes codes, tokens and tickets; an open one opens them again',
  async (deps) => {
    const app = await createApp(deps);
    await importCatalogue(deps, demoCatalogue);
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    const opensOn = addDays(civilDateOf(deps.now(), deps.config.timeZone), -1);
    const [slug, other] = ['paiement', 'livret'];
    const open = async () => {
      for (const one of [slug, other]) {
        const opening = { slug: one, schoolUai: jeanMoulin, opensOn, closesOn: null, dueOn: null };
        assert.ok((await openService(deps, opening)).ok);
      }
    };
    await open();
    await registerClient(deps, {}, { claims: ['name'], serviceSlug: slug });
    await addClient(deps, 'cas', { service: 'https://notes.exemple.fr/*', logout: false }, { serviceSlug: other });
    const config = await openClient(app, deps);
    const visitor = openVisitor(app, { mayLeave: true });
    await signIn(visitor, parent.identifier, parent.password);
    const tokens = await enter(config, visitor, { scope: 'openid profile' });
    const sub = tokens.claims()?.sub ?? '';
    const refresh = tokens.refresh_token ?? '';
    assert.equal((await openid.fetchUserInfo(config, tokens.access_token, sub)).name, 'Nadia BENALI');
    const flow = await beginFlow(config);
    const back = arrived(await visitor.visit(pathOf(flow.url)));
    const service = encodeURIComponent('https://notes.exemple.fr/');
    const ticket = async () =>
      new URL((await visitor.visit(`/cas/login?service=${service}`)).url).searchParams.get('ticket') ?? '';
    const validate = async (one: string) =>
      (await app.inject({ url: `/cas/serviceValidate?service=${service}&ticket=${one}` })).body;
    const given = await ticket();
    assert.match(given, /^ST-/);

    for (const one of [slug, other]) assert.ok((await closeService(deps, one, jeanMoulin)).ok);
    assert.equal((await openid.tokenIntrospection(config, tokens.access_token)).active, false);
    assert.equal((await openid.tokenIntrospection(config, refresh)).active, false);
    await assert.rejects(openid.fetchUserInfo(config, tokens.access_token, sub), /challenge/);
    await assert.rejects(openid.refreshTokenGrant(config, refresh), { error: 'invalid_grant' });
    await assert.rejects(redeem(config, flow, back), { error: 'invalid_grant' });
    assert.match(await validate(given), /INVALID_TICKET/);
    const sessions = await deps.db.selectFrom('clientSession').select('reference').execute();
    assert.ok(
      sessions.every(({ reference }) => reference !== given),
      'nothing was opened there',
    );
    assert.equal((await visitor.visit(`/cas/login?service=${service}`)).status, 403);

    await open();
    assert.equal((await openid.fetchUserInfo(config, tokens.access_token, sub)).name, 'Nadia BENALI');
    assert.ok((await openid.refreshTokenGrant(config, refresh)).access_token);
    assert.match(await validate(await ticket()), /<cas:user>/);
    // The last child who justified it is no longer his.
    await deps.db.updateTable('link').set({ until: deps.now() }).execute();
    assert.equal((await openid.tokenIntrospection(config, tokens.access_token)).active, false);
  },
  atPresent(),
);
