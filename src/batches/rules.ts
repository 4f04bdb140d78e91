// Letters made many at once at a desk: what is asked, and how the address of the page says it. Pure.

export const paperKinds = ['pdf', 'csv'] as const;
export type PaperKind = (typeof paperKinds)[number];
export type BatchState = 'making' | 'ready' | 'failed';

/** What the queue carries. */
export type BatchJob = { readonly batchId: number };

/** Begun so often without an end, it is given up. */
export const mostTries = 3;

/** Recipients that can be ticked one by one: those of a class, not of a school. */
export const mostTicked = 200;

export type BatchQuery = {
  /** Undefined: the whole school. */
  readonly division: string | undefined;
  /** Also accounts whose letter still works. */
  readonly reissue: boolean;
};

export function readBatchQuery(query: Readonly<Record<string, unknown>>): BatchQuery {
  const { classe, valables } = query;
  const division = typeof classe === 'string' ? classe.slice(0, 100) : '';
  return { division: division === '' ? undefined : division, reissue: valables === 'oui' };
}

export function writeBatchQuery({ division, reissue }: BatchQuery): Record<string, string> {
  return { ...(division === undefined ? {} : { classe: division }), ...(reissue ? { valables: 'oui' } : {}) };
}
