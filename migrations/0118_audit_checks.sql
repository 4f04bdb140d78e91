-- Each time that the whole audit chain was read again: when, for whom, what was found. Shown to operators.
create table audit_check (
  id bigint generated always as identity,
  asked_at timestamptz not null,
  -- Null: the nightly run, or a command.
  asked_by bigint,
  ended_at timestamptz,
  -- The head that was read.
  head_seq bigint,
  head_hmac bytea,
  events integer,
  -- The first broken link, and what is wrong with it; null while intact.
  broken_at bigint,
  why text,
  constraint audit_check_pkey primary key (id),
  constraint audit_check_asked_by_fkey foreign key (asked_by) references staff (id),
  constraint audit_check_why_known check (why in ('missing', 'altered', 'head', 'base')),
  constraint audit_check_broken_whole check ((broken_at is null) = (why is null)),
  constraint audit_check_ended_whole check ((ended_at is null) = (head_seq is null) and (ended_at is null) = (head_hmac is null))
);
-- One at a time.
create unique index audit_check_one_open on audit_check ((true)) where ended_at is null;
revoke all on audit_check from fratrie_desk;
