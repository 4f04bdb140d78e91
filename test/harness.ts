// What every test stands on: a real database, a frozen clock, cheap but real hashing, captured mails.
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readConfig } from '../src/config.js';
import { type Jobs, openJobs } from '../src/db/jobs.js';
import { type OpenDb, openEmbedded } from '../src/db/open.js';
import type { Deps } from '../src/deps.js';
import { argon2id } from '../src/hashing.js';
import { makeKeyFile, readKeyFile } from '../src/keys.js';
import type { Mail } from '../src/mail/transport.js';
import { lendDatabase, postgresIsOffered } from './databases.js';
import { emptyDatabase, spreadIds } from './empty-database.js';

export type TestDeps = Deps & {
  readonly clock: {
    /** Freezes the clock at an instant, for instance '2026-09-14T16:42:00Z'. */
    readonly set: (instant: string) => void;
    readonly advance: (by: { days?: number; hours?: number; minutes?: number; seconds?: number }) => void;
  };
  /** Mails that left, in order (they leave when `deliverMails(deps)` is called). */
  readonly sent: Mail[];
  /** Lines of the plain log. */
  readonly logged: { level: 'info' | 'warn' | 'error'; fields: Record<string, unknown>; message: string }[];
  /** The database below, for what Kysely does not cover. */
  readonly open: OpenDb;
};

export type Wanted = {
  /** A database of the caller's own; without it the process's shared PGlite is emptied and lent. */
  readonly on?: { readonly open: OpenDb; readonly jobs: Jobs };
  readonly now?: string;
  /** Another seed, another sequence of codes and tokens. `real` for chance that nobody can repeat. */
  readonly seed?: string | 'real';
  readonly settings?: Readonly<Record<string, string>>;
};

// Made by what needs it (letters, mails as files), gone with the process.
const dataFolder = join(tmpdir(), `fratrie-test-${process.pid}`);
process.once('exit', () => rmSync(dataFolder, { recursive: true, force: true }));

const passwordCost = { memoryCost: 16, timeCost: 1, parallelism: 1 };

function seeded(seed: string): Deps['random'] {
  let counter = 0;
  return (bytes) => {
    const made = Buffer.alloc(bytes);
    for (let filled = 0; filled < bytes; filled += 32) {
      counter += 1;
      createHash('sha256').update(`${seed}:${counter}`).digest().copy(made, filled);
    }
    return made;
  };
}

/** The text of the key file under which all tests work. */
export const keyFileOfTests = makeKeyFile(seeded('keys of the tests'));

/** Each test has a folder of its own: letter numbers begin anew with each database, and name files. */
let folders = 0;

let shared: Promise<{ open: OpenDb; jobs: Jobs }> | undefined;

const failOnError = (error: Error) => {
  throw error;
};

/** One PGlite for the whole process: opening one costs more than most tests. */
async function sharedDatabase(): Promise<{ open: OpenDb; jobs: Jobs }> {
  shared ??= (async () => {
    const open = await openEmbedded(undefined);
    await spreadIds(open);
    return { open, jobs: await openJobs(open.driver, failOnError) };
  })();
  const database = await shared;
  await emptyDatabase(database.open);
  return database;
}

/** Everything a feature may touch, on an empty database. Two calls in one test share the last database emptied. */
export async function makeDeps(wanted: Wanted = {}): Promise<TestDeps> {
  const { open, jobs } = wanted.on ?? (await sharedDatabase());
  const config = readConfig(
    { FRATRIE_DATA: join(tmpdir(), `fratrie-test-${process.pid}`, String(++folders)), ...wanted.settings },
    process.cwd(),
  );
  if (!config.ok) throw new Error(config.why.join('\n'));
  const seed = wanted.seed ?? 'fratrie';
  const random = seed === 'real' ? (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes)) : seeded(seed);
  const keys = readKeyFile(keyFileOfTests);
  if (!keys.ok) throw new Error(keys.why.join('\n'));
  let now = Date.parse(wanted.now ?? '2026-09-14T08:00:00Z');
  const sent: Mail[] = [];
  const logged: TestDeps['logged'] = [];
  const line = (level: 'info' | 'warn' | 'error') => (fields: Record<string, unknown>, message: string) => {
    logged.push({ level, fields, message });
  };
  return {
    db: open.db,
    atSchool: open.atSchool,
    open,
    jobs,
    config: config.value,
    keys: keys.value,
    now: () => new Date(now),
    random,
    hash: argon2id(passwordCost),
    mail: {
      send: async (mail) => {
        sent.push(mail);
      },
      close: () => undefined,
    },
    log: { info: line('info'), warn: line('warn'), error: line('error') },
    clock: {
      set: (instant) => {
        now = Date.parse(instant);
        if (Number.isNaN(now)) throw new Error(`not an instant: ${instant}`);
      },
      advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
        now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
      },
    },
    sent,
    logged,
  };
}

type Body = (deps: TestDeps, t: TestContext) => Promise<void>;

/** A test on an empty PostgreSQL database, when the run has a server (every mode but `quick`). */
export function onPostgres(name: string, body: Body, wanted: Omit<Wanted, 'on'> = {}): void {
  if (!postgresIsOffered()) return;
  test(`${name} [PostgreSQL]`, async (t) => body(await makeDeps({ ...wanted, on: await lendDatabase() }), t));
}

/** The same test on PGlite and, when the run has a server, on PostgreSQL. */
export function onBothDatabases(name: string, body: Body, wanted: Omit<Wanted, 'on'> = {}): void {
  test(`${name} [PGlite]`, async (t) => body(await makeDeps(wanted), t));
  onPostgres(name, body, wanted);
}
