// Uploads received at a desk: each step is one statement that says from which state it may be made.
import { sql } from 'kysely';
import type { Actor } from '../audit/events.js';
import type { ImportReport, Told } from '../roster/report.js';
import type { UploadedFile, UploadState } from '../uploads/rules.js';
import type { Db, Tx } from './open.js';

export type NewUpload = {
  readonly schoolUai: string;
  readonly staffId: number;
  readonly receivedAt: Date;
  readonly folder: string;
  readonly files: readonly UploadedFile[];
};

/** Keeps an upload; undefined while another one of this school is open. */
export async function insertUpload(tx: Tx, made: NewUpload): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into upload (school_uai, staff_id, received_at, folder, files)
    values (${made.schoolUai}, ${made.staffId}, ${made.receivedAt}, ${made.folder}, ${JSON.stringify(made.files)}::jsonb)
    on conflict (school_uai) where ended_at is null do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

/** Files of this school begin to arrive. False while others do, whose request began after `stale`. */
export async function beginArrival(
  db: Db,
  made: { readonly schoolUai: string; readonly folder: string; readonly now: Date; readonly stale: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into upload_arrival (school_uai, folder, since) values (${made.schoolUai}, ${made.folder}, ${made.now})
    on conflict (school_uai) do update set folder = excluded.folder, since = excluded.since
      where upload_arrival.since <= ${made.stale}
    returning folder`.execute(db);
  return rows.length > 0;
}

export async function endArrival(db: Db, folder: string): Promise<void> {
  await db.deleteFrom('uploadArrival').where('folder', '=', folder).execute();
}

/** What stands against one more upload of this school: one that is open, how many came since an instant. */
export async function countUploads(
  db: Db,
  schoolUai: string,
  since: Date,
): Promise<{ readonly openId: number | null; readonly recent: number }> {
  const { rows } = await sql<{ openId: number | null; recent: number }>`
    select max(id) filter (where ended_at is null) as open_id, count(*) filter (where received_at > ${since}) as recent
    from upload where school_uai = ${schoolUai}`.execute(db);
  return rows[0] ?? { openId: null, recent: 0 };
}

export type UploadRow = {
  readonly id: number;
  readonly receivedAt: Date;
  readonly receivedBy: string;
  readonly folder: string;
  readonly files: readonly UploadedFile[];
  readonly state: UploadState;
  readonly rowsRead: number;
  readonly report: ImportReport | null;
  readonly reasons: readonly Told[] | null;
  readonly importId: number | null;
  readonly endedAt: Date | null;
};

export async function findUpload(db: Db, schoolUai: string, id: number): Promise<UploadRow | undefined> {
  const { rows } = await sql<UploadRow>`
    select d.id, d.received_at, s.name as received_by, d.folder, d.files, d.state, d.rows_read, d.report, d.reasons, d.import_id, d.ended_at
    from upload d join staff s on s.id = d.staff_id
    where d.id = ${id} and d.school_uai = ${schoolUai}`.execute(db);
  return rows[0];
}

/** Where an upload is, for who waits: two columns. */
export async function findProgress(
  db: Db,
  schoolUai: string,
  id: number,
): Promise<{ readonly state: UploadState; readonly rowsRead: number } | undefined> {
  const { rows } = await sql<{ state: UploadState; rowsRead: number }>`
    select state, rows_read from upload where id = ${id} and school_uai = ${schoolUai}`.execute(db);
  return rows[0];
}

/** One line of the history: an upload of the desk, or an import made by the network for this school. */
export type PastImport = {
  /** Null for the network's. */
  readonly id: number | null;
  readonly at: Date;
  readonly by: string | null;
  readonly files: readonly UploadedFile[];
  readonly state: UploadState;
  readonly pupils: Counted | null;
  readonly guardians: Counted | null;
};
type Counted = { readonly added: number; readonly changed: number; readonly ended: number };

/** The last imports of a school. Of the network's, which may be about many schools, no figure is told. */
export async function listImports(db: Db, schoolUai: string, limit: number): Promise<PastImport[]> {
  const { rows } = await sql<PastImport>`
    select * from (
      select d.id, d.received_at as at, s.name as by, d.files, d.state, d.report->'pupils' as pupils, d.report->'guardians' as guardians
      from upload d join staff s on s.id = d.staff_id where d.school_uai = ${schoolUai}
      union all
      select null, r.applied_at, null, '[]'::jsonb, 'applied', null, null
      from import_run_school i join import_run r on r.id = i.import_id
      where i.school_uai = ${schoolUai} and not exists (select from upload d where d.import_id = r.id)
    ) as past order by at desc, id desc nulls last limit ${limit}`.execute(db);
  return rows;
}

export type ClaimedUpload = {
  readonly id: number;
  readonly schoolUai: string;
  readonly staffId: number;
  readonly folder: string;
  readonly files: readonly UploadedFile[];
  readonly state: 'reading' | 'applying';
  readonly tries: number;
  readonly report: ImportReport | null;
  readonly actor: Actor | null;
};

/** Begins the work that waits on an upload; undefined when none does any more. */
export async function claimUpload(db: Db, id: number): Promise<ClaimedUpload | undefined> {
  const { rows } = await sql<ClaimedUpload>`
    update upload set tries = tries + 1, rows_read = 0
    where id = ${id} and state in ('reading', 'applying')
    returning id, school_uai, staff_id, folder, files, state, tries, report, actor`.execute(db);
  return rows[0];
}

export async function noteRowsRead(db: Db, id: number, rows: number): Promise<void> {
  await sql`update upload set rows_read = ${rows} where id = ${id}`.execute(db);
}

/** It was read: it may be applied. False when it was given up meanwhile. */
export async function showUpload(db: Db, id: number, report: ImportReport, reasons: readonly Told[]): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update upload set state = 'ready', tries = 0, report = ${JSON.stringify(report)}::jsonb,
      reasons = ${JSON.stringify(reasons)}::jsonb, actor = null
    where id = ${id} and state in ('reading', 'applying') returning id`.execute(db);
  return rows.length > 0;
}

/** Somebody asks that it be applied. False when it does not wait for that. */
export async function askToApply(tx: Tx, id: number, schoolUai: string, actor: Actor): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update upload set state = 'applying', tries = 0, rows_read = 0, reasons = null, actor = ${JSON.stringify(actor)}::jsonb
    where id = ${id} and school_uai = ${schoolUai} and state = 'ready' returning id`.execute(tx);
  return rows.length > 0;
}

type Ended = {
  readonly state: 'applied' | 'refused' | 'failed' | 'abandoned';
  readonly from: readonly UploadState[];
  readonly now: Date;
  readonly report?: ImportReport;
  readonly reasons?: readonly Told[];
  readonly importId?: number | undefined;
};

/** Ends an upload, and the list of whom it would change; false when it was not in one of these states. */
export async function endUpload(db: Db, id: number, ended: Ended): Promise<boolean> {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  const { rows } = await sql<{ id: number }>`
    with ended as (
      update upload set state = ${ended.state}, ended_at = ${ended.now},
        report = coalesce(${json(ended.report)}::jsonb, report), reasons = ${json(ended.reasons)}::jsonb,
        import_id = ${ended.importId ?? null}
      where id = ${id} and state in (${sql.join(ended.from)}) returning id
    ), forgotten as (
      delete from upload_change where upload_id in (select id from ended)
    )
    select id from ended`.execute(db);
  return rows.length > 0;
}

export type ForgottenUpload = { readonly id: number; readonly schoolUai: string; readonly folder: string };

/** Uploads that nobody applied since an instant. */
export async function findForgotten(db: Db, before: Date): Promise<ForgottenUpload[]> {
  const { rows } = await sql<ForgottenUpload>`
    select id, school_uai, folder from upload where ended_at is null and received_at < ${before} order by id`.execute(
    db,
  );
  return rows;
}

/** The folders of uploads that are open: what else lies there may go. */
export async function openFolders(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ folder: string }>`select folder from upload where ended_at is null`.execute(db);
  return new Set(rows.map(({ folder }) => folder));
}
