// Has a delivery read in a thread of its own, and gives back its rows in batches: pages are answered meanwhile. The thread
// has so much memory and so much time between two batches; one that takes more is ended, and its delivery refused.
import { rm } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { CivilDate } from '../kernel/civil-date.js';
import { DeliveryRefused, type Findings } from './findings.js';
import { networkLimits, schoolLimits } from './limits.js';
import type { ImportOrder } from './order.js';
import type { ReadingAnswer, ReadingNote, ReadingTask } from './reading-worker.js';
import type { Roster, RosterBatch } from './roster.js';

export type ThreadLimits = {
  /** Of JavaScript's objects; what is unpacked is bounded by the limits of a delivery. */
  readonly megabytes: number;
  /** Between what is asked and the answer: a batch, or all that comes before the first. */
  readonly seconds: number;
};

const threadLimits: ThreadLimits = { megabytes: 768, seconds: 300 };

export type Reading = {
  readonly roster: Roster;
  /** Ends the thread, wherever it is, and removes what it unpacked. */
  readonly close: () => Promise<void>;
};

/** Opens a delivery. Throws DeliveryRefused; findings are told once its rows are read, or it is refused. */
export async function readInThread(
  order: Pick<ImportOrder, 'paths' | 'format' | 'school' | 'ownRegister'>,
  when: { readonly today: CivilDate; readonly timeZone: string },
  findings: Findings,
  limits = threadLimits,
): Promise<Reading> {
  const { paths, format, school, ownRegister = false } = order;
  const task: ReadingTask = {
    ...{ paths, ...when },
    wanted: { format, school, ownRegister },
    limits: ownRegister ? schoolLimits : networkLimits,
  };
  const { ask, close } = startThread(task, limits);
  try {
    const head = await ask(findings);
    if (head.kind !== 'head') throw new Error('the reading thread answered something else');
    let last: Extract<ReadingAnswer, { kind: 'end' }> | undefined;
    async function* batches(): AsyncGenerator<RosterBatch> {
      for (let coming = ask(findings); ; ) {
        const answer = await coming;
        if (answer.kind === 'end') last = answer;
        if (answer.kind !== 'batch') return;
        // The next one is read while this one is laid down.
        coming = ask(findings);
        coming.catch(() => {});
        yield answer.batch;
      }
    }
    const roster: Roster = {
      head: head.head,
      batches: batches(),
      hasGuardians: () => last?.hasGuardians ?? false,
      fileName: (file) => last?.fileNames[file] ?? null,
    };
    return { roster, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Thread = {
  /** Asks for what comes next; a refusal is thrown, with its findings taken. */
  readonly ask: (findings: Findings) => Promise<ReadingAnswer>;
  readonly close: Reading['close'];
};

function startThread(task: ReadingTask, limits: ThreadLimits): Thread {
  const worker = new Worker(new URL('reading-worker.js', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
  });
  const answers: ReadingAnswer[] = [];
  const folders: string[] = [];
  let over: Error | undefined;
  let hear = () => {};
  const fail = (error: Error) => {
    over ??= error;
    hear();
  };
  worker.on('message', (told: ReadingAnswer | ReadingNote) => {
    if (told.kind === 'unpacking') folders.push(told.folder);
    else answers.push(told);
    hear();
  });
  worker.on('error', (error: Error & { code?: string }) => {
    fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : error);
  });
  worker.on('exit', (code) => fail(new Error(`the reading thread ended with ${code}`)));
  const close = async () => {
    fail(new Error('the reading thread was ended'));
    await worker.terminate();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  };

  async function next(): Promise<ReadingAnswer> {
    worker.postMessage('next');
    const timer = setTimeout(() => {
      fail(tooLong());
      void worker.terminate();
    }, limits.seconds * 1000);
    try {
      for (;;) {
        const answer = answers.shift();
        if (answer !== undefined) return answer;
        if (over !== undefined) throw over;
        await new Promise<void>((resolve) => {
          hear = resolve;
        });
      }
    } finally {
      clearTimeout(timer);
    }
  }

  const ask = async (findings: Findings) => {
    const answer = await next();
    if (answer.kind === 'end' || answer.kind === 'refused') findings.take(answer.findings);
    if (answer.kind !== 'refused') return answer;
    const { code, file, line, sentence } = answer.finding;
    throw new DeliveryRefused(code, file, line, sentence);
  };
  return { ask, close };
}

const tooLarge = () =>
  new DeliveryRefused(
    'READING_TOO_LARGE',
    null,
    null,
    'Ces fichiers prennent trop de mémoire : leur lecture est arrêtée. Envoyez seulement l’export, tel que son programme le donne.',
  );

const tooLong = () =>
  new DeliveryRefused(
    'READING_TOO_LONG',
    null,
    null,
    'Ces fichiers prennent trop de temps : leur lecture est arrêtée. Envoyez seulement l’export, tel que son programme le donne.',
  );
