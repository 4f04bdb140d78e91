// Opens PostgreSQL or the embedded PGlite behind one type, with the same parsers, so that one set of SQL serves both.
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { PGlite, types as pgliteTypes } from '@electric-sql/pglite';
import { CamelCasePlugin, Kysely, PGliteDialect, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { databasesOfSchools } from './at-school.js';
import { migrate } from './migrate.js';
import type { Database } from './schema.js';

export type Db = Kysely<Database>;
export type Tx = Transaction<Database>;

export type OpenDb = {
  readonly db: Db;
  readonly atSchool: (schoolUai: string) => Db;
  /** The driver below, for what Kysely does not cover: jobs. */
  readonly driver:
    | { readonly kind: 'postgres'; readonly pool: pg.Pool }
    | { readonly kind: 'embedded'; readonly pglite: PGlite };
  /** Names of the migrations that this opening applied. */
  readonly migrated: readonly string[];
  readonly close: () => Promise<void>;
};

// Days stay strings (a Date would shift them by a time zone), counts and ids stay numbers.
const { INT8, NUMERIC, DATE } = pgliteTypes;
const plugins = () => [
  new CamelCasePlugin({ maintainNestedObjectKeys: true, underscoreBetweenUppercaseLetters: true }),
];

type Parse = (text: string) => unknown;

/** The same for `pg`, which leaves each of these, and the arrays of them, as it likes. */
function postgresParsers(): Record<number, Parse> {
  // The parser of text[], whose number the package's list of types leaves out.
  const textArray = pg.types.getTypeParser(1009 as never, 'text') as (text: string) => readonly (string | null)[];
  const arrayOf = (parse: Parse) => (text: string) => textArray(text).map((one) => (one === null ? null : parse(one)));
  return {
    [INT8]: Number,
    [NUMERIC]: Number,
    [DATE]: String,
    1016: arrayOf(Number),
    1231: arrayOf(Number),
    1182: arrayOf(String),
  };
}

/** Connects to PostgreSQL and brings its schema up to date. `onLost` hears of connections that the server ended. */
export async function openPostgres(url: string, onLost: (error: Error) => void, max = 10): Promise<OpenDb> {
  const parsers = postgresParsers();
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 120_000,
    idle_in_transaction_session_timeout: 60_000,
    types: {
      getTypeParser: (oid, format) => parsers[oid] ?? pg.types.getTypeParser(oid, format),
    } as pg.CustomTypesConfig,
  });
  // Without listeners a connection that dies would end this process: an idle one is told to the pool, one that dies
  // between two statements of a transaction only to itself (the next statement then fails as it should).
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let migrated: string[];
  try {
    migrated = await migrate(async (script) => {
      const result: unknown = await client.query(script);
      const last = Array.isArray(result) ? result.at(-1) : result;
      return (last as pg.QueryResult).rows;
    });
  } finally {
    await client.end();
  }
  const dialect = () => new PostgresDialect({ pool });
  const db = new Kysely<Database>({ dialect: dialect(), plugins: plugins() });
  const close = async () => {
    await db.destroy();
    // Kysely ends only what it has used itself.
    if (!pool.ended) await pool.end();
  };
  return { db, atSchool: databasesOfSchools(dialect, plugins), driver: { kind: 'postgres', pool }, migrated, close };
}

/**
 * Makes an empty embedded database under another name first: a first start that is killed half-way would leave a
 * folder that never opens again.
 */
async function makeEmbedded(folder: string): Promise<void> {
  const unfinished = `${folder}.new`;
  await rm(unfinished, { recursive: true, force: true });
  const made = await PGlite.create({ dataDir: unfinished });
  await made.close();
  await rename(unfinished, folder);
}

/** Opens the embedded database in a folder (undefined: in memory). The caller holds the lock on the folder. */
export async function openEmbedded(folder: string | undefined): Promise<OpenDb> {
  if (folder !== undefined && !existsSync(folder)) await makeEmbedded(folder);
  const pglite = await PGlite.create({
    ...(folder === undefined ? {} : { dataDir: folder }),
    parsers: { [INT8]: Number, [NUMERIC]: Number, [DATE]: String },
  });
  await pglite.exec(`set timezone to 'UTC'`);
  const migrated = await migrate(
    async (script) => ((await pglite.exec(script)).at(-1)?.rows ?? []) as Record<string, unknown>[],
  );
  const dialect = () => new PGliteDialect({ pglite });
  const db = new Kysely<Database>({ dialect: dialect(), plugins: plugins() });
  const close = async () => {
    await db.destroy();
    if (!pglite.closed) await pglite.close();
  };
  return { db, atSchool: databasesOfSchools(dialect, plugins), driver: { kind: 'embedded', pglite }, migrated, close };
}
