-- What a school said of two records of its own register that look like one person. It is remembered for ever, so that
-- nobody is asked twice; it groups nothing: evidence suggests, only proof groups.
create table duplicate_answer (
  one_id bigint not null,
  other_id bigint not null,
  school_uai text not null,
  answer text not null,
  staff_id bigint not null,
  at timestamptz not null,
  constraint duplicate_answer_pkey primary key (one_id, other_id),
  constraint duplicate_answer_one_fkey foreign key (one_id) references guardian_record (id) on delete cascade,
  constraint duplicate_answer_other_fkey foreign key (other_id) references guardian_record (id) on delete cascade,
  constraint duplicate_answer_school_fkey foreign key (school_uai) references school (uai),
  constraint duplicate_answer_staff_fkey foreign key (staff_id) references staff (id),
  constraint duplicate_answer_in_order check (one_id < other_id),
  constraint duplicate_answer_known check (answer in ('same', 'different'))
);
create index duplicate_answer_by_other on duplicate_answer (other_id);
