// What is said of a broken chain, in French: to operators, on their page and by command.
import { never } from '../kernel/outcome.js';
import type { BrokenWhy } from './verifying.js';

export function brokenWords(why: BrokenWhy, at: number): string {
  switch (why) {
    case 'missing':
      return `le maillon ${at} manque.`;
    case 'altered':
      return `le maillon ${at} a été modifié, ou signé avec une autre clé.`;
    case 'head':
      return `la fin de la chaîne ne concorde pas avec le maillon ${at}.`;
    case 'base':
      return `son début, au maillon ${at}, n’a pas été signé avec la clé du journal.`;
    default:
      return never(why);
  }
}
