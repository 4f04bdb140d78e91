// One letter for one account, and its paper, once.
import Type from 'typebox';
import { oneLetterWords } from '../batches/words.js';
import { findMadeLetter, makeLetter, readLetterCandidate, takeLetter } from '../school/letter-actions.js';
import { changed, notAllowed, notFound, Problem } from './problem.js';
import { closed, Id } from './schemas.js';
import type { ApiSite } from './serve.js';

const params = Type.Object({ account: Id }, closed);
const noLetter = 'La lettre n’a pas pu être faite. Rien n’a changé. Essayez encore, puis prévenez le réseau.';

const needsApproval = () => new Problem(409, 'needs_approval', oneLetterWords);

export function serveLetter(api: ApiSite): void {
  api.school(
    'makeLetter',
    {
      summary: 'A new letter; the one before no longer works',
      params,
      once: true,
      status: 201,
      answer: Type.Object({ number: Type.String() }, closed),
    },
    async ({ deps, desk, params: { account }, takeToday }) => {
      const candidate = await readLetterCandidate(deps, desk, account);
      if (candidate === undefined) throw notFound();
      if (candidate.why !== undefined && candidate.why !== 'needs_approval')
        throw new Problem(422, 'not_possible', 'Ce compte ne peut pas avoir de lettre maintenant.', {
          about: { reason: candidate.why },
        });
      await takeToday('make_letter');
      if (candidate.why === 'needs_approval') throw needsApproval();
      const made = await makeLetter(deps, desk, candidate.account.identifier, candidate.recovery);
      if (made.ok) return { body: { number: made.value.number } };
      switch (made.why.kind) {
        case 'not_allowed':
          throw notAllowed();
        case 'needs_approval':
          throw needsApproval();
        case 'no_letter':
        case 'changing':
          throw changed();
        case 'cannot_write':
        case 'file_exists':
        case 'drawing_failed':
          throw new Problem(503, 'unavailable', noLetter);
        default:
          throw notFound();
      }
    },
  );

  api.school(
    'takeLetter',
    {
      summary: 'The paper of a letter, once',
      params: Type.Object({ account: Id, letter: Type.String({ maxLength: 20, pattern: '^[\\w-]+$' }) }, closed),
      file: 'application/pdf',
    },
    async ({ deps, desk, params: { account, letter } }) => {
      const made = await findMadeLetter(deps, desk, account, letter);
      if (made === undefined) throw notFound();
      const bytes = await takeLetter(deps, desk, made);
      if (bytes === undefined)
        throw new Problem(410, 'gone', 'Cette lettre a déjà été téléchargée. Au besoin, faites une nouvelle lettre.');
      return { file: { bytes, name: `lettre-${made.letter.number}.pdf` } };
    },
  );
}
