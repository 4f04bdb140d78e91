-- Two pupil records of one register that look alike and that the school said are two children. It is remembered for ever, so
-- that nobody is asked twice. « The same child » is not kept here: only the register can join two of its records, and it does.
create table pupils_told_apart (
  one_id bigint not null,
  other_id bigint not null,
  school_uai text not null,
  staff_id bigint not null,
  at timestamptz not null,
  constraint pupils_told_apart_pkey primary key (one_id, other_id),
  constraint pupils_told_apart_one_fkey foreign key (one_id) references pupil_record (id) on delete cascade,
  constraint pupils_told_apart_other_fkey foreign key (other_id) references pupil_record (id) on delete cascade,
  constraint pupils_told_apart_school_fkey foreign key (school_uai) references school (uai),
  constraint pupils_told_apart_staff_fkey foreign key (staff_id) references staff (id),
  constraint pupils_told_apart_in_order check (one_id < other_id)
);
create index pupils_told_apart_by_other on pupils_told_apart (other_id);
alter table pupils_told_apart enable row level security;
create policy of_one_school on pupils_told_apart to fratrie_desk using (school_uai = own_school());
