// What parents say is wrong in the register, and the school's answer. The register itself is mended in its own program.
import Type from 'typebox';
import { answerAsked, readDeskCorrections } from '../corrections/actions.js';
import { correctionFields, reasonLength } from '../corrections/rules.js';
import { notAllowed, Problem } from './problem.js';
import {
  at,
  atOrNull,
  closed,
  Instant,
  nameOf,
  oneOf,
  orNull,
  Page,
  Paging,
  PersonName,
  pageOf,
  Reference,
} from './schemas.js';
import type { ApiSite } from './serve.js';

const Correction = Type.Object(
  {
    reference: Reference,
    state: oneOf(['open', 'corrected', 'refused']),
    askedAt: Instant,
    guardian: PersonName,
    pupil: orNull(PersonName),
    field: oneOf(correctionFields),
    written: orNull(Type.String({ description: 'What the register says today.' })),
    wanted: Type.String({ description: 'In the words of the parent.' }),
    answeredAt: orNull(Instant),
    reason: orNull(Type.String()),
  },
  closed,
);

export function serveCorrections(api: ApiSite): void {
  api.school(
    'listCorrections',
    {
      summary: 'Corrections that parents asked for, those that wait first',
      description: 'The 200 that matter most.',
      query: Type.Object({ page: Page }, closed),
      answer: Type.Object({ ...Paging, corrections: Type.Array(Correction) }, closed),
    },
    async ({ deps, desk, query }) => {
      const { items, ...page } = pageOf(await readDeskCorrections(deps, desk), query.page);
      const corrections = items.map((one) => ({
        reference: one.reference,
        state: one.state,
        askedAt: at(one.createdAt),
        guardian: nameOf(one.guardian),
        pupil: one.pupil === null ? null : nameOf(one.pupil),
        field: one.field,
        written: one.written,
        wanted: one.wanted,
        answeredAt: atOrNull(one.answeredAt),
        reason: one.reason,
      }));
      return { body: { ...page, corrections } };
    },
  );

  api.school(
    'answerCorrection',
    {
      summary: 'Say that the register is mended, or why it is not',
      description: 'A refusal has a reason, which the parent reads.',
      params: Type.Object({ reference: Reference }, closed),
      body: Type.Object(
        {
          state: oneOf(['corrected', 'refused']),
          reason: Type.Optional(Type.String({ minLength: reasonLength.min, maxLength: reasonLength.max })),
        },
        closed,
      ),
      status: 204,
    },
    async ({ deps, desk, params: { reference }, body: { state, reason = '' } }) => {
      const outcome = await answerAsked(deps, desk, { reference, state, reason: reason.trim() });
      if (outcome.ok) return {};
      switch (outcome.why) {
        case 'not_allowed':
          throw notAllowed();
        case 'reason_missing':
          throw new Problem(422, 'not_possible', 'Expliquez votre refus en une phrase. Le parent la lira.');
        default:
          throw new Problem(409, 'not_possible', 'Aucune correction de cette référence n’attend votre réponse.');
      }
    },
  );
}
