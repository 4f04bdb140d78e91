// Opens what the configuration names (database, queues, mail) and gives it as Deps, with the way to close it all.
import { join } from 'node:path';
import type { Config } from './config.js';
import { readAuditHead } from './db/audit.js';
import { openJobs } from './db/jobs.js';
import { type OpenDb, openEmbedded, openPostgres } from './db/open.js';
import type { Deps, Log } from './deps.js';
import { argon2id } from './hashing.js';
import { done, type Outcome, refused } from './kernel/outcome.js';
import type { Keys } from './keys.js';
import { loadKeys, writeKeys } from './keys-file.js';
import { fileTransport, smtpTransport } from './mail/transport.js';

export type World = {
  readonly config: Config;
  readonly now: () => Date;
  readonly random: (bytes: number) => Uint8Array;
  readonly log: Log;
  /** True in the one long-lived process, which also takes care of the queues. */
  readonly upkeep: boolean;
};

export type OpenDeps = {
  readonly deps: Deps;
  readonly migrated: readonly string[];
  readonly close: () => Promise<void>;
};

/** Opens everything, or refuses with what is wrong; the folder's lock is the caller's. */
export async function openDeps(world: World): Promise<Outcome<OpenDeps, readonly string[]>> {
  const { config, log } = world;
  const opened = await openDatabase(world);
  if (!opened.ok) return opened;
  const open = opened.value;
  const keys = await keysFor(world, async () => (await readAuditHead(open.db)).seq);
  if (!keys.ok) {
    await open.close();
    return keys;
  }
  const jobs = await openJobs(open.driver, (error) => log.error({ error: error.message }, 'queue'), world.upkeep);
  const mail =
    config.smtpUrl === undefined ? fileTransport(join(config.dataFolder, 'mail')) : smtpTransport(config.smtpUrl);
  const { now, random } = world;
  return done({
    deps: {
      db: open.db,
      atSchool: open.atSchool,
      config,
      keys: keys.value,
      now,
      random,
      hash: argon2id(),
      jobs,
      mail,
      log,
    },
    migrated: open.migrated,
    close: async () => {
      await jobs.close();
      mail.close();
      await open.close();
    },
  });
}

async function openDatabase({ config, log }: World): Promise<Outcome<OpenDb, readonly string[]>> {
  try {
    if (config.database.kind === 'embedded') return done(await openEmbedded(config.database.folder));
    const onLost = (error: Error) => log.warn({ error: error.message }, 'database lost');
    return done(await openPostgres(config.database.url, onLost));
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
    log.error({ error: stack ?? message }, 'database not opened');
    return refused([`La base de données ne s’ouvre pas : ${message === '' ? codeOf(error) : message}`]);
  }
}

// Node tells an address that does not answer in this way: no message, only a code.
const codeOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'sans raison connue';

/** The keys, made at the first start outside production; never made anew for data that was signed with others. */
async function keysFor(world: World, auditEvents: () => Promise<number>): Promise<Outcome<Keys, readonly string[]>> {
  const { keysFile, production } = world.config;
  const found = loadKeys(keysFile);
  if (found.ok || production) return found;
  if ((await auditEvents()) > 0) return found;
  return writeKeys(keysFile, world.random) ? loadKeys(keysFile) : found;
}
