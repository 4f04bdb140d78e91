// The ten steps through the ENT of the demo, in a real browser: from another origin to the portal's forms and back, under
// the policy that is shipped, with JavaScript and without.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { createApp } from '../../src/app.js';
import { openDemoApplications } from '../../src/demo/connecting.js';
import { demoCatalogue } from '../../src/demo/services.js';
import type { CivilDate } from '../../src/kernel/civil-date.js';
import { importCatalogue, openService } from '../../src/services/actions.js';
import { startTelling } from '../../src/telling.js';
import { launchChromium } from '../chromium.js';
import { makeDeps } from '../harness.js';
import { atPresent } from '../oidc-client.js';
import { freePort } from '../postgres.js';
import { plain } from '../visitor.js';
import { addParent, jeanMoulin, louiseMichel } from '../world.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(async () => {
  await browser.close();
});

const words = async (page: Page) => plain(await page.locator('body').ariaSnapshot());
const press = async (page: Page, name: string) =>
  await page.getByRole('link', { name }).or(page.getByRole('button', { name })).first().click();

for (const javaScriptEnabled of [true, false])
  test(`les dix pas par l’ENT ${javaScriptEnabled ? 'avec' : 'sans'} JavaScript`, async () => {
    const port = await freePort();
    const deps = await makeDeps({ ...atPresent(), settings: { PORT: String(port) } });
    await importCatalogue(deps, demoCatalogue);
    const app = await createApp(deps);
    await app.listen({ host: '127.0.0.1', port });
    const applications = await openDemoApplications(deps);
    const telling = startTelling(deps);
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 360, height: 640 } });
    try {
      const kept = await addParent(deps, jeanMoulin, 'Yanis');
      const closing = await addParent(deps, louiseMichel, 'Lina');
      const days = { opensOn: '2020-01-01' as CivilDate, closesOn: null, dueOn: null };
      assert.ok((await openService(deps, { slug: 'paiement', schoolUai: jeanMoulin, ...days })).ok);
      const page = await context.newPage();
      const refused: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') refused.push(message.text());
      });
      await page.goto(applications.address);
      await press(page, 'Se connecter avec Fratrie');
      assert.equal(new URL(page.url()).origin, deps.config.publicUrl);
      await page.getByLabel('Identifiant', { exact: true }).fill(kept.identifier);
      await page.getByLabel('Mot de passe', { exact: true }).fill('pas celui de ce compte');
      await press(page, 'Se connecter');
      await page.getByLabel('Mot de passe', { exact: true }).fill(kept.password);
      await page.getByRole('button', { name: 'Se connecter' }).click();
      await page.waitForURL(`${applications.address}/`);
      const before = await words(page);
      const subject = /sous le nom (\S+)/.exec(before)?.[1];
      assert.ok(subject, before);

      await press(page, 'Téléservices');
      assert.match(page.url(), /\/teleservices$/, 'no second password');
      await page.goto(`${deps.config.publicUrl}/mon-compte/enfants`);
      await press(page, 'Ajouter un enfant');
      await page.getByLabel('Identifiant de l’autre compte').fill(closing.identifier);
      await page.getByLabel('Code de la lettre, ou mot de passe').fill(closing.password);
      await press(page, 'Continuer');
      await press(page, 'Oui, mettre ensemble');
      assert.match(await words(page), /C’est fait/);

      await page.goto(applications.address);
      for (let reloads = 0; reloads < 50 && !/devenus un seul/.test(await words(page)); reloads += 1) {
        await page.waitForTimeout(200);
        await page.reload();
      }
      const after = await words(page);
      assert.match(after, /Lina.*Yanis.*Deux comptes sont devenus un seul/);
      assert.equal(/sous le nom (\S+)/.exec(after)?.[1], subject);
      await press(page, 'Paiement');
      assert.match(page.url(), /\/paiement\/$/, 'known there without a page in between');
      await press(page, 'Se déconnecter');
      await page.goto(`${deps.config.publicUrl}/accueil`);
      assert.match(page.url(), /\/connexion/);
      assert.deepEqual(
        refused.filter((text) => /Content Security Policy/.test(text)),
        [],
      );
    } finally {
      await context.close();
      await telling.close();
      await applications.close();
      await app.close();
    }
  });

test('un formulaire dont la page ne nomme pas le site de l’application n’y arrive pas', async () => {
  const port = await freePort();
  const deps = await makeDeps({ ...atPresent(), settings: { PORT: String(port) } });
  await importCatalogue(deps, demoCatalogue);
  const app = await createApp(deps);
  // What the portal would be without the exception for this one page.
  app.addHook('onSend', async (_, reply) => {
    const policy = String(reply.getHeader('content-security-policy') ?? '');
    reply.header('content-security-policy', policy.replace(/form-action 'self' [^;]+/, "form-action 'self'"));
  });
  await app.listen({ host: '127.0.0.1', port });
  const applications = await openDemoApplications(deps);
  try {
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    const page = await browser.newPage();
    const blocked = page.waitForEvent('console', (message) => /form-action/.test(message.text()));
    await page.goto(`${applications.address}/entrer`);
    await page.getByLabel('Identifiant', { exact: true }).fill(parent.identifier);
    await page.getByLabel('Mot de passe', { exact: true }).fill(parent.password);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await blocked;
    await page.close();
  } finally {
    await applications.close();
    await app.close();
  }
});
