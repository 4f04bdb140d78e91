// t('key', { n: 2 }) gives a string; t.rich('key', { b: (words) => <b>{words}</b> }) gives children for a page.
import { IntlMessageFormat } from 'intl-messageformat';
import type { ComponentChildren } from 'preact';
import type { CivilDate } from '../kernel/civil-date.js';
import { type Direction, defaultLocale, type Locale, languageOf } from './locales.js';
import type { Messages, Text, Wrap } from './messages.generated.js';
import { loadMessages, type MessageKey } from './messages.js';

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
  /** « 14 sept. 2026 », in the network's time zone: for a column */
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

function makeTranslator(locale: Locale, timeZone: string): T {
  const own = loadMessages().get(locale);
  const french = loadMessages().get(defaultLocale);
  const lists = new Intl.ListFormat(locale);
  const compiled = new Map<MessageKey, IntlMessageFormat>();

  function format(key: MessageKey, args: Record<string, unknown> | undefined): unknown {
    let message = compiled.get(key);
    if (message === undefined) {
      const ownText = own?.get(key);
      const text = ownText ?? french?.get(key);
      if (text === undefined) throw new Error(`no message ${key}`);
      message = new IntlMessageFormat(text, ownText === undefined ? defaultLocale : locale);
      compiled.set(key, message);
    }
    return message.format(args as Record<string, string>);
  }

  const plain = (key: MessageKey, args?: Record<string, unknown>): string => {
    const text = format(key, args);
    if (typeof text !== 'string') throw new Error(`message ${key} has tags: ask it by t.rich`);
    return text;
  };
  const rich = (key: MessageKey, args?: Record<string, unknown>): ComponentChildren[] => {
    const parts = format(key, args) as ComponentChildren;
    return Array.isArray(parts) ? parts : [parts];
  };
  return Object.assign(plain, {
    rich,
    locale,
    dir: languageOf(locale).dir,
    list: (words: readonly string[]) => lists.format(words),
    ...dates(locale, timeZone),
  }) as T;
}

function dates(
  locale: Locale,
  timeZone: string,
): Pick<T, 'day' | 'longDay' | 'dayOf' | 'moment' | 'shortDay' | 'hour'> {
  const ofDay = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'long' });
  const ofLongDay = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'full' });
  const ofInstant = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' });
  const ofShortDay = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' });
  const ofHour = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short' });
  const ordinal = (text: string): string => (locale === 'fr' ? text.replace(/(^|\s)1(?= \p{L})/u, '$11er') : text);
  const hour = (instant: Date): string => {
    const text = ofHour.format(instant);
    return locale === 'fr' ? text.replace(/^0?(\d+):(\d\d)$/, '$1\u00a0h\u00a0$2').replace(/\u00a000$/, '') : text;
  };
  return {
    day: (day) => ordinal(ofDay.format(new Date(`${day}T00:00:00Z`))),
    longDay: (day) => ordinal(ofLongDay.format(new Date(`${day}T00:00:00Z`))),
    dayOf: (instant) => ordinal(ofInstant.format(instant)),
    shortDay: (instant) => ordinal(ofShortDay.format(instant)),
    moment: (instant) => `${ordinal(ofInstant.format(instant))}, ${hour(instant)}`,
    hour,
  };
}
