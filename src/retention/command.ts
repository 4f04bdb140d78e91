// `tidy`: warns, puts to sleep, closes, erases and removes what is due. For cron, every night.
import { checkAudit } from '../audit/checking.js';
import { brokenWords } from '../audit/words.js';
import type { Io } from '../command.js';
import type { Deps } from '../deps.js';
import { readSettings } from '../network-settings/actions.js';
import { tidy } from './actions.js';
import { keptWith, type TidyKind, tidyKinds } from './rules.js';

const usage = 'Usage : tidy [--dry-run] [--json]\n';

const words: Readonly<Record<TidyKind, string>> = {
  intents: 'regroupements jamais confirmés, effacés',
  sign_ons: 'entrées d’applications finies depuis 30 jours, effacées',
  tickets: 'tickets CAS de plus de 30 jours, effacés',
  saml_requests: 'numéros de demandes SAML de plus de 30 jours, effacés',
  second_steps: 'deuxièmes étapes de connexion finies, effacées',
  staff_second_steps: 'deuxièmes étapes du personnel finies, effacées',
  activations: 'activations interrompues ou finies, effacées',
  sessions: 'sessions de plus de 12 mois, effacées',
  letters: 'lettres finies depuis 12 mois, effacées',
  program_answers: 'réponses gardées pour des programmes, effacées',
  program_days: 'comptes du jour de programmes, effacés',
  tokens: 'liens de mails expirés depuis 30 jours, effacés',
  objection_links: 'liens « ce n’est pas moi » expirés depuis 30 jours, effacés',
  client_grants: 'accès donnés à des applications et finis depuis 30 jours, effacés',
  client_requests: 'demandes d’applications finies depuis 30 jours, effacées',
  federation_steps: 'passages chez un autre fournisseur finis depuis 30 jours, effacés',
  linked_identities: 'identités déliées depuis 12 mois, effacées',
  staff_identities: 'identités du personnel déliées depuis 12 mois, effacées',
  client_proofs: 'preuves d’applications expirées depuis 30 jours, effacées',
  tries: 'compteurs d’essais de plus de 12 mois, effacés',
  mails: 'mails partis depuis 7 jours, effacés',
  imports: 'comptes rendus d’import de plus de 12 mois, effacés',
  letter_batches: 'lots de lettres de plus de 12 mois, effacés',
  uploads: 'envois de fichiers refusés ou abandonnés depuis 12 mois, effacés',
  staging: 'imports interrompus, nettoyés',
  factors: 'deuxièmes sécurités retirées depuis 12 mois, effacées',
  factor_resets: 'retraits de deuxièmes sécurités finis depuis 12 mois, effacés',
  staff_codes: 'codes de secours du personnel remplacés depuis 12 mois, effacés',
  recovery_codes: 'séries de codes de secours remplacées depuis 12 mois, effacées',
  approvals: 'accords demandés depuis plus de 12 mois, effacés',
  requests: 'demandes finies depuis 12 mois, effacées',
  protections: 'protections levées depuis 12 mois, effacées',
  readings: 'lectures au bureau de plus de 12 mois, effacées',
  deliveries: 'envois d’événements faits depuis 12 mois, effacés',
  outbox: 'changements racontés aux applications depuis 12 mois, effacés',
  corrections: 'corrections répondues depuis 12 mois, effacées',
  break_reasons: 'raisons de séparations de plus de 12 mois, effacées',
  closed_contacts: 'adresses mail de comptes fermés depuis 7 jours, effacées',
  closed_passwords: 'mots de passe de comptes fermés depuis 12 mois, effacés',
  requests_void: 'demandes dont un compte a changé, arrêtées',
  request_reminders: 'réponses à des demandes, rappelées à des écoles',
  events: 'événements du journal de plus de 12 mois, effacés',
  desk_letters: 'fichiers de lettres jamais retirés depuis 7 jours, effacés',
  upload_files: 'fichiers envoyés et jamais appliqués depuis 7 jours, effacés',
  accounts_closed: 'comptes sans droit depuis 3 mois, fermés',
  rights_lost: 'comptes sans droit, notés',
  rights_regained: 'comptes qui retrouvent un droit, notés',
  guardians_erased: 'parents partis depuis 3 mois, effacés',
  pupils_erased: 'élèves partis depuis 3 mois, effacés',
  sleep_warnings: 'comptes avertis une première fois',
  last_sleep_warnings: 'comptes avertis une deuxième fois',
  accounts_asleep: 'comptes mis en sommeil',
};

/** Traces are kept as long as operators say; counts of tries a year, always. */
const wordsOf = (kind: TidyKind, logMonths: number): string =>
  kind === 'tries' ? words[kind] : words[kind].replace('12 mois', `${logMonths} mois`);

export async function tidyCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  if (argv.some((one) => one !== '--dry-run' && one !== '--json')) {
    io.err(usage);
    return 2;
  }
  const dryRun = argv.includes('--dry-run');
  // First: where the chain is broken, its oldest part is not cut.
  const chain = dryRun ? undefined : await checkAudit(deps);
  if (chain?.intact === false) {
    io.err(
      `La chaîne du journal est rompue : ${brokenWords(chain.why, chain.brokenAt)}\nRien n’est rangé : voyez /reseau/journal.\n`,
    );
    return 1;
  }
  const counts = await tidy(deps, { dryRun });
  if (argv.includes('--json')) {
    io.out(`${JSON.stringify({ dryRun, ...counts })}\n`);
    return 0;
  }
  const { logMonths } = keptWith(await readSettings(deps));
  const due = tidyKinds.filter((kind) => counts[kind] > 0);
  if (due.length === 0) io.out(dryRun ? 'Rien à faire.\n' : 'Rien n’était à faire.\n');
  for (const kind of due) io.out(`${String(counts[kind]).padStart(7)}  ${wordsOf(kind, logMonths)}\n`);
  if (dryRun && due.length > 0) io.out('Essai à blanc : rien n’a été changé.\n');
  return 0;
}
