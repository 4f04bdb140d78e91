// What a desk reads of its letters, in French.

import type { Paper } from '../letters/formats.js';
import type { LetterSituation } from '../letters/rules.js';
import type { StateKind } from '../web/facts.js';
import type { BatchQuery, BatchState } from './rules.js';

const batchWords: Readonly<Record<BatchState, readonly [StateKind, string]>> = {
  making: ['pending', 'En cours'],
  ready: ['done', 'Prêtes'],
  failed: ['closed', 'Arrêtées, rien n’a changé'],
};

/** What the list says of a batch: its paper, once taken, is not there any more. */
export const batchState = (batch: { readonly state: BatchState; readonly fetchedAt: Date | null }) =>
  batch.fetchedAt === null ? batchWords[batch.state] : (['done', 'Téléchargées'] as const);

/** « Nadia BENALI » */
export const nameOf = (person: { readonly firstName: string; readonly familyName: string }): string =>
  `${person.firstName} ${person.familyName.toLocaleUpperCase('fr')}`;

/** « 1 lettre », « 12 lettres » */
export const lettersWord = (count: number): string => `${count} ${count > 1 ? 'lettres' : 'lettre'}`;

/** « 5e B », or the whole school. */
const divisionWords = (division: string | null | undefined): string =>
  division === null || division === undefined ? 'toutes les classes' : `classe ${division}`;

export const situationLabels: Readonly<Record<LetterSituation, string>> = {
  unopened: 'Tous ceux qui ne sont pas ouverts',
  unwritten: 'Les nouveaux : aucune lettre encore',
  never_opened: 'Jamais ouverts',
  expired: 'Lettre périmée',
  not_handed: 'Lettre valable, pas encore remise',
};

/** « , lettre périmée », behind the class; nothing for everybody. */
const situationTail = (situation: LetterSituation): string =>
  situation === 'unopened' ? '' : `, ${situationLabels[situation].toLocaleLowerCase('fr')}`;

/** « classe 5e B, lettre périmée » */
export const choiceWords = (choice: {
  readonly division: string | null | undefined;
  readonly situation: LetterSituation;
  readonly picked: boolean;
}): string => {
  const { division, situation, picked } = choice;
  return `${divisionWords(division)}${situationTail(situation)}${picked ? ', comptes choisis un par un' : ''}`;
};

export const paperLabels: Readonly<Record<Paper, { readonly label: string; readonly detail?: string }>> = {
  a4: {
    label: 'Un PDF, une lettre par page A4',
    detail: 'Par classe et par élève. La seule à mettre sous enveloppe à fenêtre.',
  },
  a5x2: {
    label: 'Un PDF, deux lettres par page A4, à couper au milieu',
    detail: 'Coupez la pile, posez la moitié gauche sur la droite : tout est par classe et par élève.',
  },
  a5: { label: 'Un PDF, une lettre par page A5' },
  csv: {
    label: 'Une liste pour vos propres lettres (publipostage, CSV)',
    detail: 'Elle contient les codes : gardez-la comme les lettres.',
  },
  ods: { label: 'La même liste pour LibreOffice (ODS)' },
};

/** Why an order waits for a second person. */
export const approvalWords = {
  none: 'Pour autant de lettres en 24 heures, une deuxième personne de l’école doit être d’accord. Demandez-le-lui.',
  used: 'Cet accord a déjà servi. Demandez-en un autre.',
  refused: 'Une deuxième personne a refusé ces lettres.',
  waiting: 'Ces lettres attendent l’accord d’une deuxième personne. Voyez « Accords ».',
} as const;

/** What the second person reads: « 412 lettres et 30 liens par mail, toutes les classes ». */
export function orderWords(letters: number, links: number, query: BatchQuery): string {
  const linked = links === 0 ? '' : ` et ${links} ${links > 1 ? 'liens' : 'lien'} par mail`;
  const choice = choiceWords({ ...query, picked: query.accounts !== undefined });
  return `${lettersWord(letters)}${linked}, ${choice}${query.reissue ? ', lettres valables refaites' : ''}`;
}

/** How far a batch is, for who waits; undefined when nobody needs to wait any more. */
export function progressWords(state: BatchState, drawn: number): string | undefined {
  if (state !== 'making') return undefined;
  return drawn === 0
    ? 'Les lettres sont en train d’être dessinées.'
    : `${lettersWord(drawn)} sur le papier. La suite vient.`;
}

/** Of a letter made by itself: nobody is asked about it. */
export const oneLetterWords =
  'Vous avez fait beaucoup de lettres en 24 heures. Pour d’autres, une deuxième personne de l’école doit être d’accord : passez par « Lettres », qui le lui demande.';
