// The commands that work on the database, and what `help` says of all of them.
import { accountCommand } from './accounts/command.js';
import { auditCommand } from './audit/command.js';
import type { Io, RunCommand } from './command.js';
import { settings } from './config.js';
import type { Deps } from './deps.js';
import { eventsCommand } from './events/command.js';
import { lettersCommand } from './letters/command.js';
import { letterFormats } from './letters/formats.js';
import { situationWords } from './letters/rules.js';
import { lookCommand } from './look/command.js';
import { stateCommand } from './network/state-command.js';
import { settingsCommand } from './network-settings/command.js';
import { schoolCommand } from './people/command.js';
import { registerSources, sourceWords } from './people/rules.js';
import { requestsCommand } from './requests/command.js';
import { tidyCommand } from './retention/command.js';
import { importCommand } from './roster/command.js';
import { entitlementCommand } from './school-settings/entitlement-command.js';
import { servicesCommand } from './services/command.js';
import { linksCommand } from './services/links-command.js';
import { serviceCommand, serviceReadsLine } from './sso/command.js';
import { keysCommand } from './sso/keys-command.js';
import { staffCommand } from './staff/command.js';
import { tokenCommand } from './tokens/command.js';

type Command = {
  readonly usage: string;
  readonly does: string;
  readonly run: RunCommand;
  /** Whether it reads a line of standard input, when asked like this. */
  readonly readsLine?: (argv: readonly string[]) => boolean;
};

const situations = Object.values(situationWords)
  .filter((word) => word !== '')
  .join('|');

const commands = new Map<string, Command>([
  ['migrate', { usage: 'migrate', does: 'met la base à jour', run: migrateCommand }],
  [
    'import',
    {
      usage: `import [--format ${registerSources.join('|')}] [--school UAI] [--dry-run] [--json] [--accept-drop] [--accept-older] FICHIER…`,
      does: `charge les exports des écoles ou d’une académie (${Object.values(sourceWords).join(', ')}) : fichiers ou dossiers`,
      run: importCommand,
    },
  ],
  [
    'school',
    {
      usage: 'school add|set --uai UAI --name NOM --kind GENRE [--phone …] [--address …] [--town …] [--hours …]',
      does: 'ajoute une école, ou la décrit autrement',
      run: schoolCommand,
    },
  ],
  [
    'entitlement',
    {
      usage: 'entitlement show|set --school UAI [--down-to legal|in_charge|contact] [--dry-run]',
      does: 'dit quels responsables d’une école ont un compte et voient l’élève, ou le change',
      run: entitlementCommand,
    },
  ],
  [
    'staff',
    {
      usage: 'staff add|remove|renew --school UAI|--network --mail ADRESSE [--name NOM] [--role ROLE]',
      does: 'donne ou retire un rôle dans une école ou dans le réseau ; imprime un lien d’inscription à usage unique',
      run: staffCommand,
    },
  ],
  [
    'letters',
    {
      usage: `letters --school UAI [--division CLASSE] [--situation ${situations}] [--account IDENTIFIANT] [--reissue] [--format ${letterFormats.join('|')}] --out FICHIER.pdf [--json]`,
      does: 'fait les lettres d’une école en un PDF : identifiant, code et carré à viser',
      run: lettersCommand,
    },
  ],
  [
    'services',
    {
      usage: 'services import FICHIER.json | list | open NOM --school UAI … | close NOM --school UAI',
      does: 'tient le catalogue des services et dit où chacun est ouvert',
      run: servicesCommand,
    },
  ],
  [
    'service',
    {
      usage: 'service add < LIGNE.json | list | remove NUMÉRO | renew-secret NUMÉRO … | preview NUMÉRO …',
      does: 'inscrit une application à laquelle les parents se connectent d’ici (OpenID Connect, CAS, SAML)',
      run: serviceCommand,
      readsLine: serviceReadsLine,
    },
  ],
  [
    'account',
    {
      usage:
        'account group --keep … --absorb … --reason … [--request D-…] | close … | end-sessions … | stop … --reason … | reopen … --reason … | show … --json',
      does: 'urgences et essais : regroupe, ferme, déconnecte, arrête, rouvre ou montre un compte, nommé par son identifiant',
      run: accountCommand,
    },
  ],
  [
    'events',
    {
      usage: 'events list | retry ENVOI | retry --client NUMÉRO | replay --client NUMÉRO --since JOUR',
      does: 'montre ce que les applications ont appris des regroupements, et l’envoie de nouveau',
      run: eventsCommand,
    },
  ],
  [
    'keys',
    {
      usage: 'keys rotate oidc|saml|events [--at-once]',
      does: 'change les clés qui signent ce que lisent les applications, sans coupure',
      run: keysCommand,
    },
  ],
  [
    'links',
    {
      usage: 'links --school UAI | --network [--ent …] [--site …] [--useful …] [--mail …]',
      does: 'dit quels liens et quelle adresse une école montre à côté de ses services',
      run: linksCommand,
    },
  ],
  [
    'requests',
    {
      usage: 'requests list | show NUMÉRO | decide NUMÉRO --accept|--refuse --reason "UNE PHRASE"',
      does: 'montre et décide les demandes de regroupement que les écoles n’ont pas décidées en 30 jours',
      run: requestsCommand,
    },
  ],
  [
    'look',
    {
      usage: 'look show | set [--name NOM] [--colour COULEUR] [--logo FICHIER.svg | --no-logo]',
      does: 'montre et change le nom, la couleur et le dessin du réseau',
      run: lookCommand,
    },
  ],
  [
    'settings',
    {
      usage: 'settings list | set NOM VALEUR',
      does: 'montre et change les réglages du réseau : lettres, accords, rappels, imports, essais, durées, aide aux écoles',
      run: settingsCommand,
    },
  ],
  [
    'token',
    {
      usage: 'token add --school UAI|--network --mail ADRESSE --name NOM --scope DROIT,… | list … | revoke NUMÉRO',
      does: 'jetons des programmes qui parlent à l’interface JSON (docs/api.md)',
      run: tokenCommand,
    },
  ],
  [
    'tidy',
    {
      usage: 'tidy [--dry-run] [--json]',
      does: 'avertit, met en sommeil, ferme et efface ce qui est à son terme (chaque nuit, par cron)',
      run: tidyCommand,
    },
  ],
  [
    'state',
    {
      usage: 'state [--json]',
      does: 'dit comment va l’installation : version, base, travaux et mails en attente, dernier rangement',
      run: stateCommand,
    },
  ],
  [
    'audit',
    {
      usage: 'audit verify',
      does: 'vérifie la chaîne du journal ; code 1 au premier maillon rompu',
      run: auditCommand,
    },
  ],
]);

/** Commands that need no database, or hold it for long; src/main.ts runs them itself. */
const apart: readonly { readonly usage: string; readonly does: string }[] = [
  { usage: 'serve', does: 'sert les pages (adresse : HOST et PORT)' },
  {
    usage: 'demo [--fresh | --code] [--days JOURS]',
    does: 'sert un réseau de démonstration ; --fresh le refait à neuf, --code donne le code de sécurité du moment, --days avance son horloge',
  },
  { usage: 'keys make [FICHIER]', does: 'fait un fichier de clés secrètes, sans jamais en remplacer un' },
  { usage: 'help', does: 'cette aide' },
];

async function migrateCommand(_: Deps, __: readonly string[], io: Io): Promise<number> {
  // Opening the database has brought it up to date.
  io.out('La base est à jour.\n');
  return 0;
}

export const isCommand = (name: string): boolean => commands.has(name);

/** Whether this command reads a line of standard input: its caller reads it, before the command runs anywhere. */
export const readsLine = ([name = '', ...argv]: readonly string[]): boolean =>
  commands.get(name)?.readsLine?.(argv) === true;

/** Runs a command that `isCommand` knows. */
export async function runCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  const command = commands.get(argv[0] ?? '');
  if (command === undefined) throw new Error(`no command ${argv[0]}`);
  return await command.run(deps, argv.slice(1), io);
}

export function helpText(): string {
  const listed = [...commands.values(), ...apart].flatMap(({ usage, does }) => [`  ${usage}`, `      ${does}`]);
  const widest = Math.max(...settings.map(({ name }) => name.length));
  const named = settings.map(({ name, meaning }) => `  ${name.padEnd(widest)}  ${meaning}`);
  return [
    'Fratrie : les comptes des parents d’élèves, et leur regroupement en un seul.',
    '',
    'Usage : npm run -s fratrie -- COMMANDE …',
    '',
    'Commandes :',
    ...listed,
    '',
    'Réglages (variables d’environnement) :',
    ...named,
    '',
    'Les fichiers se nomment depuis le dossier courant. Avec la base embarquée, une commande lancée à côté du',
    'serveur lui est passée, et c’est lui qui la fait.',
    '',
  ].join('\n');
}
