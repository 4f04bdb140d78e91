// How much a whole delivery may hold: each file is bounded by its reader, and all of them together here.
import { DeliveryRefused } from './findings.js';
import type { RosterBatch } from './roster.js';
import type { XmlFile } from './xml.js';

export type DeliveryLimits = {
  /** Unpacked, of all archives, whatever lies in them. */
  readonly archiveBytes: number;
  readonly xmlFiles: number;
  readonly xmlBytes: number;
  readonly tables: number;
  readonly tableBytes: number;
  /** Of each kind; what is not named is bounded by the bytes alone. */
  readonly rows: Readonly<Partial<Record<CountedRows, number>>>;
};

type CountedRows = 'pupils' | 'guardians' | 'links';
const rowWords: Readonly<Record<CountedRows, string>> = { pupils: 'élèves', guardians: 'responsables', links: 'liens' };

const megabyte = 1024 ** 2;
const ofTables = { tables: 12, tableBytes: 128 * megabyte };

/** A school's own export: some ten files, some ten megabytes. */
export const schoolLimits: DeliveryLimits = {
  archiveBytes: 256 * megabyte,
  xmlFiles: 24,
  xmlBytes: 256 * megabyte,
  rows: { pupils: 20_000, guardians: 40_000, links: 80_000 },
  ...ofTables,
};

/** What covers an académie. */
export const networkLimits: DeliveryLimits = {
  archiveBytes: 4096 * megabyte,
  xmlFiles: 20_000,
  xmlBytes: 4096 * megabyte,
  rows: {},
  ...ofTables,
};

const inFrench = new Intl.NumberFormat('fr-FR');

export const tooMany = (what: string, most: number): DeliveryRefused =>
  new DeliveryRefused(
    'FILE_LIMIT',
    null,
    null,
    `Il y a plus de ${inFrench.format(most)} ${what} : une école en envoie moins. Envoyez seulement les fichiers de l’export.`,
  );

/** Counts the rows of a delivery, batch after batch. Throws DeliveryRefused. */
export function countedRows(most: DeliveryLimits['rows']): (batch: RosterBatch) => void {
  const seen = { pupils: 0, guardians: 0, links: 0 };
  return (batch) => {
    for (const kind of ['pupils', 'guardians', 'links'] as const) {
      seen[kind] += batch[kind].length;
      const limit = most[kind];
      if (limit !== undefined && seen[kind] > limit) throw tooMany(rowWords[kind], limit);
    }
  };
}

/** Wraps files so that what is read of all of them together is counted; a part that is read again counts once. */
export function countedTogether(most: number): (file: XmlFile) => XmlFile {
  let left = most;
  return (file) => {
    let seen = 0;
    return {
      ...file,
      open: async () => {
        const bytes = await file.open();
        return (async function* () {
          let at = 0;
          for await (const part of bytes) {
            at += part.length;
            left -= Math.max(0, at - seen);
            seen = Math.max(seen, at);
            if (left < 0)
              throw new DeliveryRefused(
                'FILE_LIMIT',
                file.name,
                null,
                `Ces fichiers dépassent ${most / megabyte} Mo à eux tous, une fois ouverts. Envoyez seulement les fichiers de l’export.`,
              );
            yield part;
          }
        })();
      },
    };
  };
}
