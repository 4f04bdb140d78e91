// What the demo prints for a visitor to try: whoever reads only this and the pages can act out every point.
import { join, relative } from 'node:path';
import { defaultLocale } from '../i18n/locales.js';
import { translator } from '../i18n/translator.js';
import { retention } from '../retention/rules.js';
import { codeAt, type DemoLetter, type DemoStaff, type DemoStory } from './build.js';

function letterLines(title: string, letter: DemoLetter): string[] {
  return [
    `  ${title} (${letter.guardian}, ${letter.school})`,
    `      identifiant          ${letter.identifier}`,
    `      code                 ${letter.code}`,
    ...(letter.square === undefined ? [] : [`      le carré, à ouvrir   ${letter.square}`]),
    `      enfant               ${letter.child}, naissance le ${letter.birthDate}`,
    '',
  ];
}

/** Two letters of one parent, which the rules group. */
function groupedLines([first, second]: readonly DemoLetter[], address: string, mailbox: string): string[] {
  return [
    'Un parent, deux lettres, un seul compte à la fin',
    '',
    ...(first === undefined ? [] : letterLines('Première lettre', first)),
    ...(second === undefined ? [] : letterLines('Deuxième lettre', second)),
    `  1. Ouvrez ${address}/activation avec la première lettre. Choisissez un mot de passe, donnez une adresse mail.`,
    `     Toute adresse va : les messages se lisent ici, ou à ${mailbox}. Ouvrez le lien qui confirme la vôtre.`,
    '  2. Enfants, « Ajouter un enfant » : donnez l’identifiant et le code de la deuxième lettre, ou ouvrez son carré.',
    '  3. Les deux enfants sont dans le même compte ; l’autre est fermé. Un message le dit.',
    '',
  ];
}

/** An application that knows parents by this portal. */
const entLines = (ent: string): string[] => [
  'Un ENT qui connaît le parent par ce portail',
  '',
  `      adresse              ${ent}`,
  '',
  '  1. « Se connecter avec Fratrie » : le compte d’une lettre ouverte. L’ENT ne voit aucun mot de passe.',
  '  2. Ses tuiles « Téléservices » et « Mon compte » mènent ici, sans mot de passe. Ajoutez l’autre enfant.',
  '  3. Revenez à l’ENT, rechargez : il a appris le regroupement, et montre les deux enfants sous un seul nom.',
  '  4. Tuile « Paiement », de l’accueil ou de l’ENT : connu là aussi. Une déconnexion vaut partout.',
  '',
];

/** Two letters of one parent under two spellings. */
function askedLines([kept, closing]: readonly DemoLetter[]): string[] {
  if (kept === undefined || closing === undefined) return [];
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

function inARowLines(letters: readonly DemoLetter[]): string[] {
  if (letters.length === 0) return [];
  return [
    'Un parent, trois lettres à la suite',
    '',
    ...letters.flatMap((letter, index) => letterLines(`Lettre ${index + 1}`, letter)),
    '  Ouvrez la première. À la fin de chaque étape : « Avez-vous une autre lettre ? »',
    '',
  ];
}

const tried: readonly (readonly [string, ...string[]])[] = [
  [
    'Tout oublié',
    'Page de connexion, « J’ai oublié mon identifiant » ou « … mon mot de passe » : le message s’écrit ici.',
    'Il faut une adresse mail confirmée ; sinon la page dit comment avoir une lettre, et l’école la fait (plus bas).',
  ],
  ['Mail, mot de passe', '« Mon compte », « Changer » : la nouvelle adresse confirme, l’ancienne est prévenue.'],
  [
    'Deuxième sécurité',
    '« Mon compte », « Sécurité » : une application, une clé, des codes de secours ; les connexions, une à une.',
  ],
  [
    'Ce n’est pas moi',
    'Donnez une adresse mail à deux comptes, mettez-les ensemble : deux messages, chacun avec son lien.',
    'Du compte gardé, il le bloque ; de l’autre, il cache ses enfants. L’école le voit à sa première page et décide.',
  ],
  ['Pas mon enfant', 'À l’activation, et dans « Enfants ». L’école le voit, et peut remettre l’enfant.'],
  [
    'Historique, reçus',
    '« Mon compte », « Historique » : ce qui est arrivé, à imprimer, avec le reçu de chaque regroupement.',
  ],
  ['Services', 'Les collèges ont les leurs ; le lycée n’en a pas encore, et la page dit quand et qui appeler.'],
  ['Mes données', '« Mon compte », « Mes données » : lire, télécharger, faire corriger, fermer le compte.'],
  ['Langues', 'En haut de chaque page. Les messages suivent la langue choisie.'],
];

function triedLines(address: string): string[] {
  const passkey = [
    'Clé d’accès',
    'Aucun navigateur n’en fait pour une adresse en chiffres.',
    `Venez par ${address.replace('127.0.0.1', 'localhost')}`,
  ];
  return [
    'À essayer ensuite, chez le parent',
    '',
    ...[...tried, passkey].flatMap(([what = '', ...how]) =>
      how.map((line, index) => `  ${(index === 0 ? what : '').padEnd(20)} ${line}`),
    ),
    '',
  ];
}

function timeLines({ now, days, timeZone }: Told, folder: string): string[] {
  const tidy = `FRATRIE_DATA=${folder} npm run -s fratrie -- tidy`;
  const { neverActivatedDays, unusedDays, warningDays } = retention;
  const [first] = warningDays;
  return [
    'Le temps qui passe',
    '',
    days === 0
      ? `  npm run demo -- --days ${neverActivatedDays - first} sert la même démonstration, autant de jours plus tard. Dans un autre terminal :`
      : `  Cette démonstration vit ${days} jours plus tard, le ${translator(defaultLocale, timeZone).dayOf(now)}. Dans un autre terminal :`,
    `      ${tidy} --dry-run     compte ce qui est à son terme`,
    `      ${tidy}               avertit, met en sommeil, ferme, efface`,
    `  ${neverActivatedDays - first} jours après sa lettre, un compte jamais ouvert est signalé à son école ; ${unusedDays - first} jours après sa dernière`,
    '  connexion, un parent est averti par mail. Recommencez quelques semaines plus loin : le compte dort.',
    '',
  ];
}

export type Told = {
  readonly story: DemoStory;
  readonly address: string;
  /** Where the applications of the demo answer. */
  readonly ent: string;
  readonly folder: string;
  /** The folder in which paths are told. */
  readonly from: string;
  readonly now: Date;
  /** How far `now` is ahead of the days of everybody else. */
  readonly days: number;
  readonly timeZone: string;
};

/** Those who keep a school and the network: one password, each his own code. */
function staffLines({ staff, head, operator }: DemoStory, { address, now, days }: Told): string[] {
  const ahead = days === 0 ? '' : ` --days ${days}`;
  const one = (title: string, person: DemoStaff | undefined, what: string): string[] =>
    person === undefined
      ? []
      : [
          `  ${title}`,
          `      mail                 ${person.mail}`,
          `      mot de passe         ${person.password}`,
          `      code de sécurité     ${codeAt(person.scan, now)} en ce moment ; il change toutes les 30 secondes`,
          `      secret du code       ${person.secret} (pour une application)`,
          `                           ${person.scan}`,
          `      ${what}`,
          '',
        ];
  return [
    `L’école et le réseau : ${address}/ecole/connexion`,
    '',
    ...one(`Le secrétariat (${staff.school})`, staff, 'Imports, lettres, demandes, séparations.'),
    ...one(`La direction (${head?.school})`, head, 'La même chose, et l’équipe, les réglages, le journal.'),
    ...one('L’opérateur du réseau', operator, 'Écoles, personnel, réglages de tous.'),
    `  Les codes de maintenant : npm run -s fratrie -- demo --code${ahead}`,
    '',
    '  Une rentrée sans terminal, d’une école vide : l’opérateur l’ajoute, et dans son « Équipe » donne un lien à sa direction.',
    '  Elle crée son accès dans une autre fenêtre privée, et nomme le secrétariat, « Équipe » aussi. Celui-ci envoie',
    '  l’export de son école, « Imports », puis fait les lettres, « Lettres ».',
    '',
  ];
}

/** The whole page that the terminal shows. */
export function tellStory(told: Told): string {
  const { story, address, folder, from } = told;
  // From here when it lies here, else from the root.
  const path = (file: string) => {
    const near = relative(from, file);
    return near.startsWith('..') ? file : near;
  };
  return [
    '',
    `Fratrie est prêt : ${address}`,
    '',
    ...groupedLines(story.letters, address, `${told.ent}/messages`),
    ...entLines(told.ent),
    ...askedLines(story.asked ?? []),
    ...inARowLines(story.inARow ?? []),
    ...triedLines(address),
    ...staffLines(story, told),
    ...timeLines(told, path(folder)),
    'Les lettres, telles qu’on les imprime',
    '',
    ...story.pdfs.map((file) => `      ${path(file)}`),
    '',
    `Les mails s’écrivent ici, à ${told.ent}/messages, et dans ${path(join(folder, 'mail'))} ; le journal, dans ${path(join(folder, 'fratrie.log'))}.`,
    'Arrêter : Ctrl+C. Continuer : npm run demo. Refaire à neuf : npm run demo -- --fresh',
    '',
  ].join('\n');
}
