-- Files that a school is sending now: one request at a time, so that what is counted before is still true after. A request
-- that ended badly leaves its row, which the next one takes over when it is older than a request may last.
create table upload_arrival (
  school_uai text not null,
  folder text not null,
  since timestamptz not null,
  constraint upload_arrival_pkey primary key (school_uai),
  constraint upload_arrival_school_fkey foreign key (school_uai) references school (uai)
);
alter table upload_arrival enable row level security;
create policy of_one_school on upload_arrival to fratrie_desk using (school_uai = own_school());
