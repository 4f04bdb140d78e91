-- Who read what of whom at a desk: people's data are read there, and a family may ask who looked. A plain table, beside
-- the chain of what changed; it tells ids and never what was typed. One row covers ten minutes of one person on one page.
create table reading (
  id bigint generated always as identity,
  at timestamptz not null,
  staff_id bigint not null,
  school_uai text not null,
  page text not null,
  account_id bigint,
  -- A request, when that is what was read.
  reference text,
  address text not null default '',
  constraint reading_pkey primary key (id),
  constraint reading_staff_fkey foreign key (staff_id) references staff (id),
  constraint reading_school_fkey foreign key (school_uai) references school (uai),
  constraint reading_account_fkey foreign key (account_id) references account (id)
);
create index reading_by_school on reading (school_uai, at desc);
create index reading_by_account on reading (account_id, at) where account_id is not null;
create index reading_by_staff on reading (staff_id, at);
