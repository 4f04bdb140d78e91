// A request in a real browser, by keyboard alone: the parent on a telephone without JavaScript, the school at a computer;
// each page sound (axe, one h1, no scroll sideways).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { twoNames } from '../asked.js';
import { launchChromium } from '../chromium.js';
import { makeDeps } from '../harness.js';
import { freePort } from '../postgres.js';
import { openSecretary } from '../secretary.js';
import { plain } from '../visitor.js';
import { louiseMichel } from '../world.js';
import { openWalker } from './walker.js';

const port = await freePort();
const site = `http://127.0.0.1:${port}`;

test('une demande, du formulaire au reçu, au clavier', async () => {
  const deps = await makeDeps({ settings: { FRATRIE_URL: site } });
  const { app, kept, other } = await twoNames(deps);
  const { mail, password, authenticator } = await openSecretary(deps, app, louiseMichel);
  await app.listen({ port, host: '127.0.0.1' });
  const browser = await launchChromium();
  try {
    const parent = await openWalker(browser, { site, width: 360, height: 640, javaScript: false });
    const desk = await openWalker(browser, { site, width: 1280, height: 800, javaScript: true });
    await parent.visit('/mon-compte/regrouper');
    await parent.type('Identifiant', kept.identifier);
    await parent.type('Mot de passe', kept.password);
    await parent.enter();
    await parent.stands('Ajouter un enfant');
    await parent.type('Identifiant de l’autre compte', other.identifier);
    await parent.type('Code de la lettre, ou mot de passe', other.password);
    await parent.press('Continuer');
    await parent.stands('Votre demande est en cours');
    const reference = /D-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await parent.words())?.[0] ?? '';
    assert.notEqual(reference, '');

    await desk.visit('/ecole/connexion');
    await desk.type('Adresse mail', mail);
    await desk.type('Mot de passe', password);
    await desk.type('Code de sécurité', authenticator.next());
    await desk.enter();
    await desk.stands('Aujourd’hui');
    await desk.press('1Demande à décider');
    await desk.stands('Demandes');
    await desk.press('BENALI Nadège');
    await desk.stands(`Demande ${reference}`);
    deps.clock.advance({ minutes: 6 });
    await desk.visit(`/ecole/demandes/${reference}`);
    await desk.choose('C’est la même personne');
    await desk.type('Expliquez en une phrase', 'Pièce d’identité vue.');
    await desk.type('Code de sécurité', authenticator.next());
    await desk.press('Envoyer la réponse');
    await desk.stands(`Demande ${reference}`);
    assert.match(await desk.words(), /Votre école a accepté/);

    await parent.press('Mon compte');
    await parent.stands('Mon compte');
    await parent.press('Demandes');
    await parent.stands('Mes demandes');
    await parent.press(`Voir la demande ${reference}`);
    await parent.stands('Votre demande est acceptée');
    await parent.press('Voir les deux comptes');
    await parent.stands('Votre mot de passe encore');
    await parent.type('Mot de passe', kept.password);
    await parent.enter();
    await parent.stands('Vérifiez les deux comptes');
    const accounts = (await parent.page.locator('.account').allInnerTexts()).map(plain);
    assert.match(accounts.join(' '), /Yanis.*Lina/);
    await parent.press('Oui, mettre ensemble');
    await parent.stands('C’est fait');
    await parent.visit(`/mon-compte/demandes/${reference}`);
    await parent.stands('Les deux comptes sont ensemble');
    for (const walker of [parent, desk]) await walker.close();
  } finally {
    await browser.close();
    await app.close();
  }
});
