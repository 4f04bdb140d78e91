// Requests that the school was asked about: what it may see of them, and its answer.
import Type from 'typebox';
import { answerRequest } from '../requests/deciding-actions.js';
import { readRequest, readRequests } from '../school/request-actions.js';
import { scopesAllow } from '../staff/scope-rules.js';
import { Reason } from './cards.js';
import { notAllowed, notFound, Problem } from './problem.js';
import { at, closed, Id, Instant, nameOf, oneOf, orNull, PersonName, Reference } from './schemas.js';
import type { ApiSite } from './serve.js';

const states = ['open', 'accepted', 'refused', 'withdrawn', 'done', 'void'] as const;
const decisions = ['accepted', 'refused'] as const;
const params = Type.Object({ reference: Reference }, closed);

const Side = Type.Object(
  {
    account: Id,
    own: Type.Array(
      Type.Object(
        { record: Id, ...PersonName.properties, pupils: Type.Array(Type.Object(PersonName.properties, closed)) },
        closed,
      ),
    ),
    others: Type.Array(PersonName, { description: 'Names alone, opposite to a record of this school.' }),
  },
  closed,
);

const Request = Type.Object(
  {
    reference: Reference,
    state: oneOf(states),
    createdAt: Instant,
    answerBy: Instant,
    answer: orNull(oneOf(decisions, 'Of this school.')),
    sides: orNull(
      Type.Object(
        {
          kept: Side,
          absorbed: Side,
          likeness: Type.Array(Type.String()),
          flagged: Type.Boolean({ description: 'A protection of this school: told to who may decide.' }),
          contested: Type.Boolean({ description: 'Somebody said « ce n’est pas moi » of a record of this school.' }),
        },
        closed,
      ),
    ),
  },
  closed,
);

export function serveRequests(api: ApiSite): void {
  api.school(
    'listRequests',
    {
      summary: 'Requests, those that wait for this school first',
      answer: Type.Object(
        {
          requests: Type.Array(
            Type.Object(
              {
                reference: Reference,
                createdAt: Instant,
                state: oneOf(states),
                answer: orNull(oneOf(decisions)),
                ...PersonName.properties,
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    },
    async ({ deps, desk }) => {
      const requests = (await readRequests(deps, desk)).map((one) => ({
        reference: one.reference,
        createdAt: at(one.createdAt),
        state: one.state,
        answer: one.decision,
        ...nameOf(one),
      }));
      return { body: { requests } };
    },
  );

  api.school(
    'readRequest',
    { summary: 'A request, as far as this school may see it', params, answer: Request },
    async ({ deps, desk, params: { reference }, scopes }) => {
      const found = await readRequest(deps, desk, reference);
      if (found === undefined) throw notFound();
      const { sides, answer } = found;
      type Seen = NonNullable<typeof sides>['kept'];
      const shown = (side: Seen) => ({
        account: side.accountId,
        own: side.own.map((one) => ({ record: one.guardianId, ...nameOf(one), pupils: one.pupils.map(nameOf) })),
        others: side.others.map(nameOf),
      });
      const body = {
        reference,
        state: found.state,
        createdAt: at(found.createdAt),
        answerBy: at(found.answerBy),
        answer: answer?.decision ?? null,
        sides:
          sides === undefined
            ? null
            : {
                kept: shown(sides.kept),
                absorbed: shown(sides.absorbed),
                likeness: [...sides.likeness],
                flagged: sides.flagged && scopesAllow(scopes, 'answer_request'),
                contested: sides.contested,
              },
      };
      return { body };
    },
  );

  api.school(
    'answerRequest',
    {
      summary: 'Accept or refuse a request',
      params,
      once: true,
      body: Type.Object({ decision: oneOf(decisions), reason: Reason }, closed),
      answer: Type.Object({ state: oneOf(['open', 'accepted', 'refused']) }, closed),
    },
    async ({ deps, desk, params: { reference }, body, takeToday }) => {
      await takeToday('answer_request');
      const outcome = await answerRequest(deps, desk, reference, body);
      if (outcome.ok) return { body: { state: outcome.value } };
      switch (outcome.why) {
        case 'no_request':
          throw notFound();
        case 'not_allowed':
          throw notAllowed();
        case 'reason_missing':
          throw new Problem(422, 'not_possible', 'Expliquez en une phrase.');
        default:
          throw new Problem(409, 'not_possible', 'Cette demande n’attend plus votre réponse.', {
            about: { reason: outcome.why },
          });
      }
    },
  );
}
