// The ten steps of domain.md in a real browser, by keyboard alone: on a telephone, on a computer, and without
// JavaScript. With FRATRIE_PICTURES=1 the pictures of the README are made on the way.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { createApp } from '../../src/app.js';
import { buildDemo, codeAt, type DemoStory } from '../../src/demo/build.js';
import { deliverMails } from '../../src/mail/sending.js';
import { launchChromium } from '../chromium.js';
import { makeDeps, type TestDeps } from '../harness.js';
import { readPdf } from '../pdf.js';
import { freePort } from '../postgres.js';
import { plain } from '../visitor.js';
import { openWalker, picturePath, type Walker, type WalkerOptions } from './walker.js';

const password = 'quatre mots bien choisis';
const mail = 'nadia.benali@example.org';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(async () => {
  await browser.close();
});

type Paper = { readonly identifier: string; readonly code: string; readonly birthDate: string; readonly child: string };

/** From the letter to the open account. */
async function activate(walker: Walker, paper: Paper, address?: string): Promise<void> {
  await walker.visit('/connexion');
  await walker.picture('sign-in-phone', false);
  await walker.press('C’est la première fois ?');
  await walker.stands('Le code de la lettre');
  await walker.type('Identifiant', paper.identifier);
  await walker.type('Code de la lettre', paper.code.toLowerCase().replaceAll('-', ''));
  await walker.press('Continuer');
  await walker.stands('C’est bien vous ?');
  await walker.picture('activation-phone');
  const [day = '', month = '', year = ''] = paper.birthDate.split('/');
  await walker.type('Jour', String(Number(day)));
  await walker.type('Mois', String(Number(month)));
  await walker.type('Année', year);
  await walker.press('Continuer');
  await walker.stands('C’est bien votre enfant ?');
  assert.match(await walker.words(), new RegExp(paper.child));
  await walker.press('Oui, c’est mon enfant');
  await walker.stands('Choisissez un mot de passe');
  await walker.type('Nouveau mot de passe', password);
  if (address !== undefined) await walker.type('Adresse mail', address);
  await walker.press('Ouvrir mon compte');
  await walker.stands('Votre compte est ouvert');
}

async function confirmMail(deps: TestDeps, walker: Walker): Promise<void> {
  await deliverMails(deps);
  const link = deps.sent.findLast(({ to }) => to === mail)?.text.match(/\/mail\/[\w-]+/)?.[0];
  await walker.visit(link ?? '');
  await walker.stands('Confirmer votre adresse mail');
  await walker.press('Confirmer mon adresse');
  await walker.stands('Adresse confirmée');
}

/** Step 1, with the slips that everybody makes: an empty form, then a wrong password. */
async function signIn(walker: Walker, { identifier }: Paper, { javaScript }: WalkerOptions): Promise<void> {
  await walker.visit('/mon-compte');
  await walker.press('Se déconnecter');
  await walker.stands('Se connecter');
  await walker.press('Se connecter');
  await walker.stands('Se connecter', true);
  assert.match(await walker.words(), /Il y a un problème Écrivez votre identifiant/);
  if (javaScript) {
    // The summary has the focus: its first link leads to the field.
    await walker.tabTo('Écrivez votre identifiant');
    await walker.page.keyboard.press('Enter');
    assert.equal(await walker.page.evaluate('document.activeElement.id'), 'identifier');
    await walker.page.keyboard.type(identifier);
  } else await walker.type('Identifiant', identifier);
  await walker.type('Mot de passe', 'pas celui de ce compte');
  await walker.enter();
  await walker.stands('Se connecter', true);
  assert.match(await walker.words(), /L’identifiant ou le mot de passe n’est pas bon/);
  assert.equal(await walker.page.locator('#identifier').inputValue(), identifier);
  await walker.type('Mot de passe', password);
  await walker.enter();
}

/** Steps 2 to 9: home, Téléservices, Mon compte, Enfants, the wizard, Enfants again. */
async function group(walker: Walker, kept: Paper, other: Paper): Promise<void> {
  const { page } = walker;
  await walker.stands('Services de vos enfants');
  await walker.press('Téléservices');
  await walker.stands('Téléservices');
  await walker.press('Mon compte');
  await walker.stands('Mon compte');
  await walker.press('Enfants');
  await walker.stands('Vos enfants');
  await walker.press('Ajouter un enfant');
  await walker.stands('Ajouter un enfant');
  await walker.type('Identifiant de l’autre compte', other.identifier);
  await walker.type('Code de la lettre, ou mot de passe', kept.code);
  await walker.enter();
  await walker.stands('Ajouter un enfant', true);
  await walker.type('Code de la lettre, ou mot de passe', other.code);
  await walker.press('Continuer');

  await walker.stands('Vérifiez les deux comptes');
  const accounts = (await page.locator('.account').allInnerTexts()).map(plain);
  assert.match(accounts[0] ?? '', new RegExp(`Vous gardez ${kept.identifier}.*${kept.child}`));
  assert.match(accounts[1] ?? '', new RegExp(`${other.identifier} va fermer.*${other.child}`));
  await walker.picture('grouping-check-phone');
  await walker.picture('grouping-check-desktop');
  await page.emulateMedia({ forcedColors: 'active' });
  const edges = "[...document.querySelectorAll('.account')].map((one) => getComputedStyle(one).borderBlockStartStyle)";
  assert.deepEqual(await page.evaluate(edges), ['solid', 'dashed'], 'kept and closing differ without colours');
  await page.emulateMedia({ forcedColors: 'none' });
  await walker.press('Oui, mettre ensemble');

  await walker.stands('C’est fait');
  await walker.picture('grouping-done-phone');
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['.top', '.side', 'footer'])
    assert.equal(await page.locator(hidden).first().isVisible(), false, `${hidden} is not printed`);
  const printed = (await readPdf(await page.pdf({ format: 'A4' }))).pages;
  assert.equal(printed.length, 1, 'the receipt takes one sheet');
  assert.match(plain(printed[0]?.text ?? ''), new RegExp(`${kept.identifier}.*Référence G-`));
  await page.emulateMedia({ media: 'screen' });
  await walker.press('Enfants');
  await walker.stands('Vos enfants');
  assert.match(await walker.words(), new RegExp(`2 enfants dans votre compte.*${kept.child}.*${other.child}`));
  await walker.picture('children-phone');
  await walker.press('Accueil');
  await walker.stands('Services de vos enfants');
  await walker.picture('home-desktop');
}

/** Step 10: the desk takes the child of its school out; answers the letter that it prints. */
async function breakGrouping(
  walker: Walker,
  deps: TestDeps,
  { staff }: DemoStory,
): Promise<Omit<Paper, 'birthDate' | 'child'>> {
  await walker.visit('/ecole');
  await walker.stands('Espace de l’école');
  await walker.type('Adresse mail', staff.mail);
  await walker.type('Mot de passe', staff.password);
  await walker.type('Code de sécurité', codeAt(staff.scan, deps.now()));
  await walker.press('Se connecter');
  await walker.stands('Aujourd’hui');
  await walker.picture('desk-today');
  await walker.openMenu();
  await walker.press('Comptes');
  await walker.stands('Comptes des parents');
  await walker.picture('desk-accounts', false);
  await walker.type('Nom ou identifiant', 'benali');
  await walker.enter();
  await walker.press('BENALI Nadia');
  await walker.stands('BENALI Nadia');
  await walker.press('Casser un regroupement');
  await walker.stands('Casser un regroupement');
  await walker.choose('Le parent le demande');
  await walker.type('Expliquez', 'Mme Benali est venue avec sa pièce d’identité.');
  await walker.picture('desk-break');
  await walker.press('Séparer et préparer la lettre');
  await walker.stands('Le nouveau compte est prêt');
  const file = await walker.download('Télécharger la lettre (PDF)');
  const [sheet] = (await readPdf(await readFile(await file.path()))).pages;
  const picture = picturePath('letter');
  if (sheet !== undefined && picture !== undefined) await writeFile(picture, await sheet.picture(96));
  const paper = sheet?.text ?? '';
  const identifier = /n\.benali \d{4,6}/.exec(paper)?.[0] ?? '';
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(paper)?.[0] ?? '';
  return { identifier, code };
}

const walks = [
  { name: 'on a telephone', width: 360, height: 640, javaScript: true },
  { name: 'on a computer', width: 1280, height: 800, javaScript: true },
  { name: 'on a telephone without JavaScript', width: 360, height: 640, javaScript: false },
];

for (const { name, ...view } of walks)
  test(`the ten steps by keyboard alone, ${name}`, async (t) => {
    const port = await freePort();
    const site = `http://127.0.0.1:${port}`;
    const deps = await makeDeps({ settings: { FRATRIE_URL: site } });
    const folder = mkdtempSync(join(tmpdir(), 'fratrie-demo-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const story = await buildDemo(deps, folder, () => undefined);
    const app = await createApp(deps);
    await app.listen({ host: '127.0.0.1', port });
    t.after(() => app.close());
    const [kept, other] = story.letters;
    assert.ok(kept && other);

    const options = { site, ...view };
    const walker = await openWalker(browser, options);
    await activate(walker, kept, mail);
    await confirmMail(deps, walker);
    await signIn(walker, kept, options);
    deps.clock.advance({ minutes: 3 });
    await group(walker, kept, other);

    deps.clock.advance({ minutes: 3 });
    const fresh = await breakGrouping(walker, deps, story);
    await walker.visit('/mon-compte/enfants');
    await walker.stands('Vos enfants');
    assert.match(await walker.words(), new RegExp(`1 enfant dans votre compte.*${other.child}`));
    await walker.press('Se déconnecter');
    await activate(walker, { ...kept, ...fresh });
    assert.match(await walker.words(), new RegExp(kept.child));
    await walker.close();
  });
