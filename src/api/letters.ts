// Letters of a class or a school: counted, asked for. What becomes of them: batches.ts.
import Type from 'typebox';
import { askForApproval, askLetters, readLetters, weighOrder } from '../batches/actions.js';
import { type BatchQuery, mostTicked } from '../batches/rules.js';
import { approvalWords, orderWords } from '../batches/words.js';
import { papers } from '../letters/formats.js';
import { letterSituations } from '../letters/rules.js';
import { approvalOf, needsApproval } from './approval.js';
import { notAllowed, Problem } from './problem.js';
import { closed, Id, oneOf, Version } from './schemas.js';
import type { ApiSite } from './serve.js';

const Choice = {
  division: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Without it, the whole school.' })),
  situation: Type.Optional(oneOf(letterSituations, 'unopened unless told.')),
  reissue: Type.Optional(Type.Boolean({ description: 'Also accounts whose letter still works.' })),
};
type Chosen = Partial<Record<'division', string> & Pick<BatchQuery, 'situation' | 'reissue'>>;
const queryOf = (
  { division, situation = 'unopened', reissue = false }: Chosen,
  accounts: readonly number[] | undefined = undefined,
): BatchQuery => ({ division, situation, reissue, accounts });

export const Ids = Type.Array(Id, { maxItems: mostTicked, uniqueItems: true });

export function serveLetters(api: ApiSite): void {
  api.school(
    'countLetters',
    {
      summary: 'Who would get a letter',
      query: Type.Object(Choice, closed),
      answer: Type.Object(
        {
          letters: Type.Integer(),
          replaces: Type.Integer({ description: 'Letters that still work and would no longer.' }),
          replacesHanded: Type.Integer({ description: 'Of those, letters that were handed out.' }),
          links: Type.Integer({ description: 'Active accounts that could get a link by mail.' }),
          incomplete: Type.Integer({ description: 'No child has a birth date: mend the register.' }),
          divisions: Type.Array(Type.String()),
          version: Version,
          accounts: Type.Array(Id),
        },
        closed,
      ),
    },
    async ({ deps, desk, query }) => {
      const asked = queryOf(query);
      const { plan, divisions } = await readLetters(deps, desk, asked);
      const order = { ...asked, chosen: undefined, links: false, paper: 'a4' as const };
      const { order: weighed, counted } = await weighOrder(deps, desk, order);
      const body = {
        letters: plan.letters,
        replaces: plan.live,
        replacesHanded: plan.handed,
        links: plan.mailable,
        incomplete: plan.skipped.no_birth_date ?? 0,
        divisions: [...divisions],
        version: weighed.digest,
        accounts: [...counted.letters],
      };
      return { body, headers: { etag: `"${weighed.digest}"` } };
    },
  );

  api.school(
    'makeLetters',
    {
      summary: 'Make letters: one job, one paper',
      description:
        'With `version` (as counted, for A4 letters without links), nothing is made when other accounts would be written to. Above the number that the network set, a second person of the school approves first: `askApproval` asks, and the same request is sent again once it is given.',
      once: true,
      status: 202,
      body: Type.Object(
        {
          ...Choice,
          accounts: Type.Optional(Ids),
          links: Type.Optional(Type.Boolean({ description: 'Also send links for a new password by mail.' })),
          paper: Type.Optional(oneOf(papers)),
          version: Type.Optional(Version),
          askApproval: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
      answer: Type.Object({ id: Id }, closed),
    },
    async ({ deps, desk, body, takeToday }) => {
      const { links = false, paper = 'a4' } = body;
      const query = queryOf(body, body.accounts);
      const { order, state, counted } = await weighOrder(deps, desk, { ...query, chosen: undefined, links, paper });
      if (body.version !== undefined && body.version !== order.digest)
        throw new Problem(412, 'changed', 'Les parents à qui écrire ont changé. Comptez de nouveau.');
      if (order.count === 0) throw new Problem(422, 'not_possible', 'Il n’y a personne à qui écrire.');
      const words = () => orderWords(counted.letters.length, counted.linked.length, query);
      const ask = body.askApproval === true && (() => askForApproval(deps, desk, order, words()));
      await approvalOf(state, approvalWords, ask);
      await takeToday(state === 'accepted' ? 'make_approved_letter' : 'make_letter', order.count);
      const made = await askLetters(deps, desk, counted, order);
      if (made.ok) return { body: { id: made.value.id } };
      if (made.why === 'not_allowed') throw notAllowed();
      if (made.why === 'not_approved') throw needsApproval(approvalWords, 'none');
      throw new Problem(409, 'one_at_a_time', 'Des lettres sont déjà en cours. Attendez leur fin, puis recommencez.');
    },
  );
}
