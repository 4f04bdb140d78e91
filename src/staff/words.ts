// The French of roles and of refused proofs, for every page of the staff.
import type { T } from '../i18n/translator.js';
import { never } from '../kernel/outcome.js';
import type { OwnFactors } from '../signin/rules.js';
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

/** What to do where the second factor is missing. */
export function missingWords({ application, passkey }: OwnFactors): string {
  if (!passkey) return 'Tapez le code de votre application.';
  return application
    ? 'Utilisez votre clé d’accès, ou tapez le code de votre application.'
    : 'Utilisez votre clé d’accès, ou tapez un code de secours.';
}

export const codeHint = 'Les 6 chiffres de votre application, par exemple 123 456.';
export const recoveryHint = 'Un de vos codes de secours, si votre clé n’est pas là.';
export const wrongCode = 'Ce code n’est pas bon, ou il a déjà servi. Attendez un nouveau code, puis tapez-le.';
export const wrongPasskey = 'Cette clé d’accès n’est pas bonne. Essayez encore, ou tapez un code.';
