import { never } from '../kernel/outcome.js';
export const roleWords = {
    head: 'Direction',
    secretary: 'Secrétariat',
    reader: 'Lecture seule',
};
/** What to do after a refused proof; `wrong` says what may be wrong in this form. */
export function proofWords(t, why, wrong) {
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
