// The import of a register in a real browser, by keyboard: with the script, which shows how far it is, and without.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../../src/app.js';
import { drainUploads } from '../../src/uploads/work.js';
import { launchChromium } from '../chromium.js';
import { makeDeps } from '../harness.js';
import { freePort } from '../postgres.js';
import { guardiansFile, guardianXml, linkXml, pupilsFile, pupilXml } from '../roster-files.js';
import { openSecretary } from '../secretary.js';
import { jeanMoulin } from '../world.js';
import { openWalker } from './walker.js';

const port = await freePort();
const site = `http://127.0.0.1:${port}`;
const xml = (name: string, content: Uint8Array | string) => ({
  name,
  mimeType: 'application/xml',
  buffer: Buffer.from(content),
});

test('un secrétariat charge sa base au clavier, avec JavaScript et sans', async () => {
  const deps = await makeDeps({ settings: { FRATRIE_URL: site } });
  const app = await createApp(deps);
  const { mail, password, authenticator } = await openSecretary(deps, app, jeanMoulin);
  await app.listen({ port, host: '127.0.0.1' });
  const browser = await launchChromium();
  try {
    for (const [javaScript, child] of [
      [true, 'Yanis'],
      [false, 'Lina'],
    ] as const) {
      const desk = await openWalker(browser, { site, width: javaScript ? 1280 : 360, height: 800, javaScript });
      await desk.visit('/ecole/connexion');
      await desk.type('Adresse mail', mail);
      await desk.type('Mot de passe', password);
      await desk.type('Code de sécurité', authenticator.next());
      await desk.enter();
      await desk.visit('/ecole/imports');
      await desk.stands('Imports');
      await desk.press('Envoyer et vérifier');
      await desk.stands('Imports', true);
      await desk.page.setInputFiles('input[type=file]', [
        xml('Eleves.xml', pupilsFile([pupilXml(1, { PRENOM: child })])),
        xml('Responsables.xml', guardiansFile([guardianXml(71)], [linkXml(1, 71)])),
      ]);
      await desk.press('Envoyer et vérifier');
      await drainUploads(deps);
      await desk.visit(new URL(desk.page.url()).pathname);
      await desk.stands('Vérifier l’import');
      await desk.press('Appliquer l’import');
      await drainUploads(deps);
      await desk.visit(new URL(desk.page.url()).pathname);
      await desk.stands('Import fait');
      await desk.close();
    }
    const [pupil] = await deps.db.selectFrom('pupilRecord').select('firstName').execute();
    assert.equal(pupil?.firstName, 'Lina');
  } finally {
    await browser.close();
    await app.close();
  }
});
