// Has letters drawn in a thread of their own and gives back one PDF, or why there is none.
import { Worker } from 'node:worker_threads';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import type { DrawingNote } from './draw.js';
import type { DrawingAnswer, DrawingTask } from './drawing-worker.js';
import { drawingOrder, type LetterFormat } from './formats.js';
import { type StripLanguage, stripLanguages } from './strip.js';
import type { LetterContent } from './text.js';

export type DrawnLetters = {
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly notes: readonly DrawingNote[];
};

/** Typst or its thread failed; `detail` is for the log, and holds no text of a letter. */
export type DrawingFailure = { readonly kind: 'drawing_failed'; readonly detail: string };

export type DrawingChoice = {
  /** Of the strip: those that the site speaks; all six unless told. */
  readonly languages?: readonly StripLanguage[];
  /** A whole sheet each unless told. */
  readonly format?: LetterFormat;
  /** Letters drawn at once, an even number; a hundred unless told. */
  readonly chunkLength?: number;
  /** Hears, now and then, how many letters are drawn. */
  readonly whileDrawing?: (letters: number) => Promise<void>;
};

// Typst takes some 1.2 MB a letter, and gives little of it back before its thread ends (docs/decisions/0010).
const chunksPerThread = 3;

/** Draws letters into one tagged PDF: one a page, in order, or two on a sheet so that the cut pile is in order. */
export async function drawLetters(
  contents: readonly LetterContent[],
  { languages = stripLanguages, format = 'a4', chunkLength = 100, whileDrawing }: DrawingChoice = {},
): Promise<Outcome<DrawnLetters, DrawingFailure>> {
  const [first] = contents;
  if (first === undefined) throw new RangeError('no letter to draw');
  const title = contents.length === 1 ? `Lettre ${first.number}` : `Lettres, ${first.school.name}`;
  const order = drawingOrder(contents.length, format);
  const ordered = order.flatMap((place) => contents[place] ?? []);
  const pdfs: Uint8Array[] = [];
  const notes: DrawingNote[] = [];
  let pages = 0;
  const perThread = chunkLength * chunksPerThread;
  for (let start = 0; start < contents.length; start += perThread) {
    const chunks = cut(ordered.slice(start, start + perThread), chunkLength);
    const answer = await inThread({ kind: 'draw', chunks, title, languages, format });
    if (!answer.ok) return answer;
    if (answer.value.kind !== 'drawn') throw new Error('the drawing thread answered something else');
    for (const [index, chunk] of answer.value.chunks.entries()) {
      pdfs.push(chunk.pdf);
      pages += chunk.pages;
      const before = start + index * chunkLength;
      notes.push(...chunk.notes.map((note) => ({ ...note, letter: order[note.letter + before] ?? Number.NaN })));
    }
    await whileDrawing?.(Math.min(start + perThread, contents.length));
  }
  const [only, ...others] = pdfs;
  if (only !== undefined && others.length === 0) return done({ pdf: only, pages, notes });
  const joined = await inThread({ kind: 'join', pdfs });
  if (!joined.ok) return joined;
  if (joined.value.kind !== 'joined') throw new Error('the drawing thread answered something else');
  return done({ pdf: joined.value.pdf, pages, notes });
}

function cut<T>(all: readonly T[], length: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / length) }, (_, index) =>
    all.slice(index * length, (index + 1) * length),
  );
}

function inThread(task: DrawingTask): Promise<Outcome<DrawingAnswer, DrawingFailure>> {
  return new Promise((resolve) => {
    const failed = (detail: string) => resolve(refused({ kind: 'drawing_failed', detail }));
    const worker = new Worker(new URL('drawing-worker.js', import.meta.url), {
      workerData: task,
      transferList: task.kind === 'join' ? task.pdfs.map(({ buffer }) => buffer as ArrayBuffer) : [],
    });
    let answer: Outcome<DrawingAnswer, string> | undefined;
    worker.on('message', (message: Outcome<DrawingAnswer, string>) => {
      answer = message;
    });
    worker.on('error', (error) => failed(error instanceof Error ? error.message : String(error)));
    // Only then is its memory given back.
    worker.on('exit', (code) => {
      if (answer === undefined) failed(`the drawing thread ended with ${code}`);
      else if (answer.ok) resolve(answer);
      else failed(answer.why);
    });
  });
}
