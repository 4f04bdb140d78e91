// The look of a network: a colour that everybody can read, and all that is made of it.
import { done, type Outcome, refused } from '../kernel/outcome.js';

export type Look = {
  /** '' : as the machine is configured. */
  readonly name: string;
  readonly colour: string | null;
  /** Harmless SVG. */
  readonly logo: string | null;
};
export const ownLook: Look = { name: '', colour: null, logo: null };
export const longestName = 40;

type Rgb = readonly [number, number, number];
const rgbOf = (colour: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as unknown as Rgb;
const hexOf = (rgb: Rgb): string => `#${rgb.map((one) => Math.round(one).toString(16).padStart(2, '0')).join('')}`;

/** From the first colour (0) to the other (1). */
function mix(one: string, other: string, part: number): string {
  const [from, to] = [rgbOf(one), rgbOf(other)];
  return hexOf(from.map((value, at) => value + ((to[at] ?? 0) - value) * part) as unknown as Rgb);
}

function luminance(colour: string): number {
  const [red, green, blue] = rgbOf(colour).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** As WCAG 2.2 counts it, from 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Of all that carries words, as of the other colours of the style. */
export const leastContrast = 7;
const white = '#ffffff';
const black = '#000000';
/** As public/fratrie.css has them, by day and by night (test/look.test.ts compares). */
export const day = { paper: '#fbf6ef', sheet: white, railText: '#fbeef5' } as const;
export const night = { paper: '#1b141b', sheet: '#261d26', rail: '#130d13' } as const;

const tintOf = (colour: string): string => mix(colour, white, 0.92);
/** Against the worst of what it stands on: a sheet, the paper, a calm panel, and under the white word of a button. */
const worstContrast = (colour: string): number =>
  Math.min(...[day.sheet, day.paper, tintOf(colour)].map((ground) => contrastOf(colour, ground)));

/** The first of the mixtures that satisfies; the last one is the end itself. */
function towards(colour: string, end: string, satisfies: (mixed: string) => boolean): string {
  for (let part = 0; part < 1; part += 0.02) {
    const mixed = mix(colour, end, part);
    if (satisfies(mixed)) return mixed;
  }
  return end;
}

export type ColourRefusal =
  | { readonly why: 'no_colour' }
  /** `nearby` is darker, and passes. */
  | { readonly why: 'too_pale'; readonly contrast: number; readonly nearby: string };

export function readColour(typed: string): Outcome<string | null, ColourRefusal> {
  if (typed === '') return done(null);
  const colour = `#${typed.replace(/^#/, '')}`.toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(colour)) return refused({ why: 'no_colour' });
  const contrast = worstContrast(colour);
  if (contrast >= leastContrast) return done(colour);
  const nearby = towards(colour, black, (mixed) => worstContrast(mixed) >= leastContrast);
  return refused({ why: 'too_pale', contrast: Math.floor(contrast * 10) / 10, nearby });
}

/** What a style sheet sets anew: brand, on, press, tint and rail, by day and by night. Kept, closing and wrong never change. */
export function styleSheet(colour: string): string {
  const light = {
    brand: colour,
    on: white,
    press: mix(colour, black, 0.3),
    tint: tintOf(colour),
    rail: towards(colour, black, (mixed) => contrastOf(mixed, day.railText) >= 10),
  };
  const tint = mix(colour, night.paper, 0.72);
  const readable = (mixed: string) =>
    [night.paper, night.sheet, tint].every((ground) => contrastOf(mixed, ground) >= 7);
  const brand = towards(colour, white, readable);
  const dark = {
    brand,
    on: towards(mix(colour, black, 0.5), black, (mixed) => contrastOf(mixed, brand) >= 7),
    press: mix(brand, white, 0.4),
    tint,
    rail: night.rail,
  };
  const block = (tokens: Readonly<Record<string, string>>) =>
    `:root{${Object.entries(tokens)
      .map(([name, value]) => `--${name}:${value}`)
      .join(';')}}`;
  return `${block(light)}@media (prefers-color-scheme:dark){${block(dark)}}`;
}

/** What pages are told of the look that holds. */
export type ShownLook = {
  readonly version: string;
  readonly name: string;
  readonly colour: boolean;
  readonly logo: boolean;
};
