// Pupils of the school's own register that look entered twice. Only the register can join them.
import Type from 'typebox';
import { type PupilPair, readPupilPairs, tellPupilsApart } from '../duplicates/pupil-actions.js';
import { Problem, refusedAs } from './problem.js';
import { closed, Day, Id, nameOf, orNull, Page, Paging, PersonName, pageOf } from './schemas.js';
import type { ApiSite } from './serve.js';

const Pupil = Type.Object(
  {
    pupil: Id,
    ...PersonName.properties,
    birthDate: orNull(Day),
    division: orNull(Type.String()),
    guardians: Type.Array(Type.Object({ record: Id, ...PersonName.properties }, closed)),
  },
  closed,
);
const Pair = Type.Object({ one: Pupil, other: Pupil, reasons: Type.Array(Type.String()) }, closed);

const shown = (one: PupilPair['one']) => ({
  pupil: one.pupilId,
  ...nameOf(one),
  birthDate: one.birthDate,
  division: one.division,
  guardians: one.guardians.map((guardian) => ({ record: guardian.guardianId, ...nameOf(guardian) })),
});

export function servePupilDuplicates(api: ApiSite): void {
  api.school(
    'listPupilDuplicates',
    {
      summary: 'Pupils that look entered twice, likeliest first',
      description:
        'Those that the school told apart are not among them. Mend the others in the register’s own program.',
      query: Type.Object({ page: Page }, closed),
      answer: Type.Object({ ...Paging, pairs: Type.Array(Pair) }, closed),
    },
    async ({ deps, desk, query, takeToday }) => {
      await takeToday('read_duplicates');
      const { items, ...page } = pageOf(await readPupilPairs(deps, desk), query.page);
      const pairs = items.map(({ one, other, reasons }) => ({
        one: shown(one),
        other: shown(other),
        reasons: [...reasons],
      }));
      return { body: { ...page, pairs } };
    },
  );

  api.school(
    'tellPupilsApart',
    {
      summary: 'Say that two pupils are two children',
      params: Type.Object({ one: Id, other: Id }, closed),
      status: 204,
    },
    async ({ deps, desk, params: { one, other } }) => {
      if (one === other) throw new Problem(422, 'not_possible', 'Ce sont deux fois la même fiche.');
      const asked = { oneId: Math.min(one, other), otherId: Math.max(one, other) };
      const outcome = await tellPupilsApart(deps, desk, asked);
      if (outcome.ok) return {};
      throw refusedAs(outcome.why);
    },
  );
}
