// The thread in which the files of a delivery are opened and read: a hostile or a huge one takes its time and its memory,
// and ends with it. It gives one batch of rows for each time that it is asked.
import { parentPort, workerData } from 'node:worker_threads';
import type { CivilDate } from '../kernel/civil-date.js';
import { type Delivered, openDelivery } from './delivery.js';
import { type CollectedFindings, DeliveryRefused, type Finding, Findings } from './findings.js';
import { countedRows, type DeliveryLimits } from './limits.js';
import { recognise, type Wanted } from './recognise.js';
import type { RosterBatch, RosterHead } from './roster.js';

export type ReadingTask = {
  readonly paths: readonly Delivered[];
  readonly wanted: Wanted;
  readonly today: CivilDate;
  readonly timeZone: string;
  readonly limits: DeliveryLimits;
};

export type ReadingAnswer =
  | { readonly kind: 'head'; readonly head: RosterHead }
  | { readonly kind: 'batch'; readonly batch: RosterBatch }
  | {
      readonly kind: 'end';
      readonly hasGuardians: boolean;
      /** By the number that rows carry. */
      readonly fileNames: readonly (string | null)[];
      readonly findings: CollectedFindings;
    }
  | { readonly kind: 'refused'; readonly finding: Finding; readonly findings: CollectedFindings };

/** Told without being asked: a folder that somebody must remove, should the thread be ended. */
export type ReadingNote = { readonly kind: 'unpacking'; readonly folder: string };

const { paths, wanted, today, timeZone, limits } = workerData as ReadingTask;
const findings = new Findings();

let asked = 0;
let hear: (() => void) | undefined;
parentPort?.on('message', () => {
  asked += 1;
  hear?.();
});

async function answer(given: ReadingAnswer): Promise<void> {
  while (asked === 0)
    await new Promise<void>((resolve) => {
      hear = resolve;
    });
  asked -= 1;
  parentPort?.postMessage(given);
}

async function read(): Promise<ReadingAnswer> {
  const delivery = await openDelivery(paths, {
    limits,
    unpacking: (folder) => parentPort?.postMessage({ kind: 'unpacking', folder } satisfies ReadingNote),
  });
  try {
    for (const finding of delivery.findings) findings.add(finding);
    const roster = await recognise(delivery, wanted, { findings, today, timeZone });
    await answer({ kind: 'head', head: roster.head });
    const count = countedRows(limits.rows);
    for await (const batch of roster.batches) {
      count(batch);
      await answer({ kind: 'batch', batch });
    }
    // Rows of SIECLE carry 1 to 4, whatever was sent.
    const files = Math.max(delivery.files.length, delivery.tables.length, 5);
    return {
      kind: 'end',
      hasGuardians: roster.hasGuardians(),
      fileNames: Array.from({ length: files }, (_, file) => roster.fileName(file)),
      findings: findings.collected(),
    };
  } finally {
    await delivery.close();
  }
}

try {
  await answer(await read());
} catch (error) {
  if (!(error instanceof DeliveryRefused)) throw error;
  await answer({ kind: 'refused', finding: error.finding, findings: findings.collected() });
}
parentPort?.close();
