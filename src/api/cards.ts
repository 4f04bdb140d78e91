// One account as the school of the token may see it.
import Type from 'typebox';
import { reasonLength } from '../grouping/rules.js';
import { linkLevels } from '../people/rules.js';
import { readCard } from '../school/actions.js';
import { deskState, type SecondFactorAtDesk } from '../school/rules.js';
import { scopesAllow } from '../staff/scope-rules.js';
import { deskStates } from './accounts.js';
import { serveLetter } from './one-letter.js';
import { notFound } from './problem.js';
import { at, atOrNull, closed, Day, Id, Instant, nameOf, oneOf, orNull, PersonName, Reference } from './schemas.js';
import type { ApiSite } from './serve.js';

const params = Type.Object({ account: Id }, closed);
export const Reason = Type.String({ minLength: reasonLength.min, maxLength: reasonLength.max });

// By elimination: what no other cause explains is a protection.
const toProtections = 'Left out for a token that may not read protections.';

const Card = Type.Object(
  {
    id: Id,
    identifier: Type.String(),
    state: oneOf(deskStates),
    mailConfirmed: Type.Boolean(),
    grouped: Type.Boolean(),
    createdAt: Instant,
    activatedAt: orNull(Instant),
    sessions: Type.Integer({ description: 'Open now.' }),
    records: Type.Array(
      Type.Object(
        {
          record: Id,
          civility: orNull(Type.String()),
          ...PersonName.properties,
          mail: orNull(Type.String()),
          phone: orNull(Type.String()),
          goneAt: orNull(Instant),
        },
        closed,
      ),
    ),
    pupils: Type.Array(
      Type.Object(
        {
          record: Id,
          pupil: Id,
          link: Id,
          ...PersonName.properties,
          birthDate: orNull(Day),
          division: orNull(Type.String()),
          level: oneOf(linkLevels),
          seen: Type.Optional(Type.Boolean({ description: `Its account sees this pupil. ${toProtections}` })),
          disowned: Type.Optional(Type.Boolean({ description: `« Ce n’est pas mon enfant ». ${toProtections}` })),
        },
        closed,
      ),
    ),
    letters: Type.Array(
      Type.Object({ number: Type.String(), issuedAt: Instant, lastDay: Day, live: Type.Boolean() }, closed),
    ),
    events: Type.Array(
      Type.Object(
        {
          at: Instant,
          kind: Type.String(),
          reference: orNull(Type.String()),
          undoable: Type.Boolean({ description: 'A grouping that this school may undo.' }),
        },
        closed,
      ),
    ),
    requests: Type.Array(Reference),
    objections: Type.Array(Id),
    secondFactor: oneOf(['none', 'on', 'leaving'], 'leaving: a school asked to remove it.'),
    factorLeavesAt: orNull(Instant),
  },
  closed,
);

export function serveCards(api: ApiSite): void {
  api.school(
    'readAccount',
    { summary: 'An account, as this school may see it', params, answer: Card },
    async ({ deps, desk, params: { account: id }, scopes }) => {
      const card = await readCard(deps, desk, id);
      if (card === undefined) throw notFound();
      const body = {
        id: card.id,
        identifier: card.identifier,
        state: deskState(card),
        mailConfirmed: card.mailConfirmed,
        grouped: card.grouped,
        createdAt: at(card.createdAt),
        activatedAt: atOrNull(card.activatedAt),
        sessions: card.sessions,
        records: card.records.map((one) => ({
          record: one.guardianId,
          civility: one.civility,
          ...nameOf(one),
          mail: one.mail,
          phone: one.phone,
          goneAt: atOrNull(one.goneAt),
        })),
        pupils: card.pupils.map((one) => ({
          record: one.guardianId,
          pupil: one.pupilId,
          link: one.linkId,
          ...nameOf(one),
          birthDate: one.birthDate,
          division: one.division,
          level: one.level,
          ...(scopesAllow(scopes, 'read_protection') && {
            seen: one.entitling && one.heldFor === null,
            disowned: one.heldFor === 'not_my_child',
          }),
        })),
        letters: card.letters.map((one) => ({
          number: one.number,
          issuedAt: at(one.issuedAt),
          lastDay: one.lastDay,
          live: one.end === undefined,
        })),
        events: card.events.map((one) => ({
          at: at(one.at),
          kind: one.kind,
          reference: one.reference ?? null,
          undoable: one.undoable ?? false,
        })),
        requests: card.requests.map(({ reference }) => reference),
        objections: card.objections.map(({ id }) => id),
        ...factorOf(card.secondFactor),
      };
      return { body };
    },
  );

  serveLetter(api);
}

const factorOf = (factor: SecondFactorAtDesk) =>
  typeof factor === 'string'
    ? { secondFactor: factor, factorLeavesAt: null }
    : { secondFactor: 'leaving' as const, factorLeavesAt: at(factor.dueAt) };
