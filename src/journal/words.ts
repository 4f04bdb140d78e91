// The journal's French: what was done, what was read. What has no line here is not shown.
import type { AuditEvent } from '../audit/events.js';
import { lettersWord } from '../batches/words.js';
import type { JournalLine, ReadPage } from './rules.js';

export const actWords: Readonly<Partial<Record<AuditEvent['kind'], string>>> = {
  register_imported: 'Fichier importé',
  upload_received: 'Fichier déposé',
  upload_abandoned: 'Fichier abandonné',
  letters_asked: 'Lettres demandées',
  letters_issued: 'Lettres faites',
  letters_handed: 'Lettres remises notées',
  password_links_sent: 'Liens de mot de passe envoyés',
  account_broken: 'Regroupement cassé',
  account_suspended: 'Accès suspendu',
  account_reinstated: 'Accès rétabli',
  sessions_ended_by_school: 'Connexions fermées',
  objection_lifted: 'Signalement levé',
  child_restored: 'Élève montré de nouveau',
  factor_reset_asked: 'Retrait d’une deuxième sécurité demandé',
  factor_reset_stopped: 'Retrait d’une deuxième sécurité arrêté',
  request_answered: 'Réponse à une demande',
  correction_answered: 'Réponse à une correction',
  duplicate_answered: 'Réponse sur un doublon',
  pupils_told_apart: 'Deux élèves distingués',
  record_protected: 'Fiche protégée',
  protection_ended: 'Protection levée',
  accounts_exported: 'Liste des comptes prise',
  journal_exported: 'Journal pris',
  service_opened: 'Service ouvert',
  service_closed: 'Service fermé',
  school_settled: 'Réglages de l’école changés',
  entitlement_set: 'Responsables qui ont un compte changés',
  staff_added: 'Personne ajoutée à l’équipe',
  staff_role_added: 'Rôle donné',
  staff_role_ended: 'Rôle retiré',
  token_made: 'Jeton fait pour un programme',
  token_revoked: 'Jeton retiré',
  approval_asked: 'Accord demandé',
  approval_answered: 'Accord donné ou refusé',
};
export const actKinds = Object.keys(actWords);

export const readingWords: Readonly<Record<ReadPage, string>> = {
  list: 'Liste des comptes',
  card: 'Carte d’un compte',
  requests: 'Liste des demandes',
  request: 'Une demande',
  export: 'Liste prise dans un tableur',
  duplicates: 'Doublons du fichier',
  protection: 'Protections d’un compte',
  journal: 'Journal',
  letters: 'Lettres à faire',
  batch: 'Destinataires de lettres',
  corrections: 'Corrections',
  import: 'Un import',
  objections: 'Signalements des parents',
  preview: 'Ce qu’une application recevrait',
};

const counted = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [`${count} ${count > 1 ? many : one}`];

/** « élèves : 19 nouveaux, 9 partis ; parents : 96 changés »: what an import did, without what it did not. */
function importedWords({ pupils, guardians }: NonNullable<JournalLine['imported']>): string {
  const kinds = [
    ['élèves', pupils],
    ['parents', guardians],
  ] as const;
  const parts = kinds.flatMap(([who, { added, changed, ended }]) => {
    const told = [
      ...counted(added, 'nouveau', 'nouveaux'),
      ...counted(changed, 'changé', 'changés'),
      ...counted(ended, 'parti', 'partis'),
    ];
    return told.length === 0 ? [] : [`${who} : ${told.join(', ')}`];
  });
  return parts.length === 0 ? 'aucune fiche changée' : parts.join(' ; ');
}

const mostNamed = 4;

/** Behind the act: « Paiement », « 12 lettres : 5e B, 6e A », « sconet.xml »; nothing when its line says enough. */
export function aboutWords({
  kind,
  about,
  count,
  imported,
}: Pick<JournalLine, 'kind' | 'about' | 'count' | 'imported'>): string {
  const named = about.length > mostNamed ? '' : about.join(', ');
  switch (kind) {
    case 'letters_issued': {
      const letters = lettersWord(count ?? 0);
      if (about.length > mostNamed) return `${letters}, ${about.length} classes`;
      return named === '' ? letters : `${letters} : ${named}`;
    }
    case 'letters_asked':
      return named === '' ? 'Toutes les classes' : named;
    case 'register_imported':
      return imported === null ? named : importedWords(imported);
    case 'upload_received':
      // The names go with the upload, after a time.
      if (named !== '') return named;
      return count === null ? '' : `${count} ${count > 1 ? 'fichiers' : 'fichier'}`;
    default:
      return named;
  }
}
