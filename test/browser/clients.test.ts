// From a service on another origin and back, in a real browser, under the shipped policy: a CAS ticket by redirect, a CAS
// ticket and a SAML response by a form that leaves by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../../src/app.js';
import { launchChromium } from '../chromium.js';
import { addClient } from '../clients.js';
import { makeDeps } from '../harness.js';
import { openListener } from '../listener.js';
import { freePort } from '../postgres.js';
import { addProvider, authnRequest, byRedirect } from '../service-provider.js';
import { addParent, jeanMoulin } from '../world.js';
import { openWalker } from './walker.js';

const port = await freePort();
const site = `http://127.0.0.1:${port}`;

test('un parent entre dans un service CAS et dans un service SAML d’un autre site', async () => {
  const deps = await makeDeps({ settings: { PORT: String(port) } });
  const [app, service] = [await createApp(deps), await openListener()];
  service.answer = () => ({ status: 200, body: '<!doctype html><title>Service</title><h1>Le service</h1>' });
  await app.listen({ port, host: '127.0.0.1' });
  const nadia = await addParent(deps, jeanMoulin, 'Yanis');
  await addClient(deps, 'cas', { service: `${service.origin}/*`, logout: true });
  await addProvider(deps, {
    assertionConsumers: [{ index: 0, location: `${service.origin}/acs`, isDefault: true }],
  });
  const browser = await launchChromium();
  try {
    const parent = await openWalker(browser, { site, width: 360, height: 640, javaScript: true });
    const said: string[] = [];
    parent.page.on('console', (message) => {
      if (message.type() === 'error' && !/favicon/.test(message.text())) said.push(message.text());
    });
    const arrived = async (path: string) => {
      await parent.page.waitForURL(`${service.origin}${path}`);
      return service.posted.filter((one) => !one.path.includes('favicon')).at(-1);
    };
    const cas = (path: string, more = '') => `/cas/login?service=${encodeURIComponent(service.origin + path)}${more}`;
    await parent.visit(cas('/notes?a=b'));
    await parent.type('Identifiant', nadia.identifier);
    await parent.type('Mot de passe', nadia.password);
    await parent.enter();
    assert.match((await arrived('/notes?a=b&ticket=**'))?.path ?? '', /ticket=ST-[0-9a-f]{48}$/);
    await parent.page.goto(site + cas('/poste', '&method=POST'), { waitUntil: 'commit' });
    assert.match((await arrived('/poste'))?.body ?? '', /^ticket=ST-/);
    const request = authnRequest(deps, { destination: `${site}/saml/sso` });
    await parent.page.goto(site + byRedirect('/saml/sso', request, undefined, 'retour'), { waitUntil: 'commit' });
    const response = new URLSearchParams((await arrived('/acs'))?.body);
    assert.equal(response.get('RelayState'), 'retour');
    assert.match(Buffer.from(response.get('SAMLResponse') ?? '', 'base64').toString(), /<saml:Assertion /);
    assert.deepEqual(said, []);
  } finally {
    await browser.close();
    await app.close();
    await service.close();
  }
});
