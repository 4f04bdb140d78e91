// mod_auth_openidc, as Debian ships it and docs/sign-in-for-others.md configures it, signs a parent in, gets what its line
// allows, and hears of his sign-out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../src/app.js';
import { tellLogouts } from '../src/sso/logout-actions.js';
import { logoutSenders } from '../src/sso/logout-senders.js';
import { configurationOf, missingApache, openApache, openBrowser, placeForApache } from './apache.js';
import { makeDeps } from './harness.js';
import { openListener } from './listener.js';
import { atPresent, registerClient, secret } from './oidc-client.js';
import { freePort } from './postgres.js';
import { openVisitor } from './visitor.js';
import { addParent, jeanMoulin } from './world.js';

const skip = missingApache('auth_openidc') ?? false;

test('mod_auth_openidc signs a parent in, gets his claims, and forgets him at his sign-out', { skip }, async () => {
  const port = await freePort();
  const deps = await makeDeps({ ...atPresent(), settings: { PORT: String(port) } });
  const [app, behind, place] = [await createApp(deps), await openListener(), await placeForApache()];
  const here = `http://127.0.0.1:${place.port}`;
  await app.listen({ host: '127.0.0.1', port });
  const configuration = configurationOf('mod_auth_openidc', {
    'https://fratrie.exemple.fr': deps.config.publicUrl,
    'https://app.exemple.fr': here,
    CLIENT_ID: 'les-notes',
    CLIENT_SECRET: secret,
  });
  const apache = await openApache(
    place,
    'auth_openidc',
    `${configuration}\nProxyPass /parents ${behind.origin}/parents`,
  );
  try {
    const settings = {
      redirectUris: [`${here}/parents/oidc`],
      postLogoutRedirectUris: [`${here}/adieu`],
      backchannelLogoutUri: `${here}/parents/oidc?logout=backchannel`,
    };
    const line = { publicId: 'les-notes', name: 'Les notes', claims: ['family_name', 'children'] };
    await registerClient(deps, settings, line);
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    const [browser, visitor] = [openBrowser(here), openVisitor(app, { mayLeave: true, origin: deps.config.publicUrl })];
    const comeIn = async () => {
      const sent = await browser.follow('/parents/notes?page=2');
      const asked = new URL(sent.headers.get('location') ?? 'http://nowhere', here);
      assert.equal(asked.origin, deps.config.publicUrl, `${sent.status} ${apache.log()}`);
      return await visitor.visit(asked.pathname + asked.search);
    };
    const back = await (await comeIn()).send({ identifier: parent.identifier, password: parent.password });
    const shown = await browser.follow(back.url);
    assert.equal(shown.status, 200, apache.log());
    const received = behind.posted.at(-1);
    assert.equal(received?.path, '/parents/notes?page=2');
    assert.match(String(received?.headers.oidc_claim_sub), /^[\w-]{22}$/, JSON.stringify(received?.headers));
    assert.equal(received?.headers.oidc_claim_family_name, 'BENALI');
    assert.match(String(received?.headers.oidc_claim_children), /"school":"0330001X"/);
    assert.equal((await browser.follow('/parents/')).status, 200, 'by the cookie of Apache');

    await (await visitor.visit('/deconnexion')).send({}, 'Se déconnecter');
    assert.equal(await tellLogouts(deps, logoutSenders), 1);
    const [told] = await deps.db.selectFrom('clientSession').select(['toldAt', 'lastAnswer']).execute();
    assert.notEqual(told?.toldAt, null, `${told?.lastAnswer} ${apache.log()}`);
    const again = await browser.follow('/parents/');
    assert.equal(
      new URL(again.headers.get('location') ?? '', here).pathname,
      '/oidc/authorize',
      'its session is over too',
    );

    const second = await (await comeIn()).send({ identifier: parent.identifier, password: parent.password });
    assert.equal((await browser.follow(second.url)).status, 200);
    const away = await browser.follow(`/parents/oidc?logout=${encodeURIComponent(`${here}/adieu`)}`);
    const end = new URL(away.headers.get('location') ?? '', here);
    assert.equal(end.pathname, '/oidc/logout');
    assert.equal((await visitor.visit(end.pathname + end.search)).url, `${here}/adieu`, 'signed out of everything');
    assert.equal((await visitor.visit('/accueil')).path, '/connexion');
  } finally {
    await apache.close();
    await behind.close();
    await app.close();
  }
});
