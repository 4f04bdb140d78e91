-- Letters of a class or of a whole school, made by one job: what was asked, how far it is, what came of it. The paper lies
-- under the number of its first letter until it is fetched, once. A letter says whether it was handed out.

create table letter_batch (
  id bigint generated always as identity,
  school_uai text not null,
  staff_id bigint not null,
  asked_at timestamptz not null,
  actor jsonb not null,
  division text,
  reissue boolean not null,
  -- Account ids; null for everybody who gets a letter.
  chosen jsonb,
  -- A link by mail, too, to the active accounts that have a proved address.
  links boolean not null,
  paper text not null,
  state text not null default 'making',
  drawn integer not null default 0,
  tries integer not null default 0,
  first_number text,
  letters integer not null default 0,
  replaced integer not null default 0,
  mails integer not null default 0,
  ended_at timestamptz,
  fetched_at timestamptz,
  constraint letter_batch_pkey primary key (id),
  constraint letter_batch_school_fkey foreign key (school_uai) references school (uai),
  constraint letter_batch_staff_fkey foreign key (staff_id) references staff (id),
  constraint letter_batch_paper_known check (paper in ('pdf', 'csv')),
  constraint letter_batch_state_known check (state in ('making', 'ready', 'failed')),
  constraint letter_batch_ended check ((ended_at is null) = (state = 'making'))
);
-- One at a time for each school.
create unique index letter_batch_one_making_per_school on letter_batch (school_uai) where ended_at is null;
create index letter_batch_by_school on letter_batch (school_uai, asked_at desc);

alter table letter add column batch_id bigint;
alter table letter add column handed boolean;
alter table letter add column handed_at timestamptz;
alter table letter add constraint letter_batch_fkey foreign key (batch_id) references letter_batch (id) on delete set null;
create index letter_by_batch on letter (batch_id) where batch_id is not null;
