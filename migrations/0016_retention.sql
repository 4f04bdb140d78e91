-- What is no longer needed goes, by schedule: accounts are warned, fall asleep and close; records that left the registers
-- are erased; logs are kept for twelve months. These columns remember how far that is.

-- The written warnings before sleep: told by mail where one is confirmed, shown to the schools in any case.
alter table account add column sleep_warned_at timestamptz;
alter table account add column sleep_warned_again_at timestamptz;
alter table account add constraint account_sleep_warned_in_order
  check (sleep_warned_again_at is null or sleep_warned_again_at >= sleep_warned_at);
-- Since when no link opens a child to the account. A link that loses its level keeps its row and tells no date.
alter table account add column rightless_since timestamptz;

-- Names, mail and telephone are gone and the key is nobody's any more; the row stays where attachments tell of groupings.
alter table guardian_record add column erased_at timestamptz;
alter table guardian_record add constraint guardian_record_erased_is_gone check (erased_at is null or gone_at is not null);
alter table attachment drop constraint attachment_ended_cause_known;
alter table attachment add constraint attachment_ended_cause_known
  check (ended_cause in ('grouping', 'break', 'correction', 'closing', 'erasure'));

alter table import_run_school drop constraint import_run_school_import_fkey;
alter table import_run_school add constraint import_run_school_import_fkey
  foreign key (import_id) references import_run (id) on delete cascade;
alter table grouping_request_school drop constraint grouping_request_school_request_fkey;
alter table grouping_request_school add constraint grouping_request_school_request_fkey
  foreign key (request_id) references grouping_request (id) on delete cascade;

-- Where the chain of events begins once its oldest part was removed: the last link removed, signed like an event under the
-- key that is kept outside the database. Without a row it begins with the first event.
create table audit_base (
  only_row boolean not null default true,
  seq bigint not null,
  hmac bytea not null,
  -- When the last event removed had happened, and when it was removed.
  through timestamptz not null,
  cut_at timestamptz not null,
  signature bytea not null,
  constraint audit_base_pkey primary key (only_row),
  constraint audit_base_is_one_row check (only_row)
);

create index link_by_guardian on link (guardian_id);
create index link_by_pupil on link (pupil_id);
create index hold_by_link on hold (link_id) where link_id is not null;
create index hold_by_attachment on hold (attachment_id) where attachment_id is not null;
create index grouping_intent_by_session on grouping_intent (session_id);
