// Shapes that several answers share. The description of the interface is made of these very schemas, and so are the checks.
import Type, { type Static, type TSchema } from 'typebox';
import { phoneShape, schoolLengths } from '../people/rules.js';
import { pageSize, pagesOf } from '../school/rules.js';
import { problemCodes } from './problem.js';

/** Nothing but what is named: a member that nobody knows is refused, never ignored. */
export const closed = { additionalProperties: false } as const;

export const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

export const oneOf = <const V extends readonly string[]>(values: V, description?: string) =>
  Type.Unsafe<V[number]>({ type: 'string', enum: [...values], ...(description === undefined ? {} : { description }) });

export const Id = Type.Integer({ minimum: 1, maximum: 999_999_999_999_999 });
export const Instant = Type.String({ format: 'date-time' });
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export const Reference = Type.String({ pattern: '^[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}$', examples: ['S-4K7M-20XP'] });
/** As a `version` was read: it says what was seen. */
export const Version = Type.String({ minLength: 1, maxLength: 64, pattern: '^[\\w-]+$' });

export const SchoolPhone = Type.String({ maxLength: schoolLengths.phone, pattern: `^$|${phoneShape.source}` });

export const PersonName = Type.Object(
  { firstName: Type.String(), familyName: Type.String(), usageName: orNull(Type.String()) },
  closed,
);

export const nameOf = ({ firstName, familyName, usageName }: Static<typeof PersonName>) => ({
  firstName,
  familyName,
  usageName,
});

/** Lists that are short enough to be read whole are given fifty at a time all the same. */
export const Page = Type.Optional(Type.Integer({ minimum: 1, maximum: 99_999 }));
export const Paging = { page: Type.Integer(), pages: Type.Integer(), total: Type.Integer() };

/** One page of a list, and where it stands; a page beyond the last one is the last one. */
export function pageOf<T>(list: readonly T[], asked = 1) {
  const pages = pagesOf(list.length);
  const page = Math.min(asked, pages);
  return { page, pages, total: list.length, items: list.slice((page - 1) * pageSize, page * pageSize) };
}

export const at = (instant: Date): string => instant.toISOString();
export const atOrNull = (instant: Date | null): string | null => instant?.toISOString() ?? null;

export const ProblemDocument = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: oneOf(problemCodes, 'What programs may rely on.'),
    detail: Type.String({ description: 'The sentence of the desk, in French.' }),
    request: Type.String({ description: 'The number of the request in the log.' }),
  },
  { $id: 'Problem', description: 'RFC 9457. Some codes come with more members.' },
);
export const problemRef = Type.Unsafe<Static<typeof ProblemDocument>>({ $ref: 'Problem#' });
