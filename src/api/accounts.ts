// Accounts as the school of the token may see them.
import Type, { type Static } from 'typebox';
import { linkLevels } from '../people/rules.js';
import { readList } from '../school/actions.js';
import { deskFilters, deskState, everything, type ListQuery, listSorts, pagesOf } from '../school/rules.js';
import { scopesAllow } from '../staff/scope-rules.js';
import { lacksScope } from './bearer-actions.js';
import { atOrNull, closed, Id, Instant, nameOf, oneOf, orNull, PersonName } from './schemas.js';
import type { ApiSite } from './serve.js';

export const deskStates = [
  'never_activated',
  'active',
  'no_mail',
  'grouped',
  'asleep',
  'frozen',
  'suspended',
  'closed',
] as const;

const ListedAccount = Type.Object(
  {
    id: Id,
    identifier: Type.String(),
    state: oneOf(deskStates),
    mailConfirmed: Type.Boolean(),
    grouped: Type.Boolean(),
    activatedAt: orNull(Instant),
    guardians: Type.Array(PersonName),
    pupils: Type.Array(Type.Object({ ...PersonName.properties, division: orNull(Type.String()) }, closed)),
  },
  closed,
);

/** Which accounts, and in which order. */
export const Choice = {
  search: Type.Optional(Type.String({ maxLength: 100, description: 'Beginnings of names, or of an identifier.' })),
  filter: Type.Optional(oneOf(deskFilters, 'restricted: for a token that may read protections.')),
  division: Type.Optional(Type.String({ maxLength: 100 })),
  mailConfirmed: Type.Optional(Type.Boolean()),
  level: Type.Optional(oneOf(linkLevels)),
  sort: Type.Optional(oneOf(listSorts)),
  descending: Type.Optional(Type.Boolean()),
};
const Query = Type.Object({ ...Choice, page: Type.Optional(Type.Integer({ minimum: 1, maximum: 999_999 })) }, closed);

/** Who has hidden pupils is not told where a protection may not be: what no other cause explains would be one. */
export function askedOf(query: Static<typeof Query>, scopes: readonly string[]): ListQuery {
  const { search = '', mailConfirmed, level, ...rest } = query;
  if (rest.filter === 'restricted' && !scopesAllow(scopes, 'read_protection')) throw lacksScope('read_protection');
  const typed = search.normalize('NFC').trim();
  return { ...everything, ...rest, search: typed, mail: mailConfirmed ?? null, level: level ?? null };
}

export function serveAccounts(api: ApiSite): void {
  api.school(
    'listAccounts',
    {
      summary: 'Search and list accounts',
      description: 'Fifty a page. A page beyond the last one is the last one.',
      query: Query,
      answer: Type.Object(
        {
          page: Type.Integer(),
          pages: Type.Integer(),
          total: Type.Integer(),
          accounts: Type.Array(ListedAccount),
        },
        closed,
      ),
    },
    async ({ deps, desk, query, scopes }) => {
      const asked = askedOf(query, scopes);
      const list = await readList(deps, desk, asked);
      const total = list.counts[asked.filter];
      const accounts = list.accounts.map((account) => ({
        id: account.id,
        identifier: account.identifier,
        state: deskState(account),
        mailConfirmed: account.mailConfirmed,
        grouped: account.grouped,
        activatedAt: atOrNull(account.activatedAt),
        guardians: account.guardians.map(nameOf),
        pupils: account.pupils.map((pupil) => ({ ...nameOf(pupil), division: pupil.division })),
      }));
      return { body: { page: list.query.page, pages: pagesOf(total), total, accounts } };
    },
  );
}
