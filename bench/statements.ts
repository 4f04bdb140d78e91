// The statements that a piece of the program sends to PostgreSQL, written down, and sent again by nobody but the driver.
import type pg from 'pg';

export type Statement = { readonly text: string; readonly values: readonly unknown[] };

export type Recorder = {
  /** Runs `work` and returns the statements that it sent, in order. Only one at a time. */
  readonly record: (work: () => Promise<void>) => Promise<readonly Statement[]>;
};

/** Must be told of the pool before the pool opens its first connection. */
export function recordStatements(pool: pg.Pool): Recorder {
  let noted: Statement[] = [];
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    Object.assign(client, {
      query: (asked: unknown, values?: unknown, ...rest: unknown[]) => {
        if (typeof asked === 'string') noted.push({ text: asked, values: Array.isArray(values) ? values : [] });
        return query(asked, values, ...rest);
      },
    });
  });
  return {
    record: async (work) => {
      noted = [];
      await work();
      return noted;
    },
  };
}

/** Sends statements through one connection of the pool, in order. */
export async function replay(pool: pg.Pool, statements: readonly Statement[]): Promise<void> {
  const client = await pool.connect();
  try {
    for (const { text, values } of statements) await client.query(text, [...values]);
  } finally {
    client.release();
  }
}
