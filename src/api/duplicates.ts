// Records of the school's own register that look like one person, and what the school says of them.
import Type from 'typebox';
import { answerPair, type LikelyPair, readDuplicates } from '../duplicates/actions.js';
import { Problem, refusedAs } from './problem.js';
import { closed, Id, nameOf, oneOf, orNull, Page, Paging, PersonName, pageOf } from './schemas.js';
import type { ApiSite } from './serve.js';

const lists = ['open', 'two_accounts', 'to_mend'] as const;

const Paired = Type.Object(
  {
    record: Id,
    account: orNull(Id),
    civility: orNull(Type.String()),
    ...PersonName.properties,
    mail: orNull(Type.String()),
    phone: orNull(Type.String()),
    pupils: Type.Array(Type.String()),
  },
  closed,
);

const Pair = Type.Object(
  {
    one: Paired,
    other: Paired,
    kind: oneOf(['person', 'typing'], 'Two records of one person, or one record badly typed.'),
    likeness: Type.Array(Type.String()),
    evidence: Type.Array(oneOf(['same_mail', 'same_phone', 'same_pupil'])),
    answer: orNull(oneOf(['same', 'different'])),
  },
  closed,
);

const paired = (record: LikelyPair['one']) => ({
  record: record.guardianId,
  account: record.accountId,
  civility: record.civility,
  ...nameOf(record),
  mail: record.mail,
  phone: record.phone,
  pupils: [...record.pupils],
});

export function serveDuplicates(api: ApiSite): void {
  api.school(
    'listDuplicates',
    {
      summary: 'Pairs of records that look like one person, likeliest first',
      query: Type.Object(
        {
          list: Type.Optional(
            oneOf(
              lists,
              'open (unless told): nobody said anything of them; two_accounts: one person with two accounts, whom a letter lets put them together; to_mend: what the register itself should say otherwise.',
            ),
          ),
          page: Page,
        },
        closed,
      ),
      answer: Type.Object({ ...Paging, pairs: Type.Array(Pair) }, closed),
    },
    async ({ deps, desk, query, takeToday }) => {
      await takeToday('read_duplicates');
      const found = await readDuplicates(deps, desk);
      const list = { open: found.open, two_accounts: found.twoAccounts, to_mend: found.toMend }[query.list ?? 'open'];
      const { items, ...page } = pageOf(list, query.page);
      const pairs = items.map((pair) => ({
        one: paired(pair.one),
        other: paired(pair.other),
        kind: pair.kind,
        likeness: [...pair.likeness],
        evidence: [...pair.evidence],
        answer: pair.answer,
      }));
      return { body: { ...page, pairs } };
    },
  );

  api.school(
    'answerDuplicate',
    {
      summary: 'Say whether two records are one person',
      description: 'Remembered until said otherwise. It groups nothing: the parent does, with a letter.',
      params: Type.Object({ one: Id, other: Id }, closed),
      body: Type.Object({ answer: oneOf(['same', 'different']) }, closed),
      status: 204,
    },
    async ({ deps, desk, params: { one, other }, body: { answer } }) => {
      if (one === other) throw new Problem(422, 'not_possible', 'Ce sont deux fois la même fiche.');
      const outcome = await answerPair(deps, desk, {
        oneId: Math.min(one, other),
        otherId: Math.max(one, other),
        answer,
      });
      if (outcome.ok) return {};
      throw refusedAs(outcome.why);
    },
  );
}
