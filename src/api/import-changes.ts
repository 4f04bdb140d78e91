// Before an import is applied: who comes, who changes and who leaves, by name.
import Type from 'typebox';
import { pagesOf } from '../school/rules.js';
import { readChanges, readUpload } from '../uploads/actions.js';
import { changeActions, changeKinds, namedFields } from '../uploads/rules.js';
import { notFound, Problem } from './problem.js';
import { closed, Id, oneOf, orNull, Page, Paging } from './schemas.js';
import type { ApiSite } from './serve.js';

const Person = Type.Object(
  {
    familyName: Type.String(),
    firstName: Type.String(),
    division: orNull(Type.String()),
    pupilName: orNull(Type.String({ description: 'Of a link: its pupil.' })),
    fields: Type.Array(
      Type.Object(
        { field: Type.String(), before: orNull(Type.String()), after: orNull(Type.String()) },
        { ...closed, description: `What changes. Only named, both values null: ${namedFields.join(', ')}.` },
      ),
    ),
    accounts: orNull(Type.Integer({ description: 'Of a pupil who leaves: accounts that see him today.' })),
    account: orNull(
      oneOf(['none', 'loses', 'keeps'], 'Of a guardian who leaves: whether his account sees a pupil here afterwards.'),
    ),
  },
  closed,
);

export function serveImportChanges(api: ApiSite): void {
  api.school(
    'listImportChanges',
    {
      summary: 'Whom an import that waits would add, change or end, by name',
      description: 'One list at a time. The lists go when the import is applied or given up.',
      params: Type.Object({ import: Id }, closed),
      query: Type.Object(
        {
          what: oneOf(changeKinds, 'link: between two who stay.'),
          action: oneOf(changeActions, 'childless: a guardian who stays, whose account sees nobody here any more.'),
          page: Page,
        },
        closed,
      ),
      answer: Type.Object({ ...Paging, people: Type.Array(Person) }, closed),
    },
    async ({ deps, desk, params: { import: id }, query: { what, action, page = 1 } }) => {
      const upload = await readUpload(deps, desk, id);
      if (upload === undefined) throw notFound();
      if (upload.state !== 'ready')
        throw new Problem(409, 'not_possible', 'Cet import n’attend plus : il est en cours, ou il a pris fin.');
      const { total, people } = await readChanges(deps, id, what, action, page);
      const shown = people.map((one) => ({
        familyName: one.familyName,
        firstName: one.firstName,
        division: one.division,
        pupilName: one.pupilName,
        fields: one.fields.map(({ field, before, after }) => ({ field, before, after })),
        accounts: one.accounts,
        account: one.account,
      }));
      return { body: { page, pages: pagesOf(total), total, people: shown } };
    },
  );
}
