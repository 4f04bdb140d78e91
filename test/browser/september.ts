// The persons of a September and what each does at his browser: the operator, the head, the secretary, two parents.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { Secret, TOTP } from 'otpauth';
import type { Browser } from 'playwright-core';
import { drainBatches } from '../../src/batches/work.js';
import { drainUploads } from '../../src/uploads/work.js';
import type { TestDeps } from '../harness.js';
import { readPdf } from '../pdf.js';
import { guardiansFile, guardianXml, linkXml, pupilsFile, pupilXml } from '../roster-files.js';
import { openSecretary } from '../secretary.js';
import { openWalker, type Walker } from './walker.js';

const uai = '0330042S';
const password = 'un préau plein de vélos';

/** Pupil, his parent, his class. The two Leila are one person; Oksana is written in two ways. */
const families = [
  { pupil: 'Adam', family: 'HADDAD', parent: 'Leïla', division: '6A' },
  { pupil: 'Emma', family: 'PETIT', parent: 'Sophie', division: '6A' },
  { pupil: 'Samia', family: 'HADDAD', parent: 'Leila', division: '4B' },
  { pupil: 'Daryna', family: 'SHEVTCHENKO', parent: 'Oksana', division: '4B' },
  { pupil: 'Taras', family: 'CHEVTCHENKO', parent: 'Oksana', division: '4B' },
  { pupil: 'Léo', family: 'GARNIER', parent: 'Élodie', division: '4B' },
] as const;

function register() {
  const pupils = families.map(({ pupil, family }, at) => pupilXml(at + 1, { PRENOM: pupil, NOM_DE_FAMILLE: family }));
  const guardians = families.map(({ parent, family }, at) =>
    guardianXml(at + 71, { PRENOM: parent, NOM_DE_FAMILLE: family, TEL_PORTABLE: `06 39 98 20 0${at}` }),
  );
  const links = families.map((_, at) => linkXml(at + 1, at + 71));
  const classes = families.map(
    ({ division }, at) =>
      `<STRUCTURES_ELEVE ELEVE_ID="${at + 1}"><STRUCTURE><CODE_STRUCTURE>${division}</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>`,
  );
  const structures = `<STRUCTURES>${classes.join('')}</STRUCTURES></DONNEES>`;
  return [
    xml('Eleves.xml', pupilsFile(pupils, { uai }).replace('</DONNEES>', structures)),
    xml('Responsables.xml', guardiansFile(guardians, links, { uai })),
  ];
}
const xml = (name: string, content: string) => ({ name, mimeType: 'application/xml', buffer: Buffer.from(content) });

export type Paper = { readonly identifier: string; readonly code: string };

/** Presses a button that gives letters once, and reads them by the name that each is for. */
export async function fetchLetters(desk: Walker, button: string): Promise<ReadonlyMap<string, Paper>> {
  const file = await desk.download(button);
  assert.match(await desk.words(), /Téléchargement demandé/, 'it is not offered twice');
  const letters = new Map<string, Paper>();
  for (const { text } of (await readPdf(await readFile(await file.path()))).pages) {
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? '';
    const identifier = /\p{Ll}\.\p{Ll}+ \d{4,6}/u.exec(text)?.[0] ?? '';
    const holder = /Mme (\p{L}+ \p{Lu}{2,})/u.exec(text)?.[1] ?? '';
    letters.set(holder, { identifier, code });
  }
  return letters;
}

/** From the link to a desk; gives the next code of the application on the telephone. */
async function enrol(deps: TestDeps, walker: Walker, page: string): Promise<() => string> {
  const link = /\/ecole\/inscription\/[\w-]+/.exec(page)?.[0] ?? '';
  await walker.visit(link);
  await walker.stands('Créer votre accès');
  const shown = (await walker.page.locator('.code').allTextContents()).find((text) =>
    /^([A-Z2-7]{4}\s?){8}$/.test(text),
  );
  const totp = new TOTP({ secret: Secret.fromBase32((shown ?? '').replace(/\s/g, '')) });
  const next = () => {
    deps.clock.advance({ seconds: 30 });
    return totp.generate({ timestamp: deps.now().getTime() });
  };
  await walker.type('Mot de passe', password);
  await walker.type('Code de sécurité', next());
  await walker.press('Créer mon accès');
  await walker.stands('Aujourd’hui');
  return next;
}

export async function activate(parent: Walker, { identifier, code }: Paper, address?: string): Promise<void> {
  await parent.visit('/activation');
  await parent.type('Identifiant', identifier);
  await parent.type('Code de la lettre', code.replaceAll('-', ''));
  await parent.press('Continuer');
  await parent.type('Jour', '21');
  await parent.type('Mois', '4');
  await parent.type('Année', '14');
  await parent.press('Continuer');
  await parent.stands('C’est bien vous ?', true);
  assert.match(await parent.words(), /Écrivez l’année avec 4 chiffres/);
  await parent.tabTo('Année');
  await parent.page.keyboard.press('Control+A');
  await parent.page.keyboard.type('2014');
  await parent.enter();
  await parent.press('Oui, c’est mon enfant');
  await parent.type('Nouveau mot de passe', password);
  if (address !== undefined) await parent.type('Adresse mail', address);
  await parent.press('Ouvrir mon compte');
  await parent.stands('Votre compte est ouvert');
}

export async function ask(parent: Walker, { identifier, code }: Paper): Promise<void> {
  await parent.visit('/mon-compte/regrouper');
  await parent.stands('Ajouter un enfant');
  await parent.type('Identifiant de l’autre compte', identifier);
  await parent.type('Code de la lettre, ou mot de passe', code);
  await parent.press('Continuer');
}

/** Finds a parent at the desk and opens his card. */
export async function openCard(desk: Walker, name: string): Promise<void> {
  await desk.visit('/ecole');
  await desk.type('Trouver un parent', name);
  await desk.enter();
  await desk.stands('Comptes des parents');
  await openFirst(desk);
}

export async function openFirst(desk: Walker): Promise<void> {
  await desk.page.locator('main tbody a').first().focus();
  await desk.enter();
}

/** The second half of a break or of an undoing: why, and the new letter. */
export async function separate(desk: Walker, why: string, code?: string): Promise<void> {
  await desk.choose('Deux personnes');
  await desk.type('Expliquez', why);
  if (code !== undefined) await desk.type('Code de sécurité', code);
  await desk.press('Séparer et préparer la lettre');
  await desk.stands('Le nouveau compte est prêt');
  assert.equal((await fetchLetters(desk, 'Télécharger la lettre (PDF)')).size, 1);
}

export async function openSchool(deps: TestDeps, browser: Browser, app: FastifyInstance) {
  const view = { site: deps.config.publicUrl, width: 1280, height: 800, javaScript: true };
  const [operator, head, desk] = [
    await openWalker(browser, view),
    await openWalker(browser, view),
    await openWalker(browser, view),
  ];
  const network = await openSecretary(deps, app, null, { mail: 'reseau@exemple.fr' });
  await operator.visit('/ecole/connexion');
  await operator.type('Adresse mail', network.mail);
  await operator.type('Mot de passe', network.password);
  await operator.type('Code de sécurité', network.authenticator.next());
  await operator.enter();
  await operator.stands('Écoles');
  await operator.press('Ajouter une école');
  await operator.stands('Ajouter une école');
  await operator.type('Code UAI', uai);
  await operator.type('Nom', 'Collège Hélène-Boucher');
  await operator.type('Code postal', '33700 Mérignac');
  await operator.type('Téléphone', '05 36 49 90 10');
  await operator.press('Ajouter');
  await operator.stands('Collège Hélène-Boucher');
  await operator.press('donner un accès à la direction');
  await operator.stands('Équipe');
  await operator.type('Adresse mail', 'direction@exemple.fr');
  await operator.type('Prénom et nom', 'Anne Roche');
  await operator.enter();
  await operator.stands('Le lien est prêt');
  await enrol(deps, head, await operator.words());
  await head.press('Équipe');
  await head.stands('Équipe');
  await head.type('Adresse mail', 'secretariat@exemple.fr');
  await head.type('Prénom et nom', 'Paul Vidal');
  await head.enter();
  await head.stands('Le lien est prêt');
  const next = await enrol(deps, desk, await head.words());
  for (const walker of [operator, head]) await walker.close();
  return { desk, next, parent: await openWalker(browser, view), other: await openWalker(browser, view) };
}

export async function loadRegister(deps: TestDeps, desk: Walker): Promise<void> {
  await desk.press('Envoyer les fichiers');
  await desk.stands('Imports');
  await desk.page.setInputFiles('input[type=file]', register());
  await desk.press('Envoyer et vérifier');
  await drainUploads(deps);
  await desk.visit(new URL(desk.page.url()).pathname);
  await desk.stands('Vérifier l’import');
  await desk.press('Appliquer l’import');
  await drainUploads(deps);
  await desk.visit(new URL(desk.page.url()).pathname);
  await desk.stands('Import fait');
}

export async function lettersOf(deps: TestDeps, desk: Walker, division: string): Promise<ReadonlyMap<string, Paper>> {
  await desk.visit('/ecole/lettres');
  await desk.tabTo('Classe');
  await desk.page.keyboard.type(division);
  await desk.press('Compter');
  await desk.stands('Lettres');
  await desk.press('Faire les lettres');
  await drainBatches(deps);
  await desk.visit(new URL(desk.page.url()).pathname);
  const letters = await fetchLetters(desk, 'Télécharger les lettres (PDF)');
  await desk.press('Toutes sont remises');
  await desk.stands(`${letters.size} lettres prêtes`);
  assert.match(await desk.words(), /Déjà téléchargé/);
  return letters;
}
