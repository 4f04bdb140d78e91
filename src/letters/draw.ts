// Draws letters with Typst. Slow and hungry: only the drawing worker calls it.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { projectFolder } from '../kernel/project.js';
import { readFonts } from './fonts.js';
import type { LetterFormat } from './formats.js';
import { drawQr } from './qr.js';
import { type Sentence, type StripLanguage, stripSentences } from './strip.js';
import { type LetterContent, type LetterSheet, writeLetter } from './text.js';

/** What a reader of the batch should know of one letter: `letter` is its place in the batch, from 0. */
export type DrawingNote =
  /** No font shows these signs: others stand in their place. */
  | { readonly kind: 'signs_replaced'; readonly letter: number; readonly signs: readonly string[] }
  /** It has more to say than one page (or one half) holds, even tightened. */
  | { readonly kind: 'two_pages'; readonly letter: number };

export type DrawnChunk = { readonly pdf: Uint8Array; readonly pages: number; readonly notes: readonly DrawingNote[] };

/** What letter.typ and half-letter.typ read. */
type SheetData = {
  readonly format: LetterFormat;
  readonly title: string;
  readonly letters: readonly (LetterSheet & { readonly qr: string; readonly tight: number })[];
  readonly strip: readonly Sentence[];
  readonly signs: readonly string[];
};

const folder = fileURLToPath(new URL('src/letters/', projectFolder));
const tightest = 2;
const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });
const signsOf = (text: string): string[] => [...graphemes.segment(text)].map(({ segment }) => segment);

export type DrawingTitle = {
  readonly title: string;
  readonly languages: readonly StripLanguage[];
  readonly format: LetterFormat;
};

const templates: Readonly<Record<LetterFormat, string>> = {
  a4: 'letter.typ',
  a5: 'half-letter.typ',
  a5x2: 'half-letter.typ',
};

export type Press = {
  /** Draws at most about a hundred letters into one tagged PDF. Throws when Typst fails: no letter of ours makes it. */
  readonly draw: (contents: readonly LetterContent[], about: DrawingTitle) => DrawnChunk;
};

export function openPress(): Press {
  const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: readFonts() }] });

  function compile(data: Partial<SheetData>) {
    // Every text goes through JSON: nothing that a register holds is ever read as Typst.
    const whole: SheetData = { format: 'a4', title: 'Lettres', letters: [], strip: [], signs: [], ...data };
    compiler.mapShadow(join(folder, 'letters.json'), Buffer.from(JSON.stringify(whole)));
    const result = compiler.compile({ mainFilePath: join(folder, templates[whole.format]) });
    if (result.result === null || result.hasError())
      throw new Error(`Typst: ${JSON.stringify(result.takeDiagnostics()?.shortDiagnostics)}`);
    return result.result;
  }

  function canShow(signs: readonly string[]): boolean {
    const document = compile({ signs });
    try {
      compiler.pdf(document, { pdfStandard: 'ua-1' });
      return true;
    } catch {
      return false;
    }
  }

  // Signs met so far, and what is drawn in their place: themselves, unless no font shows them.
  const drawnAs = new Map<string, string>();

  function settle(signs: readonly string[]): void {
    if (signs.length === 0) return;
    if (canShow(signs)) {
      for (const sign of signs) drawnAs.set(sign, sign);
      return;
    }
    const [only] = signs;
    if (signs.length === 1 && only !== undefined) {
      drawnAs.set(only, replacements(only).find((one) => canShow([one])) ?? '?');
      return;
    }
    const half = signs.length >> 1;
    settle(signs.slice(0, half));
    settle(signs.slice(half));
  }

  function drawable(sheets: readonly LetterSheet[]): { sheets: LetterSheet[]; notes: DrawingNote[] } {
    const met = new Set<string>();
    for (const sheet of sheets) mapTexts(sheet, (text) => collect(text, met));
    settle([...met].filter((sign) => !drawnAs.has(sign)));
    const notes: DrawingNote[] = [];
    const drawn = sheets.map((sheet, letter) => {
      const missing = new Set<string>();
      const replaced = mapTexts(sheet, (text) =>
        signsOf(text)
          .map((sign) => {
            const drawnSign = drawnAs.get(sign) ?? sign;
            if (drawnSign !== sign) missing.add(sign);
            return drawnSign;
          })
          .join(''),
      );
      if (missing.size > 0) notes.push({ kind: 'signs_replaced', letter, signs: [...missing] });
      return missing.size > 0 ? replaced : sheet;
    });
    return { sheets: drawn, notes };
  }

  function draw(contents: readonly LetterContent[], { title, languages, format }: DrawingTitle): DrawnChunk {
    const { sheets, notes } = drawable(contents.map(writeLetter));
    const letters = sheets.map((sheet) => ({ ...sheet, qr: drawQr(sheet.qrAddress), tight: 0 }));
    const strip = stripSentences(languages, format);
    const pick = (some: readonly number[]) => letters.filter((_, letter) => some.includes(letter));
    // Two halves on a sheet are counted as halves alone.
    const counted = format === 'a5x2' ? 'a5' : format;
    const compileSome = (some: readonly number[]) => compile({ title, strip, format: counted, letters: pick(some) });

    /** One each, and the second page of those that have one; halves have none. */
    const pagesOf = (some: readonly number[]) =>
      some.length + (format === 'a4' ? pick(some).filter(({ second }) => second !== null).length : 0);

    /** Those that take more than one page, among some that together take too many: found by halving. */
    function tooLong(some: readonly number[]): readonly number[] {
      if (some.length === 1) return some;
      const half = some.length >> 1;
      return [some.slice(0, half), some.slice(half)].flatMap((part) =>
        compileSome(part).numOfPages === pagesOf(part) ? [] : tooLong(part),
      );
    }

    const all = letters.map((_, letter) => letter);
    const compileAll = () => compile({ title, strip, format, letters });
    let document = compileAll();
    // Pairs that fit fill their sheets; of an odd last one the empty half beside it would hide that it is too long.
    const fits =
      format === counted
        ? document.numOfPages === pagesOf(all)
        : all.length % 2 === 0
          ? document.numOfPages === all.length / 2
          : compileSome(all).numOfPages === pagesOf(all);
    let long = fits ? [] : tooLong(all);
    for (let tight = 1; long.length > 0 && tight <= tightest; tight += 1) {
      for (const letter of long) Object.assign(letters[letter] ?? {}, { tight });
      long = compileSome(long).numOfPages === pagesOf(long) ? [] : tooLong(long);
      document = compileAll();
    }
    const pdf = compiler.pdf(document, { pdfStandard: 'ua-1' });
    compiler.evictCache(0);
    return {
      pdf: new Uint8Array(pdf),
      pages: document.numOfPages,
      notes: [...notes, ...long.map((letter) => ({ kind: 'two_pages' as const, letter }))],
    };
  }

  return { draw };
}

/** What may stand for a sign, best first: its compatible form, then its letter without marks. */
function replacements(sign: string): string[] {
  const bare = sign.normalize('NFKD').replace(/\p{M}/gu, '');
  return [sign.normalize('NFKC'), bare].filter((one) => one !== sign && one !== '');
}

function collect(text: string, met: Set<string>): string {
  for (const sign of signsOf(text)) met.add(sign);
  return text;
}

/** The same value with every text in it changed. */
function mapTexts<T>(value: T, change: (text: string) => string): T {
  const map = (one: unknown): unknown => {
    if (typeof one === 'string') return change(one);
    if (Array.isArray(one)) return one.map(map);
    if (typeof one === 'object' && one !== null)
      return Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, map(inner)]));
    return one;
  };
  return map(value) as T;
}
