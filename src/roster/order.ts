// What an import is asked to do, and how it is refused.
import type { Actor } from '../audit/events.js';
import type { Tx } from '../db/open.js';
import type { RegisterSource } from '../people/rules.js';
import type { Delivered } from './delivery.js';
import type { Finding } from './findings.js';
import type { ImportReport } from './report.js';

export type ImportOrder = {
  /** Files and folders, absolute. */
  readonly paths: readonly Delivered[];
  readonly format: RegisterSource | undefined;
  /** Only this school; a file of another one is refused. */
  readonly school: string | undefined;
  readonly dryRun: boolean;
  readonly acceptDrop: boolean;
  readonly acceptOlder: boolean;
  readonly operator: Actor;
  /** For a school at its desk: what covers an académie is refused. */
  readonly ownRegister?: boolean;
  /** Hears, now and then, how many rows were read. */
  readonly whileReading?: (rows: number) => Promise<void>;
  /** Last in the transaction of a dry run, while its plan is there. */
  readonly looked?: (tx: Tx, report: ImportReport) => Promise<void>;
  /** What was shown before: an import that would do anything else is refused. */
  readonly shown?: ImportReport;
  /** First in the transaction that applies; a finding refuses it. */
  readonly mayApply?: (tx: Tx) => Promise<Finding | undefined>;
  /** Last in that transaction; without an id the register was already as the delivery says. */
  readonly applied?: (tx: Tx, report: ImportReport, importId: number | undefined) => Promise<void>;
};

/** Why nothing was changed: one finding or more, and what was read until then. */
export type ImportRefused = { readonly reasons: readonly Finding[]; readonly report: ImportReport };
