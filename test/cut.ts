// Cuts the connection to PostgreSQL just before or just after the n-th statement of an action, as a dying network does.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type pg from 'pg';

export type Cut = {
  /** Counted from 1, over all connections, BEGIN and COMMIT included. */
  readonly at: number;
  readonly when: 'before' | 'after';
};

type Query = (...args: unknown[]) => unknown;
type Cuttable = { query: Query; connection: { stream: Socket } };

async function tear(client: Cuttable): Promise<void> {
  const closed = once(client.connection.stream, 'close');
  client.connection.stream.destroy();
  await closed;
}

/**
 * Arms a pool: its next statements are counted, and the connection is cut as told. Returns what was sent, for the
 * test to know when it has gone past the last statement. `disarm` puts the pool's connections back as they were.
 */
export function armCut(pool: pg.Pool, cut: Cut): { readonly sent: string[]; readonly disarm: () => void } {
  const sent: string[] = [];
  const originals = new Map<Cuttable, Query>();
  const arm = (client: Cuttable) => {
    if (originals.has(client)) return;
    const query = client.query;
    originals.set(client, query);
    client.query = async (...args: unknown[]) => {
      const first = args[0];
      sent.push(typeof first === 'string' ? first : String((first as { text?: string }).text));
      const mine = sent.length === cut.at;
      if (mine && cut.when === 'before') {
        await tear(client);
        throw new Error('the connection was cut before the statement');
      }
      const result = await query.apply(client, args);
      if (!mine) return result;
      await tear(client);
      throw new Error('the connection was cut after the statement');
    };
  };
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  pool.connect = (async () => {
    const client = await connect();
    arm(client as unknown as Cuttable);
    return client;
  }) as typeof pool.connect;
  return {
    sent,
    disarm: () => {
      pool.connect = connect as typeof pool.connect;
      for (const [client, query] of originals) client.query = query;
    },
  };
}
