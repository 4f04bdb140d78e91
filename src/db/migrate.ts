// Applies migrations/*.sql in order, each in its own transaction, under a lock that several processes respect.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { projectFolder } from '../kernel/project.js';

type Exec = (script: string) => Promise<Record<string, unknown>[]>;

const folder = new URL('migrations/', projectFolder);
const lock = 4_127_003;

/** Brings the schema up to date and returns the names applied. Refuses a database made by other migrations. */
export async function migrate(exec: Exec): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  await exec(`select pg_advisory_lock(${lock})`);
  try {
    await exec(`create table if not exists schema_migration (
      name text not null constraint schema_migration_pkey primary key, digest text not null, applied_at timestamptz not null default now()
    )`);
    const applied = new Map(
      (await exec('select name, digest from schema_migration')).map((row) => [String(row.name), String(row.digest)]),
    );
    const unknown = [...applied.keys()].find((name) => !names.includes(name));
    if (unknown !== undefined) throw new Error(`the database was made by a newer version (migration ${unknown})`);
    const made: string[] = [];
    for (const name of names) {
      const script = await readFile(new URL(name, folder), 'utf8');
      const digest = createHash('sha256').update(script).digest('hex');
      const before = applied.get(name);
      if (before === digest) continue;
      if (before !== undefined) throw new Error(`migration ${name} was changed after it had been applied`);
      try {
        // A lock that is long in coming would keep everybody else waiting behind it: better to give up, changed nothing.
        await exec(
          `begin;\nset local lock_timeout = '5s';\n${script}\n;insert into schema_migration (name, digest) values ('${name}', '${digest}');\ncommit;`,
        );
      } catch (error) {
        await exec('rollback');
        throw error;
      }
      made.push(name);
    }
    return made;
  } finally {
    await exec(`select pg_advisory_unlock(${lock})`);
  }
}
