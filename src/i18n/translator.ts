// t('key', { n: 2 }) gives a string; t.rich('key', { b: (words) => <b>{words}</b> }) gives children for a page.
import { TYPE } from '@formatjs/icu-messageformat-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import { type ComponentChildren, h, isValidElement, type VNode } from 'preact';
import type { CivilDate } from '../kernel/civil-date.js';
import { type Direction, defaultLocale, type Locale, languageOf, writtenAs } from './locales.js';
import type { Messages, Text, Wrap } from './messages.generated.js';
import { isDraft, loadMessages, type MessageKey } from './messages.js';

/** A message with a tag cannot be asked as a plain string: its tag would have nobody to wrap it. */
type PlainArgs<K extends MessageKey> = Messages[K] extends undefined
  ? []
  : [args: { [P in keyof Messages[K]]: Messages[K][P] extends Wrap ? never : Messages[K][P] }];
type RichArgs<K extends MessageKey> = Messages[K] extends undefined
  ? []
  : [args: { [P in keyof Messages[K]]: Text extends Messages[K][P] ? ComponentChildren : Messages[K][P] }];

export type T = {
  <K extends MessageKey>(key: K, ...args: PlainArgs<K>): string;
  readonly rich: <K extends MessageKey>(key: K, ...args: RichArgs<K>) => ComponentChildren[];
  readonly locale: Locale;
  readonly dir: Direction;
  /** Some of its messages were read by nobody but their writer. */
  readonly isDraft: boolean;
  /** « Yanis, Lina et Noé » */
  readonly list: (words: readonly string[]) => string;
  /** « 14 septembre 2026 » */
  readonly day: (day: CivilDate) => string;
  /** The same with the day of the week: « lundi 14 septembre 2026 » */
  readonly longDay: (day: CivilDate) => string;
  /** The day of an instant, in the network's time zone */
  readonly dayOf: (instant: Date) => string;
  /** « 14 septembre 2026, 18 h 42 », in the network's time zone */
  readonly moment: (instant: Date) => string;
  /** « 14 sept. 2026 », in the network's time zone, on one line: for a column */
  readonly shortDay: (instant: Date) => string;
  /** « 18 h 42 », in the network's time zone */
  readonly hour: (instant: Date) => string;
};

const translators = new Map<string, T>();

/** The translator of a language; hours and days are told in `timeZone`. */
export function translator(locale: Locale, timeZone = 'Europe/Paris'): T {
  const name = `${locale} ${timeZone}`;
  const known = translators.get(name);
  if (known !== undefined) return known;
  const made = makeTranslator(locale, timeZone);
  translators.set(name, made);
  return made;
}

type Compiled = {
  readonly message: IntlMessageFormat;
  /** The language has no such message yet: these are the French words. */
  readonly isFrench: boolean;
  /** Arguments that are shown as they come. */
  readonly shown: ReadonlySet<string>;
};

// In a line that runs from the right, a French name or an identifier keeps its own order between these two signs.
const isolated = (text: string): string => `\u2068${text}\u2069`;

function makeTranslator(locale: Locale, timeZone: string): T {
  const own = loadMessages().get(locale);
  const french = loadMessages().get(defaultLocale);
  const { dir } = languageOf(locale);
  const lists = new Intl.ListFormat(writtenAs(locale));
  const compiled = new Map<MessageKey, Compiled>();

  function compile(key: MessageKey): Compiled {
    const ownText = own?.get(key);
    const text = ownText ?? french?.get(key);
    if (text === undefined) throw new Error(`no message ${key}`);
    const message = new IntlMessageFormat(text, writtenAs(ownText === undefined ? defaultLocale : locale));
    const made = { message, isFrench: ownText === undefined, shown: shownArguments(message.getAst()) };
    compiled.set(key, made);
    return made;
  }

  function format({ message, shown }: Compiled, args: Record<string, unknown> | undefined): unknown {
    if (dir === 'ltr' || args === undefined) return message.format(args as Record<string, string>);
    const apart = Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'string' && shown.has(name) ? isolated(value) : value,
    ]);
    return message.format(Object.fromEntries(apart));
  }

  const find = (key: MessageKey): Compiled => compiled.get(key) ?? compile(key);
  const plain = (key: MessageKey, args?: Record<string, unknown>): string => {
    const found = find(key);
    const text = format(found, args);
    if (typeof text !== 'string') throw new Error(`message ${key} has tags: ask it by t.rich`);
    return found.isFrench && dir === 'rtl' ? isolated(text) : text;
  };
  const rich = (key: MessageKey, args?: Record<string, unknown>): ComponentChildren[] => {
    const found = find(key);
    const said = format(found, args) as ComponentChildren;
    const parts = closedUp(Array.isArray(said) ? said : [said]);
    return found.isFrench && locale !== defaultLocale ? [h('bdi', { lang: defaultLocale, dir: 'ltr' }, parts)] : parts;
  };
  return Object.assign(plain, {
    rich,
    locale,
    dir,
    isDraft: isDraft(locale),
    list: (words: readonly string[]) => lists.format(dir === 'rtl' ? words.map(isolated) : words),
    ...dates(locale, timeZone),
  }) as T;
}

const closing = /^[\s\u202f]?[.,:;?!»)،؛؟。，：；？！）]+/u;

/** A full stop never begins a line: what stands there in one piece (an identifier, an address) keeps the sign after it. */
function closedUp(parts: readonly ComponentChildren[]): ComponentChildren[] {
  const done: ComponentChildren[] = [];
  for (const part of parts) {
    const before = done.at(-1);
    const [sign] = (typeof part === 'string' && closing.exec(part)) || [];
    if (sign !== undefined && typeof part === 'string' && isInOnePiece(before)) {
      done.splice(-1, 1, h('span', { class: 'whole' }, before, sign), part.slice(sign.length));
    } else done.push(part);
  }
  return done;
}

const isInOnePiece = (part: ComponentChildren): part is VNode =>
  isValidElement(part) && typeof part.type === 'function' && 'inOnePiece' in part.type;

function shownArguments(elements: ReturnType<IntlMessageFormat['getAst']>): Set<string> {
  const found = new Set<string>();
  const collect = (some: typeof elements): void => {
    for (const element of some) {
      if (element.type === TYPE.argument) found.add(element.value);
      else if (element.type === TYPE.tag) collect(element.children);
      else if (element.type === TYPE.select || element.type === TYPE.plural)
        for (const option of Object.values(element.options)) collect(option.value);
    }
  };
  collect(elements);
  return found;
}

function dates(
  locale: Locale,
  timeZone: string,
): Pick<T, 'day' | 'longDay' | 'dayOf' | 'moment' | 'shortDay' | 'hour'> {
  const tag = writtenAs(locale);
  const ofDay = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', dateStyle: 'long' });
  const ofLongDay = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', dateStyle: 'full' });
  const ofInstant = new Intl.DateTimeFormat(tag, { timeZone, dateStyle: 'long' });
  const ofShortDay = new Intl.DateTimeFormat(tag, { timeZone, dateStyle: 'medium' });
  const ofHour = new Intl.DateTimeFormat(tag, { timeZone, timeStyle: 'short', hourCycle: 'h23' });
  const ofMoment = new Intl.DateTimeFormat(tag, { timeZone, dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' });
  const ordinal = (text: string): string => (locale === 'fr' ? text.replace(/(^|\s)1(?= \p{L})/u, '$11er') : text);
  const hour = (instant: Date): string => {
    const text = ofHour.format(instant);
    return locale === 'fr' ? text.replace(/^0?(\d+):(\d\d)$/, '$1\u00a0h\u00a0$2').replace(/\u00a000$/, '') : text;
  };
  return {
    day: (day) => ordinal(ofDay.format(new Date(`${day}T00:00:00Z`))),
    longDay: (day) => ordinal(ofLongDay.format(new Date(`${day}T00:00:00Z`))),
    dayOf: (instant) => ordinal(ofInstant.format(instant)),
    shortDay: (instant) => ordinal(ofShortDay.format(instant)).replaceAll(' ', '\u00a0'),
    moment: (instant) =>
      locale === 'fr' ? `${ordinal(ofInstant.format(instant))}, ${hour(instant)}` : ofMoment.format(instant),
    hour,
  };
}
