// What a desk reads of an import, in French: why files were not taken, what to do about a line, how far the work is.
import type { StateKind } from '../web/facts.js';
import type { UploadRefusal } from './files.js';
import { type UploadState, uploadLimits } from './rules.js';

const inFrench = new Intl.NumberFormat('fr-FR');

/** « 1 946 » */
export const counted = (count: number): string => inFrench.format(count);

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} Mo`;

export const uploadWords: Readonly<Record<UploadRefusal | 'too_often' | 'arriving', string>> = {
  nothing: 'Choisissez les fichiers de l’export : « Élèves » et « Responsables ».',
  too_many_files: `Envoyez ${uploadLimits.files} fichiers au plus.`,
  file_too_large: `Un fichier dépasse ${megabytes(uploadLimits.fileBytes)}. Envoyez-le en zip.`,
  too_large: `Ces fichiers dépassent ${megabytes(uploadLimits.totalBytes)} à eux tous. Envoyez-les en zip.`,
  interrupted: 'L’envoi s’est arrêté avant la fin. Rien n’est gardé. Envoyez les fichiers de nouveau.',
  cannot_write:
    'Les fichiers n’ont pas pu être gardés. Rien n’a changé. Prévenez la personne qui gère Fratrie, puis essayez encore.',
  arriving: 'Des fichiers de votre école arrivent déjà. Attendez leur fin, puis essayez encore.',
  too_often: `${uploadLimits.perDay} envois en une journée : c’est le plus possible. Revenez demain.`,
};

export const stateWords: Readonly<Record<UploadState, readonly [StateKind, string]>> = {
  reading: ['pending', 'Lecture en cours'],
  ready: ['unconfirmed', 'À vérifier'],
  applying: ['pending', 'En cours'],
  applied: ['done', 'Chargé'],
  refused: ['to-decide', 'Refusé'],
  abandoned: ['closed', 'Abandonné'],
  failed: ['closed', 'Arrêté, rien n’a changé'],
};

/** How far an upload is, for who waits; undefined when nobody needs to wait any more. */
export function progressWords(state: UploadState, rowsRead: number): string | undefined {
  if (state !== 'reading' && state !== 'applying') return undefined;
  const then = state === 'reading' ? 'La comparaison vient ensuite.' : 'L’école est mise à jour ensuite.';
  return rowsRead === 0 ? 'Les fichiers sont en cours de lecture.' : `${counted(rowsRead)} lignes lues. ${then}`;
}

const advices: Readonly<Record<string, string>> = {
  KEY_DUPLICATE: 'Garder une seule fiche',
  KEY_MISSING: 'Compléter l’identifiant, puis exporter de nouveau',
  INE_DUPLICATE: 'Corriger le numéro national de l’un des deux',
  INE_CHECK: 'Vérifier le numéro national',
  NAME_MISSING: 'Écrire le nom',
  NAME_SUSPECT: 'Corriger le nom',
  DATE_INVALID: 'Corriger la date de naissance',
  PHONE_INVALID: 'Corriger ou effacer le téléphone',
  MAIL_INVALID: 'Corriger ou effacer l’adresse mail',
  DIVISION_SEVERAL: 'Fermer l’ancienne classe',
  LINK_DANGLING_PUPIL: 'Vérifier l’élève, puis exporter de nouveau',
  LINK_DANGLING_GUARDIAN: 'Vérifier le responsable, puis exporter de nouveau',
  LINK_SHAPE: 'Vérifier le lien',
  LINK_CODE_UNKNOWN: 'Vérifier le lien de parenté',
  LINK_DUPLICATE: 'Garder un seul lien',
  LINK_SELF: 'Vérifier le lien',
  PUPIL_NO_LEGAL: 'Ajouter le responsable légal',
  PUPIL_TOO_MANY_LEGAL: 'Vérifier les responsables légaux',
  GUARDIAN_NO_LINK: 'Ajouter le lien, ou effacer la fiche',
  SCHOOL_UNKNOWN: 'Vérifier l’établissement de l’élève',
  LEVEL_UNSAID: 'Vérifier qui est responsable légal',
  GUARDIANS_ABSENT: 'Exporter aussi les responsables',
  EXPORTS_APART: 'Exporter les deux le même jour',
};

/** What to do in the school's own program about a line. */
export const adviceOn = (code: string): string => advices[code] ?? '';
