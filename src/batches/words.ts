// What a desk reads of its letters, in French.
import type { StateKind } from '../web/facts.js';
import type { BatchQuery, BatchState } from './rules.js';

export const batchWords: Readonly<Record<BatchState, readonly [StateKind, string]>> = {
  making: ['pending', 'En cours'],
  ready: ['done', 'Prêtes'],
  failed: ['closed', 'Arrêtées, rien n’a changé'],
};

/** « Nadia BENALI » */
export const nameOf = (person: { readonly firstName: string; readonly familyName: string }): string =>
  `${person.firstName} ${person.familyName.toLocaleUpperCase('fr')}`;

/** « 1 lettre », « 12 lettres » */
export const lettersWord = (count: number): string => `${count} ${count > 1 ? 'lettres' : 'lettre'}`;

/** « 5e B », or the whole school. */
export const divisionWords = (division: string | null | undefined): string =>
  division === null || division === undefined ? 'toutes les classes' : `classe ${division}`;

/** Why an order waits for a second person. */
export const approvalWords = {
  none: 'Pour autant de lettres, une deuxième personne de l’école doit être d’accord. Demandez-le-lui.',
  used: 'Cet accord a déjà servi. Demandez-en un autre.',
  refused: 'Une deuxième personne a refusé ces lettres.',
  waiting: 'Ces lettres attendent l’accord d’une deuxième personne. Voyez « Accords ».',
} as const;

/** What the second person reads: « 412 lettres et 30 liens par mail, toutes les classes ». */
export function orderWords(letters: number, links: number, query: BatchQuery): string {
  const linked = links === 0 ? '' : ` et ${links} ${links > 1 ? 'liens' : 'lien'} par mail`;
  return `${lettersWord(letters)}${linked}, ${divisionWords(query.division)}${query.reissue ? ', lettres valables refaites' : ''}`;
}

/** How far a batch is, for who waits; undefined when nobody needs to wait any more. */
export function progressWords(state: BatchState, drawn: number): string | undefined {
  if (state !== 'making') return undefined;
  return drawn === 0
    ? 'Les lettres sont en train d’être dessinées.'
    : `${lettersWord(drawn)} sur le papier. La suite vient.`;
}
