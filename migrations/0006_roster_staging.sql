-- An import first lays what it read into these tables, in small transactions, then compares and applies in one.
-- Unlogged: what a crash loses is read again from the files. Rows bear the number of their file and their line, so that
-- what is wrong with a row can be told; a run removes its own rows, and those of runs that died the day before.

create unlogged table staging_run (
  id bigint generated always as identity,
  started_at timestamptz not null,
  constraint staging_run_pkey primary key (id)
);

create unlogged table staging_school (
  run_id bigint not null,
  file integer not null,
  line integer not null,
  source_id text not null,
  scope text not null,
  uai text not null,
  name text not null,
  kind text not null,
  address_lines text not null,
  town text not null,
  phone text not null
);

create unlogged table staging_pupil (
  run_id bigint not null,
  file integer not null,
  line integer not null,
  source_id text not null,
  school_key text not null,
  family_name text not null,
  usage_name text,
  first_name text not null,
  birth_date date,
  sex text,
  ine text,
  division text,
  present boolean not null
);

create unlogged table staging_division (
  run_id bigint not null,
  pupil_id text not null,
  division text not null
);

create unlogged table staging_guardian (
  run_id bigint not null,
  file integer not null,
  line integer not null,
  source_id text not null,
  school_key text,
  civility text,
  family_name text not null,
  usage_name text,
  first_name text not null,
  mail text,
  phone text,
  organisation boolean not null
);

create unlogged table staging_link (
  run_id bigint not null,
  file integer not null,
  line integer not null,
  pupil_id text not null,
  guardian_id text not null,
  kinship text not null,
  level text not null,
  entitling boolean not null,
  raw text not null
);

-- Keys of rows that could not be trusted: what the register said of them before stays.
create unlogged table staging_held (
  run_id bigint not null,
  kind text not null,
  source_id text not null
);

-- The key by which a source names a school (AAF), kept so that a later delivery may do without its list of schools.
create table school_source_key (
  source text not null,
  scope text not null,
  source_id text not null,
  school_uai text not null,
  constraint school_source_key_pkey primary key (source, source_id, scope),
  constraint school_source_key_school_fkey foreign key (school_uai) references school (uai)
);
create index school_source_key_by_school on school_source_key (school_uai);
