// The staging tables of one import run: rows go in as they are read, in small statements, outside any transaction.
// One JSON parameter a statement rather than COPY: the same on both databases, and hidden behind the parsing.
import { sql } from 'kysely';
import type { RosterBatch } from '../roster/roster.js';
import type { Db } from './open.js';

type Kind = keyof RosterBatch;

// What each kind of row becomes: table, and for each column the field it comes from and its type.
const tables: Record<
  Kind,
  { readonly table: string; readonly columns: readonly (readonly [string, string, string])[] }
> = {
  schools: {
    table: 'staging_school',
    columns: [
      ['file', 'file', 'integer'],
      ['line', 'line', 'integer'],
      ['source_id', 'sourceId', 'text'],
      ['scope', 'scope', 'text'],
      ['uai', 'uai', 'text'],
      ['name', 'name', 'text'],
      ['kind', 'kind', 'text'],
      ['address_lines', 'addressLines', 'text'],
      ['town', 'town', 'text'],
      ['phone', 'phone', 'text'],
    ],
  },
  pupils: {
    table: 'staging_pupil',
    columns: [
      ['file', 'file', 'integer'],
      ['line', 'line', 'integer'],
      ['source_id', 'sourceId', 'text'],
      ['school_key', 'schoolKey', 'text'],
      ['family_name', 'familyName', 'text'],
      ['usage_name', 'usageName', 'text'],
      ['first_name', 'firstName', 'text'],
      ['birth_date', 'birthDate', 'date'],
      ['sex', 'sex', 'text'],
      ['ine', 'ine', 'text'],
      ['division', 'division', 'text'],
      ['present', 'present', 'boolean'],
    ],
  },
  divisions: {
    table: 'staging_division',
    columns: [
      ['pupil_id', 'pupilId', 'text'],
      ['division', 'division', 'text'],
    ],
  },
  guardians: {
    table: 'staging_guardian',
    columns: [
      ['file', 'file', 'integer'],
      ['line', 'line', 'integer'],
      ['source_id', 'sourceId', 'text'],
      ['school_key', 'schoolKey', 'text'],
      ['civility', 'civility', 'text'],
      ['family_name', 'familyName', 'text'],
      ['usage_name', 'usageName', 'text'],
      ['first_name', 'firstName', 'text'],
      ['mail', 'mail', 'text'],
      ['phone', 'phone', 'text'],
      ['organisation', 'organisation', 'boolean'],
    ],
  },
  links: {
    table: 'staging_link',
    columns: [
      ['file', 'file', 'integer'],
      ['line', 'line', 'integer'],
      ['pupil_id', 'pupilId', 'text'],
      ['guardian_id', 'guardianId', 'text'],
      ['kinship', 'kinship', 'text'],
      ['level', 'level', 'text'],
      ['entitling', 'entitling', 'boolean'],
      ['raw', 'raw', 'text'],
    ],
  },
  held: {
    table: 'staging_held',
    columns: [
      ['kind', 'kind', 'text'],
      ['source_id', 'sourceId', 'text'],
    ],
  },
};

const kinds = Object.keys(tables) as Kind[];

const dead = (now: Date) => sql`started_at < ${new Date(now.getTime() - 86_400_000)}`;

export async function countDeadStaging(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from staging_run where ${dead(now)}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** Clears what dead runs left for more than a day; returns how many they were. */
export async function clearDeadStaging(db: Db, now: Date): Promise<number> {
  const runs = await sql<{ id: number }>`select id from staging_run where ${dead(now)}`.execute(db);
  for (const { id } of runs.rows) await endStaging(db, id);
  return runs.rows.length;
}

/** Opens a run and clears what dead runs left. */
export async function beginStaging(db: Db, now: Date): Promise<number> {
  await clearDeadStaging(db, now);
  const made = await sql<{ id: number }>`insert into staging_run (started_at) values (${now}) returning id`.execute(db);
  const id = made.rows[0]?.id;
  if (id === undefined) throw new Error('no staging run was made');
  return id;
}

/** Lays one batch, one statement for each kind of row in it. */
export async function stageRows(db: Db, runId: number, batch: RosterBatch): Promise<void> {
  for (const kind of kinds) {
    const rows = batch[kind];
    if (rows.length === 0) continue;
    const { table, columns } = tables[kind];
    const into = sql.raw(columns.map(([column]) => column).join(', '));
    const from = sql.raw(columns.map(([, field]) => `r."${field}"`).join(', '));
    const shape = sql.raw(columns.map(([, field, type]) => `"${field}" ${type}`).join(', '));
    await sql`
      insert into ${sql.table(table)} (run_id, ${into})
      select ${runId}::bigint, ${from} from json_to_recordset(${JSON.stringify(rows)}::json) as r(${shape})`.execute(
      db,
    );
  }
}

/** Tells the planner what the run holds, in the columns by which it is joined: else it takes the tables for empty. */
export async function analyseStaging(db: Db): Promise<void> {
  await sql`analyze staging_school (run_id, source_id), staging_pupil (run_id, source_id, school_key, ine),
    staging_division (run_id, pupil_id), staging_guardian (run_id, source_id, school_key),
    staging_link (run_id, pupil_id, guardian_id, level, kinship), staging_held (run_id, source_id)`.execute(db);
}

/** The same for the tables that a large import has just filled; on its own, the server would wait a minute. */
export async function analyseRegister(db: Db): Promise<void> {
  await sql`analyze pupil_record (id, source, scope, source_id, school_uai, gone_at),
    guardian_record (id, source, scope, source_id, school_uai, gone_at), link (id, pupil_id, guardian_id, until),
    account (id, state), attachment (account_id, guardian_id, until)`.execute(db);
}

/** Removes everything that a run laid. */
export async function endStaging(db: Db, runId: number): Promise<void> {
  await clear(db, runId);
  await sql`delete from staging_run where id = ${runId}`.execute(db);
}

async function clear(db: Db, runId: number): Promise<void> {
  for (const kind of kinds) await sql`delete from ${sql.table(tables[kind].table)} where run_id = ${runId}`.execute(db);
}
