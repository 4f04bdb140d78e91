// French typography, done by code so that nobody has to type (or see) a no-break space.

const narrow = '\u202f';
const wide = '\u00a0';
const blanks = '[ \u00a0\u202f]';
const rules: readonly (readonly [RegExp, string])[] = [
  [/'/g, '’'],
  [new RegExp(`${blanks}+([?!;»])`, 'g'), `${narrow}$1`],
  [new RegExp(`«${blanks}*`, 'g'), `«${narrow}`],
  [new RegExp(`${blanks}+:`, 'g'), `${wide}:`],
  [/\b(M\.|Mme) (?=\p{Lu})/gu, `$1${wide}`],
  [new RegExp(`(\\d)${blanks}+(%|h\\b|min\\b)`, 'g'), `$1${wide}$2`],
  [new RegExp(`(\\d${wide}h)${blanks}+(\\d)`, 'g'), `$1${wide}$2`],
];

/** Puts the typographic apostrophe and the no-break spaces that French asks for. Doing it twice changes nothing. */
export function frenchTypography(text: string): string {
  return rules.reduce((done, [pattern, replacement]) => done.replace(pattern, replacement), text);
}
