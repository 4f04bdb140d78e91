// A September from an empty school to the last broken grouping, in a real browser and by keyboard: an operator, a head, a
// secretary and two parents, each page sound. Nobody touches a terminal.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createApp } from '../../src/app.js';
import { deliverMails } from '../../src/mail/sending.js';
import { launchChromium } from '../chromium.js';
import { makeDeps } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { freePort } from '../postgres.js';
import {
  activate,
  ask,
  fetchLetters,
  lettersOf,
  loadRegister,
  openCard,
  openFirst,
  openSchool,
  type Paper,
  separate,
} from './september.js';

const port = await freePort();
const site = `http://127.0.0.1:${port}`;
const mail = 'leila.haddad@exemple.fr';

test('une rentrée, de l’école vide au dernier regroupement cassé', async () => {
  const deps = await makeDeps({ settings: { FRATRIE_URL: site } });
  const app = await createApp(deps);
  await app.listen({ port, host: '127.0.0.1' });
  const browser = await launchChromium();
  try {
    const { desk, next, parent, other } = await openSchool(deps, browser, app);
    await loadRegister(deps, desk);
    const letters = new Map([...(await lettersOf(deps, desk, '6A')), ...(await lettersOf(deps, desk, '4B'))]);
    const paper = (who: string): Paper => letters.get(who) ?? assert.fail(`${who}: ${[...letters.keys()].join()}`);
    await desk.press('Doublons');
    await desk.stands('Doublons de mon fichier');
    await desk.press('Même personne');
    assert.match(await desk.words(), /Même personne, deux comptes/);

    await activate(parent, paper('Leïla HADDAD'), mail);
    await deliverMails(deps);
    await parent.visit(deps.sent.find(({ to }) => to === mail)?.text.match(/\/mail\/[\w-]+/)?.[0] ?? '');
    await parent.press('Confirmer mon adresse');
    await parent.stands('Adresse confirmée');
    // The second letter is lost: the desk makes another.
    await openCard(desk, paper('Leila HADDAD').identifier);
    await desk.press('Nouvelle lettre');
    await desk.stands('Nouvelle lettre');
    await desk.press('Faire la lettre');
    await desk.stands('La lettre est prête');
    const found = await fetchLetters(desk, 'Télécharger la lettre (PDF)');
    await ask(parent, found.get('Leila HADDAD') ?? paper('Leila HADDAD'));
    await parent.stands('Vérifiez les deux comptes');
    await parent.press('Oui, mettre ensemble');
    await parent.stands('C’est fait');

    await activate(other, paper('Oksana SHEVTCHENKO'));
    await ask(other, paper('Oksana CHEVTCHENKO'));
    await other.stands('Votre demande est en cours');
    const reference = /D-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await other.words())?.[0] ?? '';
    await desk.visit('/ecole');
    await desk.press('1Demande à décider');
    await desk.stands('Demandes');
    await openFirst(desk);
    await desk.stands(`Demande ${reference}`);
    await desk.choose('C’est la même personne');
    await desk.type('Expliquez en une phrase', 'Pièce d’identité vue.');
    await desk.press('Envoyer la réponse');
    await desk.stands(`Demande ${reference}`);
    await other.visit(`/mon-compte/demandes/${reference}`);
    await other.press('Voir les deux comptes');
    await other.press('Oui, mettre ensemble');
    await other.stands('C’est fait');

    await openCard(desk, paper('Élodie GARNIER').identifier);
    await desk.press('Suspendre l’accès');
    await desk.stands('Suspendre l’accès');
    await desk.type('Pourquoi suspendez-vous', 'Un doute sur la personne.');
    await desk.press('Suspendre l’accès');
    await desk.stands('GARNIER Élodie');
    assert.match(await desk.words(), /Rétablir l’accès/);
    await openCard(desk, paper('Sophie PETIT').identifier);
    await desk.press('Protéger une fiche');
    await desk.stands('Protection');
    await desk.choose('Sophie PETIT');
    await desk.choose('Adresse confidentielle');
    await desk.type('Expliquez', 'Demande écrite du 14 septembre.');
    await desk.press('Protéger la fiche');
    assert.match(await desk.words(), /Protégé : Sophie PETIT/);

    await openCard(desk, paper('Leïla HADDAD').identifier);
    await desk.press('Casser un regroupement');
    await desk.tabTo('Samia HADDAD');
    await desk.page.keyboard.press('Space');
    await desk.press('Voir le résultat');
    await desk.stands('Casser un regroupement');
    await separate(desk, 'La pièce d’identité est celle d’une autre personne.');
    await parent.visit('/accueil');
    await parent.stands('Services de vos enfants');
    assert.match(await parent.words(), /Collège Hélène-Boucher a fait un autre compte pour ses élèves/);
    // The last one, six minutes later: the code is asked again.
    deps.clock.advance({ minutes: 6 });
    await openCard(desk, paper('Oksana SHEVTCHENKO').identifier);
    await desk.press('Défaire ce regroupement');
    await desk.stands('Défaire un regroupement');
    await separate(desk, 'Deux personnes, deux pièces d’identité.', next());

    await desk.press('Journal');
    await desk.stands('Journal');
    const told = await desk.words();
    for (const act of ['Regroupement cassé', 'Accès suspendu', 'Lettres faites', 'Fiche protégée'])
      assert.ok(told.includes(act), `${act}: ${told}`);
    await desk.press('Statistiques');
    await desk.stands('Statistiques');
    await desk.visit('/ecole/comptes/export');
    await desk.stands('Prendre la liste dans un tableur');
    const list = await readFile(await (await desk.download('Télécharger le fichier')).path(), 'utf8');
    assert.match(list, /GARNIER/);
    await assertInvariants(deps);
    for (const walker of [desk, parent, other]) await walker.close();
  } finally {
    await browser.close();
    await app.close();
  }
});
