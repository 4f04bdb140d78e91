// A passkey in a real browser, whose authenticator is the browser's own virtual one: added and used by keyboard alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../../src/app.js';
import { launchChromium } from '../chromium.js';
import { makeDeps } from '../harness.js';
import { freePort } from '../postgres.js';
import { linkIn, runStaff } from '../secretary.js';
import { addParent, addSchool, jeanMoulin } from '../world.js';
import { openWalker } from './walker.js';

// Keys are made for names: no browser makes one for an address in figures.
const port = await freePort();
const site = `http://localhost:${port}`;

test('une clé d’accès se fait et ouvre le compte, au clavier', async () => {
  const deps = await makeDeps({ settings: { FRATRIE_URL: site } });
  const app = await createApp(deps);
  const nadia = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  await app.listen({ port, host: '127.0.0.1' });
  const browser = await launchChromium();
  try {
    const parent = await openWalker(browser, { site, width: 360, height: 640, javaScript: true });
    const devtools = await parent.page.context().newCDPSession(parent.page);
    await devtools.send('WebAuthn.enable');
    const options = {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    } as const;
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options });

    const signIn = async () => {
      await parent.visit('/connexion');
      await parent.type('Identifiant', nadia.identifier);
      await parent.type('Mot de passe', nadia.password);
      await parent.enter();
    };
    const signOut = async () => {
      await parent.page.context().clearCookies();
    };

    await signIn();
    await parent.visit('/mon-compte/securite');
    await parent.press('Ajouter une clé d’accès');
    await parent.stands('Ajouter une clé d’accès');
    await parent.tabTo('Nom de cette clé');
    await parent.page.keyboard.press('Control+A');
    await parent.page.keyboard.type('Téléphone de Nadia');
    await parent.press('Créer la clé d’accès');
    await parent.stands('Vos codes de secours');
    await parent.press('Je les ai notés');
    await parent.stands('Sécurité');
    assert.match(await parent.words(), /Clé d’accès Téléphone de Nadia.*Il reste 10 codes de secours/);

    await signOut();
    await signIn();
    await parent.stands('Votre deuxième sécurité');
    await parent.press('Utiliser ma clé d’accès');
    assert.equal(new URL(parent.page.url()).pathname, '/accueil');
    const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId });
    assert.deepEqual(
      credentials.map(({ signCount, userName }) => [signCount, userName]),
      [[2, nadia.identifier]],
    );
    const { signCount } = await deps.db.selectFrom('factor').select('signCount').executeTakeFirstOrThrow();
    assert.equal(signCount, 2, 'what the key counted is kept');

    // A copy of the key, which counts from an earlier day, opens nothing; the page says so.
    await devtools.send('WebAuthn.removeCredential', {
      authenticatorId,
      credentialId: credentials[0]?.credentialId ?? '',
    });
    const [key] = credentials;
    assert.ok(key);
    await devtools.send('WebAuthn.addCredential', { authenticatorId, credential: { ...key, signCount: 0 } });
    await signOut();
    await signIn();
    await parent.press('Utiliser ma clé d’accès');
    await parent.stands('Votre deuxième sécurité', true);
    assert.match(await parent.words(), /Cette clé d’accès n’est pas bonne/);

    // A telephone without the key: the browser finds none, the page stays and says what to do.
    await devtools.send('WebAuthn.clearCredentials', { authenticatorId });
    await parent.tabTo('Utiliser ma clé d’accès');
    await parent.page.keyboard.press('Enter');
    await parent.page.getByText('La clé n’a pas répondu').waitFor();
    await parent.close();

    const old = await openWalker(browser, { site, width: 360, height: 640, javaScript: false });
    await old.visit('/connexion');
    await old.type('Identifiant', nadia.identifier);
    await old.type('Mot de passe', nadia.password);
    await old.enter();
    await old.stands('Votre deuxième sécurité');
    assert.match(await old.words(), /Ce navigateur ne lit pas les clés d’accès\. Écrivez un code\./);
    assert.doesNotMatch(await old.words(), /Utiliser ma clé/);
    await old.close();
  } finally {
    await browser.close();
    await app.close();
  }
});

test('une direction prend une clé, entre avec elle, et la montre dans le formulaire d’un acte', async () => {
  const deps = await makeDeps({ settings: { FRATRIE_URL: site } });
  const app = await createApp(deps);
  await addSchool(deps, jeanMoulin);
  const said = await runStaff(deps, 'add', '--school', jeanMoulin, '--role', 'head', '--mail', 'paul@exemple.fr');
  await app.listen({ port, host: '127.0.0.1' });
  const browser = await launchChromium();
  try {
    const head = await openWalker(browser, { site, width: 1280, height: 800, javaScript: true });
    const devtools = await head.page.context().newCDPSession(head.page);
    await devtools.send('WebAuthn.enable');
    const options = {
      protocol: 'ctap2',
      transport: 'internal',
      hasUserVerification: true,
      isUserVerified: true,
    } as const;
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options });

    await head.visit(linkIn(said));
    await head.press('Prenez plutôt une clé d’accès');
    // Without a password no key is made.
    await head.press('Créer mon accès');
    await head.stands('Créer votre accès', true);
    assert.equal((await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length, 0);
    await head.type('Mot de passe', 'un bureau plein de dossiers');
    await head.press('Créer mon accès');
    await head.stands('Mon accès');
    assert.match(await head.words(), /Écrivez maintenant vos codes de secours/);

    await head.page.context().clearCookies();
    await head.visit('/ecole/connexion');
    await head.type('Adresse mail', 'paul@exemple.fr');
    await head.type('Mot de passe', 'un bureau plein de dossiers');
    await head.enter();
    await head.stands('Votre deuxième sécurité');
    await head.press('Utiliser ma clé d’accès');
    assert.equal(new URL(head.page.url()).pathname, '/ecole');

    // Six minutes later the form of an act asks again, and loses nothing.
    deps.clock.advance({ minutes: 6 });
    await head.visit('/ecole/equipe');
    await head.type('Adresse mail', 'sophie.lopez@exemple.fr');
    await head.type('Prénom et nom', 'Sophie Lopez');
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    // Past the date, whose parts are stops of their own.
    await head.page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).focus();
    await head.page.keyboard.press('Enter');
    await head.page.getByText('La clé n’a pas répondu').waitFor();
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
    await head.page.keyboard.press('Enter');
    await head.page.getByText('Votre clé est reconnue').waitFor();
    await head.press('Ajouter');
    assert.match(await head.words(), /Sophie Lopez/);
    assert.ok(
      await deps.db.selectFrom('staff').select('id').where('mail', '=', 'sophie.lopez@exemple.fr').executeTakeFirst(),
    );
    await head.close();
  } finally {
    await browser.close();
    await app.close();
  }
});
