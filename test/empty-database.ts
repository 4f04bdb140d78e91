// How a database is emptied between two tests, much faster than it is made.
import type { OpenDb } from '../src/db/open.js';

type Rows = Record<string, unknown>[];

async function exec(open: OpenDb, script: string): Promise<Rows> {
  if (open.driver.kind === 'embedded') return ((await open.driver.pglite.exec(script)).at(-1)?.rows ?? []) as Rows;
  const result: unknown = await open.driver.pool.query(script);
  const last = Array.isArray(result) ? result.at(-1) : result;
  return (last as { rows: Rows }).rows;
}

const namesOf = (rows: Rows): string[] => rows.map((row) => String(row.name));

async function tables(open: OpenDb): Promise<string[]> {
  return namesOf(
    await exec(
      open,
      `select tablename as name from pg_tables
       where schemaname = 'public' and tablename not in ('schema_migration', 'audit_head') order by tablename`,
    ),
  );
}

/** Gives every table ids of its own range, so that the id of one thing never passes for the id of another. */
export async function spreadIds(open: OpenDb): Promise<void> {
  const rows = await exec(
    open,
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'id' and is_identity = 'YES' order by table_name`,
  );
  const spread = rows.map(
    (row, index) => `alter table ${row.name} alter column id set start with ${(index + 1) * 1000 + 1} restart`,
  );
  await exec(open, spread.join(';'));
}

type Scripts = { readonly filled: string; readonly restart: string; count: number };

const known = new WeakMap<OpenDb, Scripts>();

async function makeScripts(open: OpenDb): Promise<Scripts> {
  const sequences = await exec(
    open,
    `select sequencename as name, start_value as first from pg_sequences where schemaname = 'public'`,
  );
  const all = await tables(open);
  return {
    filled: all.map((name) => `select '${name}' as name where exists (select from ${name})`).join(' union all '),
    count: 0,
    restart: `select ${sequences.map(({ name, first }) => `setval('${name}', ${first}, false)`).join(', ')}`,
  };
}

/**
 * Removes every row, and lets ids and the audit chain begin again. Most tests fill few tables: those alone are emptied, which
 * costs a tenth of truncating all; vacuuming them gives their pages back, so that rows keep the order of their making.
 */
export async function emptyDatabase(open: OpenDb): Promise<void> {
  const scripts = known.get(open) ?? (await makeScripts(open));
  known.set(open, scripts);
  const filled = namesOf(await exec(open, scripts.filled));
  // In the role of a replica no foreign key and no trigger is asked: everything goes, in any order.
  await exec(
    open,
    `set local lock_timeout = '5s'; set local session_replication_role = replica;
     ${filled.map((name) => `delete from ${name};`).join(' ')}
     update audit_head set seq = 0, hmac = decode(repeat('00', 32), 'hex');
     delete from pgboss.job; ${scripts.restart}`,
  );
  if (filled.length > 0) await exec(open, `vacuum ${filled.join(', ')}`);
  // PGlite has no checkpointer: without this its log, which lies in memory, grows for as long as the process lives.
  scripts.count += 1;
  if (open.driver.kind === 'embedded' && scripts.count % 50 === 0) await exec(open, 'checkpoint');
}
