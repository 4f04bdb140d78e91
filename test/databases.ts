// PostgreSQL databases for tests: one template, migrated once a run by the runner, copied for each process, and for each
// test that needs a database to itself.
import pg from 'pg';
import { type Jobs, openJobs } from '../src/db/jobs.js';
import { type OpenDb, openPostgres } from '../src/db/open.js';
import { emptyDatabase, spreadIds } from './empty-database.js';

export const template = 'fratrie_template';

const failOnError = (error: Error) => {
  throw error;
};

export function addressOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs one statement on the server's own database. */
export async function ask(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Makes the template of a run. */
export async function makeTemplate(serverUrl: string): Promise<void> {
  await ask(serverUrl, `create database ${template}`);
  const open = await openPostgres(addressOf(serverUrl, template), failOnError, 2);
  const jobs = await openJobs(open.driver, failOnError);
  await spreadIds(open);
  await jobs.close();
  await open.close();
}

/** The server that the runner started, if it did. */
const server = (): string | undefined => process.env.FRATRIE_TEST_POSTGRES;

/** True in the runs that take their time (`all`), false in `quick` ones. */
export const postgresIsOffered = (): boolean => server() !== undefined;

let copies = 0;

export type OwnDatabase = {
  readonly open: OpenDb;
  readonly jobs: Jobs;
  readonly url: string;
  readonly remove: () => Promise<void>;
};

/** A PostgreSQL database of the caller's own, empty, up to date. `connections`: the most that its pool opens. */
export async function cloneDatabase(connections = 10): Promise<OwnDatabase> {
  const serverUrl = server();
  if (serverUrl === undefined) throw new Error('this run has no PostgreSQL: use onPostgres');
  copies += 1;
  const name = `fratrie_${process.pid}_${copies}`;
  await ask(serverUrl, `create database ${name} template ${template}`);
  const url = addressOf(serverUrl, name);
  const open = await openPostgres(url, () => undefined, connections);
  const jobs = await openJobs(open.driver, failOnError);
  return {
    open,
    jobs,
    url,
    remove: async () => {
      await jobs.close();
      await open.close();
      await ask(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

let lent: OwnDatabase | undefined;

/**
 * The process's own copy, emptied: for one test after the other. A copy that cannot be emptied, because a test left something
 * at work on it, is given up for a new one.
 */
export async function lendDatabase(): Promise<OwnDatabase> {
  if (lent !== undefined) {
    try {
      await emptyDatabase(lent.open);
      return lent;
    } catch {
      await lent.remove();
    }
  }
  lent = await cloneDatabase();
  return lent;
}
