// mod_auth_cas, as Debian ships it and docs/sign-in-for-others.md configures it, signs a parent in and hears of his sign-out.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { createApp } from '../src/app.js';
import { tellLogouts } from '../src/sso/logout-actions.js';
import { logoutSenders } from '../src/sso/logout-senders.js';
import { configurationOf, missingApache, openApache, openBrowser, placeForApache } from './apache.js';
import { addClient } from './clients.js';
import { makeDeps } from './harness.js';
import { openListener } from './listener.js';
import { freePort } from './postgres.js';
import { openVisitor } from './visitor.js';
import { addParent, jeanMoulin } from './world.js';

const skip = missingApache('auth_cas') ?? false;

test('mod_auth_cas signs a parent in, gets his attributes, and forgets him at his sign-out', { skip }, async () => {
  const port = await freePort();
  const deps = await makeDeps({ settings: { PORT: String(port) }, now: new Date().toISOString() });
  const [app, behind, place] = [await createApp(deps), await openListener(), await placeForApache()];
  const here = `http://127.0.0.1:${place.port}`;
  await app.listen({ host: '127.0.0.1', port });
  mkdirSync(`${place.folder}/cas`);
  chmodSync(`${place.folder}/cas`, 0o777);
  const configuration = configurationOf('mod_auth_cas', {
    'https://fratrie.exemple.fr': deps.config.publicUrl,
    '/var/cache/apache2/mod_auth_cas/': `${place.folder}/cas/`,
  });
  const apache = await openApache(place, 'auth_cas', `${configuration}\nProxyPass /parents ${behind.origin}/parents`);
  try {
    await addClient(
      deps,
      'cas',
      { service: `${here}/parents/*`, logout: true },
      { claims: ['family_name', 'FrEduVecteur'] },
    );
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    const [browser, visitor] = [openBrowser(here), openVisitor(app, { mayLeave: true, origin: deps.config.publicUrl })];
    const sent = await browser.follow('/parents/notes?page=2&mot=%C3%A9t%C3%A9');
    const login = new URL(sent.headers.get('location') ?? '');
    assert.equal(login.origin, deps.config.publicUrl, apache.log());
    const page = await visitor.visit(login.pathname + login.search);
    const back = await page.send({ identifier: parent.identifier, password: parent.password });
    const shown = await browser.follow(back.url);
    assert.equal(shown.status, 200, apache.log());
    const asked = behind.posted.at(-1);
    assert.match(asked?.path ?? '', /^\/parents\/notes\?page=2&mot=%C3%A9t%C3%A9$/);
    assert.match(String(asked?.headers['cas-user']), /^[\w-]{22}$/);
    assert.equal(asked?.headers['cas-family_name'], 'BENALI', JSON.stringify(asked?.headers));
    assert.match(String(asked?.headers['cas-freduvecteur']), /^2\|BENALI\|Nadia\|p\d+\|0330001X$/);
    assert.equal((await browser.follow('/parents/')).status, 200, 'by the cookie of Apache');
    await (await visitor.visit('/deconnexion')).send({}, 'Se déconnecter');
    assert.equal(await tellLogouts(deps, logoutSenders), 1);
    const [told] = await deps.db.selectFrom('clientSession').select('toldAt').execute();
    assert.notEqual(told?.toldAt, null);
    const again = await browser.follow('/parents/');
    assert.equal(new URL(again.headers.get('location') ?? '').pathname, '/cas/login', 'its session is over too');
  } finally {
    await apache.close();
    await behind.close();
    await app.close();
  }
});
