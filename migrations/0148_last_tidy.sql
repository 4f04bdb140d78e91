-- When `tidy` last ran to its end: an operator whose cron stopped is told on the page of the installation's state. The newest
-- ones are kept; nobody is named.
create table tidy_run (
  id bigint generated always as identity,
  began_at timestamptz not null,
  ended_at timestamptz not null,
  -- Rows and files that it changed or removed.
  done integer not null,
  constraint tidy_run_pkey primary key (id)
);
revoke all on tidy_run from fratrie_desk;
