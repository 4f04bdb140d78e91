// mod_auth_mellon, as Debian ships it and docs/sign-in-for-others.md configures it: its own metadata are registered by the
// command, a parent signs in, and is signed out from either side.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'node-html-parser';
import { createApp } from '../src/app.js';
import { runCommand } from '../src/commands.js';
import { tellLogouts } from '../src/sso/logout-actions.js';
import { logoutSenders } from '../src/sso/logout-senders.js';
import { configurationOf, missingApache, openApache, openBrowser, placeForApache } from './apache.js';
import { makeDeps, type TestDeps } from './harness.js';
import { openListener } from './listener.js';
import { freePort } from './postgres.js';
import { openVisitor, type Page } from './visitor.js';
import { addParent, jeanMoulin } from './world.js';

const skip = missingApache('auth_mellon') ?? false;

/** The files that the module's own tool makes, under the names of the docs. */
function makeMetadata(folder: string, here: string): void {
  const made = spawnSync('mellon_create_metadata', [`${here}/parents`, `${here}/mellon`], {
    cwd: folder,
    encoding: 'utf8',
  });
  assert.equal(made.status, 0, made.stderr);
  for (const name of readdirSync(folder).filter((one) => /\.(key|cert|xml)$/.test(one))) {
    const to = join(folder, `application${name.slice(name.lastIndexOf('.'))}`);
    renameSync(join(folder, name), to);
    chmodSync(to, 0o644);
  }
  const metadata = readFileSync(join(folder, 'application.xml'), 'utf8');
  const added = [
    `<SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="${here}/mellon/logout"/>`,
    '<NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</NameIDFormat>',
    '<AssertionConsumerService',
  ];
  writeFileSync(join(folder, 'application.xml'), metadata.replace('<AssertionConsumerService', added.join('')));
}

async function register(deps: TestDeps, folder: string): Promise<void> {
  const line = JSON.stringify({
    protocol: 'saml',
    name: 'Les notes',
    metadata_file: 'application.xml',
    claims: ['family_name', 'FrEduVecteur'],
  });
  const told: string[] = [];
  const say = (text: string) => void told.push(text);
  const code = await runCommand(deps, ['service', 'add'], { out: say, err: say, cwd: folder, line });
  assert.equal(code, 0, told.join(''));
}

/** What the carried page posts by itself. */
function carriedBy(page: Page): { readonly to: string; readonly fields: Record<string, string> } {
  const form = parse(page.html).querySelector('form[data-carried]');
  assert.ok(form, page.words);
  const inputs = form.querySelectorAll('input');
  return {
    to: form.getAttribute('action') ?? '',
    fields: Object.fromEntries(inputs.map((one) => [one.getAttribute('name') ?? '', one.getAttribute('value') ?? ''])),
  };
}

test('mod_auth_mellon signs a parent in, gets his attributes, and both can sign him out', { skip }, async () => {
  const port = await freePort();
  const deps = await makeDeps({ settings: { PORT: String(port) }, now: new Date().toISOString() });
  const [app, behind, place] = [await createApp(deps), await openListener(), await placeForApache()];
  const here = `http://127.0.0.1:${place.port}`;
  await app.listen({ host: '127.0.0.1', port });
  makeMetadata(place.folder, here);
  writeFileSync(join(place.folder, 'fratrie.xml'), (await app.inject({ url: '/saml/metadata' })).body);
  const configuration = configurationOf('mod_auth_mellon', {
    '/etc/apache2/saml/': `${place.folder}/`,
    'MellonSecureCookie     On': 'MellonSecureCookie     Off',
  });
  const apache = await openApache(
    place,
    'auth_mellon',
    `${configuration}\nProxyPass /parents ${behind.origin}/parents`,
  );
  try {
    await register(deps, place.folder);
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    const [browser, visitor] = [openBrowser(here), openVisitor(app, { mayLeave: true, origin: deps.config.publicUrl })];
    const enter = async () => {
      const sent = new URL((await browser.follow('/parents/notes?a=b')).headers.get('location') ?? here);
      assert.equal(sent.pathname, '/saml/sso', apache.log());
      const page = await visitor.visit(sent.pathname + sent.search);
      const carrying =
        page.path === '/connexion'
          ? await page.send({ identifier: parent.identifier, password: parent.password })
          : page;
      const { to, fields } = carriedBy(carrying);
      const shown = await browser.follow(to, fields);
      assert.equal(shown.status, 200, apache.log());
      return behind.posted.at(-1);
    };
    const asked = await enter();
    assert.equal(asked?.path, '/parents/notes?a=b');
    assert.match(String(asked?.headers['saml-user']), /^[\w-]{22}$/);
    assert.match(String(asked?.headers['saml-freduvecteur']), /^2\|BENALI\|Nadia\|p\d+\|0330001X$/);
    // Signed out here: the application is told without a browser.
    await (await visitor.visit('/deconnexion')).send({}, 'Se déconnecter');
    await tellLogouts(deps, logoutSenders);
    const [told] = await deps.db.selectFrom('clientSession').select(['toldAt', 'lastAnswer']).execute();
    assert.equal(told?.lastAnswer, '200', apache.log());
    assert.equal((await browser.follow('/parents/')).status, 303, 'its session is over');
    // Signed out there: the parent comes back to the application, and is signed out here.
    await enter();
    const out = await browser.follow(`/mellon/logout?ReturnTo=${encodeURIComponent(`${here}/fin`)}`);
    const asks = new URL(out.headers.get('location') ?? here);
    assert.equal(asks.pathname, '/saml/slo', apache.log());
    const back = await visitor.visit(asks.pathname + asks.search);
    const last = await browser.follow(back.url);
    assert.equal(new URL(last.url).pathname, '/fin', apache.log());
    assert.equal((await visitor.visit('/accueil')).path, '/connexion');
    assert.equal(await tellLogouts(deps, logoutSenders), 0, 'it knows');
  } finally {
    await apache.close();
    await behind.close();
    await app.close();
  }
});
