// What the demo prints for a visitor to try.
import { join, relative } from 'node:path';
import { codeAt, type DemoLetter, type DemoStory } from './build.js';

function letterLines(title: string, letter: DemoLetter): string[] {
  return [
    `  ${title} (${letter.guardian}, ${letter.school})`,
    `      identifiant          ${letter.identifier}`,
    `      code                 ${letter.code}`,
    `      enfant               ${letter.child}, naissance le ${letter.birthDate}`,
    '',
  ];
}

/** Two letters of one parent under two spellings. */
function askedLines(kept: DemoLetter, closing: DemoLetter): string[] {
  return [
    'Un parent dont le nom est écrit de deux façons : l’école décide',
    '',
    ...letterLines('Lettre à ouvrir', kept),
    ...letterLines('Lettre à ajouter', closing),
    '  1. Ouvrez la première, ajoutez la deuxième comme plus haut : une demande part à l’école.',
    '  2. À l’école (plus bas), « Demandes » : acceptez.',
    '  3. De retour chez le parent, « Mon compte », « Demandes » : regardez les deux comptes, puis « Oui ».',
    '',
  ];
}

/** The whole page that the terminal shows; `from` is the folder in which paths are told. */
export function tellStory(story: DemoStory, address: string, folder: string, from: string, now: Date): string {
  // From here when it lies here, else from the root.
  const path = (file: string) => {
    const near = relative(from, file);
    return near.startsWith('..') ? file : near;
  };
  const [first, second] = story.letters;
  const [kept, closing] = story.asked ?? [];
  const { staff } = story;
  return [
    '',
    `Fratrie est prêt : ${address}`,
    '',
    'Un parent, deux lettres, un seul compte à la fin',
    '',
    ...(first === undefined ? [] : letterLines('Première lettre', first)),
    ...(second === undefined ? [] : letterLines('Deuxième lettre', second)),
    `  1. Ouvrez ${address}/activation avec la première lettre, et choisissez un mot de passe.`,
    '  2. Enfants, « Ajouter un enfant » : donnez l’identifiant et le code de la deuxième lettre.',
    '  3. Les deux enfants sont dans le même compte ; l’autre est fermé.',
    '',
    ...(kept === undefined || closing === undefined ? [] : askedLines(kept, closing)),
    `Une clé d’accès (Mon compte, « Sécurité ») : aucun navigateur n’en fait pour une adresse en chiffres.`,
    `Venez alors par ${address.replace('127.0.0.1', 'localhost')}`,
    '',
    `L’école (${staff.school})`,
    '',
    `      adresse              ${address}/ecole/connexion`,
    `      mail                 ${staff.mail}`,
    `      mot de passe         ${staff.password}`,
    `      code de sécurité     ${codeAt(staff.scan, now)} en ce moment ; il change toutes les 30 secondes`,
    '                           (le suivant : npm run -s fratrie -- demo --code)',
    `      secret du code       ${staff.secret} (pour une application)`,
    `                           ${staff.scan}`,
    '',
    'Les lettres, telles qu’on les imprime',
    '',
    ...story.pdfs.map((file) => `      ${path(file)}`),
    '',
    `Les mails arrivent dans ${path(join(folder, 'mail'))}, le journal dans ${path(join(folder, 'fratrie.log'))}.`,
    'Arrêter : Ctrl+C. Continuer : npm run demo. Refaire à neuf : npm run demo -- --fresh',
    '',
  ].join('\n');
}
