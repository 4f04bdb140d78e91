// The thread in which letters are drawn, so that pages stay quick meanwhile. It does one task and ends: Typst's
// memory grows with each chunk and is only given back then.
import { parentPort, workerData } from 'node:worker_threads';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { type DrawingTitle, type DrawnChunk, openPress } from './draw.js';
import { joinPdfs } from './join.js';
import type { LetterContent } from './text.js';

export type DrawingTask =
  | (DrawingTitle & { readonly kind: 'draw'; readonly chunks: readonly (readonly LetterContent[])[] })
  | { readonly kind: 'join'; readonly pdfs: readonly Uint8Array[] };

export type DrawingAnswer =
  | { readonly kind: 'drawn'; readonly chunks: readonly DrawnChunk[] }
  | { readonly kind: 'joined'; readonly pdf: Uint8Array };

async function carryOut(task: DrawingTask): Promise<DrawingAnswer> {
  if (task.kind === 'join') return { kind: 'joined', pdf: await joinPdfs(task.pdfs) };
  const press = openPress();
  return { kind: 'drawn', chunks: task.chunks.map((chunk) => press.draw(chunk, task)) };
}

const pdfsOf = (answer: DrawingAnswer): readonly Uint8Array[] =>
  answer.kind === 'joined' ? [answer.pdf] : answer.chunks.map(({ pdf }) => pdf);

let answer: Outcome<DrawingAnswer, string>;
try {
  answer = done(await carryOut(workerData as DrawingTask));
} catch (error) {
  answer = refused(error instanceof Error ? error.message : String(error));
}
// Handed over, not copied: a copy of a thousand letters would make the pages wait.
parentPort?.postMessage(answer, answer.ok ? pdfsOf(answer.value).map((pdf) => pdf.buffer as ArrayBuffer) : []);
