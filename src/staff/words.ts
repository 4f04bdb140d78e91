// The French of roles and of refused proofs, for every page of the staff.
import type { T } from '../i18n/translator.js';
import { never } from '../kernel/outcome.js';
import type { Role } from './rights-rules.js';

export const roleWords: Readonly<Record<Role, string>> = {
  head: 'Direction',
  secretary: 'Secrétariat',
  reader: 'Lecture seule',
  operator: 'Opérateur du réseau',
};

type RefusedProof = { readonly kind: 'wrong' | 'locked' } | { readonly kind: 'throttled'; readonly until: Date };

/** What to do after a refused proof; `wrong` says what may be wrong in this form. */
export function proofWords(t: T, why: RefusedProof, wrong: string): string {
  switch (why.kind) {
    case 'wrong':
      return wrong;
    case 'throttled':
      return `Trop d’essais. Attendez jusqu’à ${t.hour(why.until)}, puis essayez encore.`;
    case 'locked':
      return 'Trop d’essais. Demandez un nouveau lien d’inscription à la personne qui gère Fratrie.';
    default:
      return never(why);
  }
}
