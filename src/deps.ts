import type { Config } from './config.js';
import type { Jobs } from './db/jobs.js';
import type { Db } from './db/open.js';
import type { Keys } from './keys.js';
import type { MailTransport } from './mail/transport.js';

/** Everything a feature may touch of the world. Built in main.ts, faked in tests, passed as an argument. */
export type Deps = {
  readonly db: Db;
  /** The database as the desk of one school may see it: row-level security holds it to that school. */
  readonly atSchool: (schoolUai: string) => Db;
  readonly config: Config;
  readonly keys: Keys;
  /** The only clock: an instant in UTC. */
  readonly now: () => Date;
  /** The only source of chance: n bytes from a cryptographic generator. */
  readonly random: (bytes: number) => Uint8Array;
  readonly hash: PasswordHash;
  /** Work promised inside a transaction; mails go through `queueMail` of src/mail/queue.ts. */
  readonly jobs: Jobs;
  /** Where written mails leave by. Only src/mail speaks to it. */
  readonly mail: MailTransport;
  readonly log: Log;
};

/** argon2id for all that a person types: passwords and letter codes. */
export type PasswordHash = {
  /** PHC string with its parameters. */
  readonly make: (secret: string) => Promise<string>;
  readonly matches: (phc: string, secret: string) => Promise<boolean>;
  /** Spends the same work as `matches`, for a person who does not exist. */
  readonly pretend: (secret: string) => Promise<void>;
  /** True when the parameters of this PHC string are weaker than today's. */
  readonly outdated: (phc: string) => boolean;
};

/** The plain log: sign-ins, refusals, reads, errors. Never a name, a password, a code, a token. */
export type Log = {
  readonly info: (fields: Record<string, unknown>, message: string) => void;
  readonly warn: (fields: Record<string, unknown>, message: string) => void;
  readonly error: (fields: Record<string, unknown>, message: string) => void;
};
