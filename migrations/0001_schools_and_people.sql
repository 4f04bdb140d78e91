-- People come from the schools' registers. These tables say what each register says, school by school,
-- and are written by imports alone: nothing here knows that accounts exist.

create table school (
  uai text not null,
  name text not null,
  kind text not null,
  address_lines text not null default '',
  town text not null default '',
  phone text not null default '',
  opening_hours text not null default '',
  -- The one source of this school's register (a second one would double every parent).
  register_source text,
  -- The export date of the last delivery applied: an older one is refused.
  register_exported_at timestamptz,
  created_at timestamptz not null,
  constraint school_pkey primary key (uai),
  constraint school_kind_known check (kind in ('primary', 'college', 'lycee', 'other')),
  constraint school_register_source_known check (register_source in ('siecle', 'aaf', 'onde', 'csv', 'oneroster'))
);

create table pupil_record (
  id bigint generated always as identity,
  source text not null,
  scope text not null,
  source_id text not null,
  school_uai text not null,
  family_name text not null,
  usage_name text,
  first_name text not null,
  birth_date date,
  sex text,
  division text,
  ine text,
  -- What the register last said, as one digest: an import compares it instead of every column.
  content_digest text not null,
  -- A court or the school asked for care: groupings that touch this record go to the school.
  protected_since timestamptz,
  created_at timestamptz not null,
  -- No longer in the register since; the row stays until retention removes it.
  gone_at timestamptz,
  constraint pupil_record_pkey primary key (id),
  constraint pupil_record_key_unique unique (source, scope, source_id, school_uai),
  constraint pupil_record_school_fkey foreign key (school_uai) references school (uai)
);
create index pupil_record_school on pupil_record (school_uai, division);

create table guardian_record (
  id bigint generated always as identity,
  source text not null,
  scope text not null,
  source_id text not null,
  school_uai text not null,
  civility text,
  family_name text not null,
  usage_name text,
  first_name text not null,
  mail text,
  phone text,
  organisation boolean not null default false,
  content_digest text not null,
  protected_since timestamptz,
  created_at timestamptz not null,
  gone_at timestamptz,
  constraint guardian_record_pkey primary key (id),
  constraint guardian_record_key_unique unique (source, scope, source_id, school_uai),
  constraint guardian_record_school_fkey foreign key (school_uai) references school (uai),
  constraint guardian_record_civility_known check (civility in ('M.', 'Mme'))
);
create index guardian_record_school on guardian_record (school_uai, family_name);

create table link (
  id bigint generated always as identity,
  pupil_id bigint not null,
  guardian_id bigint not null,
  -- The two-digit code of the register (10 mother, 20 father ...), older codes brought to it.
  kinship text not null,
  level text not null,
  -- Decided at import by roster/rules: does this link open the pupil to the guardian's account?
  entitling boolean not null,
  raw text not null,
  since timestamptz not null,
  until timestamptz,
  constraint link_pkey primary key (id),
  constraint link_pupil_fkey foreign key (pupil_id) references pupil_record (id),
  constraint link_guardian_fkey foreign key (guardian_id) references guardian_record (id),
  constraint link_level_known check (level in ('legal', 'in_charge', 'contact'))
);
create unique index link_one_live_per_pair on link (guardian_id, pupil_id) where until is null;
create index link_live_by_pupil on link (pupil_id) where until is null;

create table import_run (
  id bigint generated always as identity,
  source text not null,
  exported_at timestamptz,
  applied_at timestamptz not null,
  staff_id bigint,
  report jsonb not null,
  constraint import_run_pkey primary key (id)
);

create table import_run_school (
  import_id bigint not null,
  school_uai text not null,
  constraint import_run_school_pkey primary key (import_id, school_uai),
  constraint import_run_school_import_fkey foreign key (import_id) references import_run (id),
  constraint import_run_school_school_fkey foreign key (school_uai) references school (uai)
);
