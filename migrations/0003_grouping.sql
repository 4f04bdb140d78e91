-- The heart: who stands for whom, how two accounts became one, and how a school undid it.

create table grouping (
  id bigint generated always as identity,
  -- Printed on the receipt.
  reference text not null,
  kept_id bigint not null,
  absorbed_id bigint not null,
  proof text not null,
  at timestamptz not null,
  constraint grouping_pkey primary key (id),
  constraint grouping_reference_unique unique (reference),
  -- At most one grouping per absorbed account, whatever races.
  constraint grouping_absorbed_once unique (absorbed_id),
  constraint grouping_kept_fkey foreign key (kept_id) references account (id),
  constraint grouping_absorbed_fkey foreign key (absorbed_id) references account (id),
  constraint grouping_of_two_accounts check (kept_id <> absorbed_id),
  constraint grouping_proof_known check (proof in ('password', 'letter_code', 'letter_token'))
);
create index grouping_by_kept on grouping (kept_id, at);

create table account_break (
  id bigint generated always as identity,
  reference text not null,
  school_uai text not null,
  from_account_id bigint not null,
  to_account_id bigint not null,
  staff_id bigint not null,
  reason_kind text not null,
  reason text not null,
  at timestamptz not null,
  constraint account_break_pkey primary key (id),
  constraint account_break_reference_unique unique (reference),
  constraint account_break_to_once unique (to_account_id),
  constraint account_break_school_fkey foreign key (school_uai) references school (uai),
  constraint account_break_from_fkey foreign key (from_account_id) references account (id),
  constraint account_break_to_fkey foreign key (to_account_id) references account (id),
  constraint account_break_staff_fkey foreign key (staff_id) references staff (id),
  constraint account_break_reason_kind_known check (reason_kind in ('same_name', 'asked_by_parent', 'school_error', 'other'))
);

create table attachment (
  id bigint generated always as identity,
  account_id bigint not null,
  guardian_id bigint not null,
  since timestamptz not null,
  until timestamptz,
  began_cause text not null,
  ended_cause text,
  began_grouping_id bigint,
  ended_grouping_id bigint,
  began_break_id bigint,
  ended_break_id bigint,
  -- True while live: with the foreign key below, the database itself refuses a live attachment to a closed account.
  account_is_open boolean generated always as (case when until is null then true end) stored,
  constraint attachment_pkey primary key (id),
  constraint attachment_guardian_fkey foreign key (guardian_id) references guardian_record (id),
  constraint attachment_live_account_is_open foreign key (account_id, account_is_open) references account (id, is_open),
  constraint attachment_account_fkey foreign key (account_id) references account (id),
  constraint attachment_began_grouping_fkey foreign key (began_grouping_id) references grouping (id),
  constraint attachment_ended_grouping_fkey foreign key (ended_grouping_id) references grouping (id),
  constraint attachment_began_break_fkey foreign key (began_break_id) references account_break (id),
  constraint attachment_ended_break_fkey foreign key (ended_break_id) references account_break (id),
  constraint attachment_began_cause_known check (began_cause in ('import', 'grouping', 'break', 'correction', 'closing')),
  constraint attachment_ended_cause_known check (ended_cause in ('grouping', 'break', 'correction', 'closing')),
  constraint attachment_ended_for_a_cause check ((until is null) = (ended_cause is null))
);
create unique index attachment_one_live_per_guardian on attachment (guardian_id) where until is null;
create index attachment_live_by_account on attachment (account_id) where until is null;
create index attachment_by_account on attachment (account_id, since);

-- What is hidden from an account although the register grants it: a child disowned, a freeze, a suspension.
create table hold (
  id bigint generated always as identity,
  attachment_id bigint,
  link_id bigint,
  cause text not null,
  reason text not null default '',
  since timestamptz not null,
  until timestamptz,
  constraint hold_pkey primary key (id),
  constraint hold_attachment_fkey foreign key (attachment_id) references attachment (id),
  constraint hold_link_fkey foreign key (link_id) references link (id),
  constraint hold_on_one_thing check ((attachment_id is null) <> (link_id is null)),
  constraint hold_cause_known check (cause in ('not_my_child', 'freeze', 'suspension', 'protection'))
);
create index hold_live_by_attachment on hold (attachment_id) where until is null;
create index hold_live_by_link on hold (link_id) where until is null;

-- A grouping proved but not yet confirmed: ten minutes, in the session that proved it, consumed once.
create table grouping_intent (
  id bigint generated always as identity,
  session_id bigint not null,
  kept_id bigint not null,
  absorbed_id bigint not null,
  proof text not null,
  kept_proof_version bigint not null,
  absorbed_proof_version bigint not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  cancelled_at timestamptz,
  constraint grouping_intent_pkey primary key (id),
  constraint grouping_intent_session_fkey foreign key (session_id) references session (id),
  constraint grouping_intent_kept_fkey foreign key (kept_id) references account (id),
  constraint grouping_intent_absorbed_fkey foreign key (absorbed_id) references account (id),
  constraint grouping_intent_proof_known check (proof in ('password', 'letter_code', 'letter_token'))
);
create unique index grouping_intent_one_live_per_session on grouping_intent (session_id)
  where used_at is null and cancelled_at is null;

-- One row per grouping, break or closing, written in its transaction, delivered later to the services.
create table outbox (
  id bigint generated always as identity,
  event_id uuid not null,
  kind text not null,
  account_id bigint not null,
  payload jsonb not null,
  at timestamptz not null,
  constraint outbox_pkey primary key (id),
  constraint outbox_event_unique unique (event_id),
  constraint outbox_account_fkey foreign key (account_id) references account (id),
  constraint outbox_kind_known check (kind in ('account_grouped', 'account_broken', 'account_closed'))
);
