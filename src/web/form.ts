// A posted form, read field by field into typed values, with what must be mended.
//
//   const form = readForm(t, request.body, {
//     identifier: line({ max: 64, need: t('signin.need-identifier') }),
//     password: secret({ max: 128, need: t('signin.need-password') }),
//   });
//   if (form.errors.length > 0) return page({ errors: form.errors, identifier: form.values.identifier });
import type { T } from '../i18n/translator.js';
import { type CivilDate, civilDate } from '../kernel/civil-date.js';
import { westernDigits } from '../kernel/text.js';
import type { DateTyped } from './choices.js';
import type { FieldError } from './view.js';

/** No form of ours can have sent this: a field twice, a file in the place of text. Answered 400. */
export class MalformedForm extends Error {
  readonly statusCode = 400;
}

/** What a reader may ask of the posted form, and how it complains. */
export type Posted = {
  /** The field's text; '' when it is absent. */
  readonly one: (name: string) => string;
  readonly all: (name: string) => readonly string[];
  readonly complain: (message: string) => void;
  readonly t: T;
};

export type Reader<V> = (posted: Posted, name: string) => V;
type Readers = Readonly<Record<string, Reader<unknown>>>;

export type FormRead<R extends Readers> = {
  readonly values: { readonly [K in keyof R]: ReturnType<R[K]> };
  readonly errors: readonly FieldError[];
};

export function readForm<R extends Readers>(t: T, body: unknown, readers: R): FormRead<R> {
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const errors: FieldError[] = [];
  const all = (name: string): readonly string[] => {
    const given: unknown = Object.hasOwn(fields, name) ? fields[name] : [];
    return (Array.isArray(given) ? given : [given]).map((value) => {
      if (typeof value !== 'string' || value.includes('\0')) throw new MalformedForm(`field ${name} is not text`);
      return value;
    });
  };
  const one = (name: string): string => {
    const given = all(name);
    if (given.length > 1) throw new MalformedForm(`field ${name} was given ${given.length} times`);
    return given[0] ?? '';
  };
  const values = Object.entries(readers).map(([name, reader]) => {
    // The first complaint about a field is enough for its reader to mend it.
    const complain = (message: string): void => {
      if (!errors.some((error) => error.field === name)) errors.push({ field: name, message });
    };
    return [name, reader({ one, all, complain, t }, name)];
  });
  return { values: Object.fromEntries(values) as FormRead<R>['values'], errors };
}

type TextRules = {
  readonly max: number;
  /** What to say when it is empty; without it the field may be. */
  readonly need?: string;
};

function checked({ max, need }: TextRules, posted: Posted, value: string): string {
  if (value === '' && need !== undefined) posted.complain(need);
  if ([...value].length > max) posted.complain(posted.t('form.too-long', { max }));
  return value;
}

/** A line of text: trimmed, blanks of all kinds and line ends made one blank. */
export function line(rules: TextRules): Reader<string> {
  return (posted, name) => checked(rules, posted, posted.one(name).normalize('NFC').replace(/\s+/gu, ' ').trim());
}

/** Some lines of text: trimmed, line ends made plain. */
export function paragraph(rules: TextRules): Reader<string> {
  return (posted, name) => checked(rules, posted, posted.one(name).normalize('NFC').replace(/\r\n?/g, '\n').trim());
}

/** A password, exactly as typed. */
export function secret(rules: TextRules): Reader<string> {
  return (posted, name) => checked(rules, posted, posted.one(name));
}

/** One of the values that the form offers. */
export function choice<const V extends string>(offered: readonly V[], need: string): Reader<V | undefined> {
  return (posted, name) => {
    const value = posted.one(name);
    const found = offered.find((one) => one === value);
    if (found === undefined) posted.complain(need);
    return found;
  };
}

/** Values ticked, without doubles, at most `max`. */
export function ticked({ max, need }: TextRules): Reader<readonly string[]> {
  return (posted, name) => {
    const values = [...new Set(posted.all(name).filter((value) => value !== ''))];
    if (values.length > max) throw new MalformedForm(`field ${name} has ${values.length} values`);
    if (values.length === 0 && need !== undefined) posted.complain(need);
    return values;
  };
}

/** The three boxes of <BirthDate>: what was typed, and the day when there is such a day. */
export function birthDate({ need }: { need: string }): Reader<{ typed: DateTyped; day: CivilDate | undefined }> {
  return (posted, name) => {
    const part = (box: string): string =>
      westernDigits(posted.one(`${name}-${box}`))
        .trim()
        .slice(0, 8);
    const typed = { day: part('day'), month: part('month'), year: part('year') };
    const texts = Object.values(typed);
    if (texts.some((text) => text === '')) posted.complain(need);
    if (/^\d{1,3}$/.test(typed.year)) posted.complain(posted.t('form.year-of-four'));
    const numbers = /^\d{4}$/.test(typed.year) && texts.every((text) => /^\d{1,4}$/.test(text));
    const day = numbers ? civilDate(Number(typed.year), Number(typed.month), Number(typed.day)) : undefined;
    if (day === undefined) posted.complain(posted.t('form.bad-date'));
    return { typed, day };
  };
}

/** One field of a post, before its form is read. */
export function postedField(body: unknown, name: string): string {
  const fields = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}
