// What is wrong with a translation, told key by key: used by the tests and by `npm run messages`.
import { createHash } from 'node:crypto';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { type Locale, writtenAs } from './locales.js';
import type { TranslationState } from './messages.js';

export type FindingKind =
  | 'missing'
  | 'extra'
  | 'unreadable'
  | 'argument'
  | 'tag'
  | 'plural'
  | 'untranslated'
  /** The French text changed after it was translated. */
  | 'outdated'
  /** The translation has no state, or changed since it got one. */
  | 'unrecorded';

export type Finding = { readonly key: string; readonly kind: FindingKind; readonly detail: string };

export type Written = Readonly<Record<string, string>>;

/** Names, and words that are the same in both languages. */
const sameAsFrench: Readonly<Partial<Record<Locale, readonly string[]>>> & { readonly all: readonly string[] } = {
  all: ['app.name'],
  en: [
    'activation.step-code',
    'data.cookies',
    'grouping.date',
    'letter.code',
    'nav.label',
    'pager.label',
    'pager.page',
    'request.date',
  ],
  pt: ['nav.label', 'data.cookies'],
};

export function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 8);
}

type Shape = {
  /** Each argument with what it must be: a text, a number, or one of these choices. */
  readonly args: ReadonlyMap<string, string>;
  readonly tags: ReadonlySet<string>;
  /** The categories of each plural, `=0` and the like left out. */
  readonly plurals: readonly (readonly string[])[];
};

function shapeOf(text: string): Shape {
  const args = new Map<string, string>();
  const choices = new Map<string, Set<string>>();
  const tags = new Set<string>();
  const plurals: string[][] = [];
  const collect = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      switch (element.type) {
        case TYPE.argument:
          if (!args.has(element.value)) args.set(element.value, 'text');
          break;
        case TYPE.number:
        case TYPE.plural:
          args.set(element.value, 'number');
          break;
        case TYPE.select: {
          const known = choices.get(element.value) ?? new Set();
          for (const option of Object.keys(element.options)) known.add(option);
          choices.set(element.value, known);
          args.set(element.value, [...known].sort().join(' '));
          break;
        }
        case TYPE.tag:
          tags.add(element.value);
          collect(element.children);
          break;
        default:
          break;
      }
      if (element.type === TYPE.plural)
        plurals.push(Object.keys(element.options).filter((option) => !option.startsWith('=')));
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const option of Object.values(element.options)) collect(option.value);
    }
  };
  collect(parse(text.replaceAll("'", '’')));
  return { args, tags, plurals };
}

/** The plural categories that a message of the language must have: French and Portuguese « many » is for millions. */
export function categoriesOf(locale: Locale): string[] {
  const { pluralCategories } = new Intl.PluralRules(writtenAs(locale)).resolvedOptions();
  return pluralCategories
    .filter((category) => category !== 'many' || (locale !== 'fr' && locale !== 'pt'))
    .sort((one, other) => one.localeCompare(other));
}

export function checkTranslation(
  locale: Locale,
  french: Written,
  own: Written,
  states: ReadonlyMap<string, TranslationState>,
): Finding[] {
  const found: Finding[] = [];
  for (const [key, text] of Object.entries(french)) {
    const translated = own[key];
    if (translated === undefined) found.push({ key, kind: 'missing', detail: text });
    else found.push(...checkOne(locale, key, { text, translated, state: states.get(key) }));
  }
  for (const key of [...Object.keys(own), ...states.keys()])
    if (!(key in french)) found.push({ key, kind: 'extra', detail: 'French has no such message' });
  return found;
}

type Pair = { readonly text: string; readonly translated: string; readonly state: TranslationState | undefined };

function checkOne(locale: Locale, key: string, { text, translated, state }: Pair): Finding[] {
  const found: Finding[] = [];
  const tell = (kind: FindingKind, detail: string) => void found.push({ key, kind, detail });
  if (state !== undefined && state.french !== digestOf(text)) tell('outdated', text);
  if (state === undefined || state.own !== digestOf(translated))
    tell('unrecorded', 'npm run messages record, and read it again');
  let shape: Shape;
  try {
    shape = shapeOf(translated);
  } catch (error) {
    tell('unreadable', error instanceof Error ? error.message : String(error));
    return found;
  }
  const wanted = shapeOf(text);
  for (const [name, type] of wanted.args) {
    const given = shape.args.get(name);
    // A language without plurals may write the number as it comes.
    if (given !== type && !(type === 'number' && given === 'text'))
      tell('argument', `{${name}} ${differenceOf(given, type)}`);
  }
  for (const name of shape.args.keys()) if (!wanted.args.has(name)) tell('argument', `{${name}} is not in French`);
  for (const tag of wanted.tags) if (!shape.tags.has(tag)) tell('tag', `<${tag}> is missing`);
  for (const tag of shape.tags) if (!wanted.tags.has(tag)) tell('tag', `<${tag}> is not in French`);
  const categories = categoriesOf(locale).join(' ');
  for (const plural of shape.plurals) {
    const given = [...plural].sort((one, other) => one.localeCompare(other)).join(' ');
    if (given !== categories) tell('plural', `has ${given}; the language has ${categories}`);
  }
  const excepted = sameAsFrench.all.includes(key) || sameAsFrench[locale]?.includes(key) === true;
  const words = /\p{L}/u.test(text.replace(/\{\w+\}/g, ''));
  if (translated === text && words && !excepted) tell('untranslated', text);
  return found;
}

/** How an argument differs from the French one: a select by the choices that it lacks, and those it has in addition. */
function differenceOf(given: string | undefined, wanted: string): string {
  if (given === undefined) return 'is missing';
  const [own, french] = [new Set(given.split(' ')), new Set(wanted.split(' '))];
  const without = [...french].filter((choice) => !own.has(choice)).join(' ');
  const more = [...own].filter((choice) => !french.has(choice)).join(' ');
  return `lacks « ${without} », has « ${more} » too`;
}
