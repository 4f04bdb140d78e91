-- An upload received at a desk: the files of one export, read, shown, then applied or given up. The files lie in a folder
-- of their own under the data folder until the upload has ended; the row stays as the history of the school's imports.

create table upload (
  id bigint generated always as identity,
  school_uai text not null,
  staff_id bigint not null,
  received_at timestamptz not null,
  folder text not null,
  files jsonb not null,
  state text not null default 'reading',
  rows_read integer not null default 0,
  -- Begun so often: what ends the program each time is not tried for ever.
  tries integer not null default 0,
  -- What the last reading, or the import, said; why it was refused.
  report jsonb,
  reasons jsonb,
  -- Who asked that it be applied, from where.
  actor jsonb,
  import_id bigint,
  ended_at timestamptz,
  constraint upload_pkey primary key (id),
  constraint upload_school_fkey foreign key (school_uai) references school (uai),
  constraint upload_staff_fkey foreign key (staff_id) references staff (id),
  constraint upload_import_fkey foreign key (import_id) references import_run (id) on delete cascade,
  constraint upload_state_known check (state in ('reading', 'ready', 'applying', 'applied', 'refused', 'abandoned', 'failed')),
  constraint upload_ended check ((ended_at is null) = (state in ('reading', 'ready', 'applying')))
);
-- One at a time for each school.
create unique index upload_one_open_per_school on upload (school_uai) where ended_at is null;
create index upload_by_school on upload (school_uai, received_at desc);
create index upload_by_import on upload (import_id) where import_id is not null;
create index import_run_school_by_school on import_run_school (school_uai, import_id);
