-- Two accounts that rules could not group: a parent's request, decided by the schools that hold a record of the account
-- to be closed (and by those of a protection flag), after thirty days by the operator, then confirmed by the parent.

create table grouping_request (
  id bigint generated always as identity,
  -- Shown to the parent, said on the telephone.
  reference text not null,
  kept_id bigint not null,
  absorbed_id bigint not null,
  -- How the account to be closed was proved, and both accounts at that moment.
  proof text not null,
  kept_proof_version bigint not null,
  absorbed_proof_version bigint not null,
  -- Why the rules could not decide: a closed list, told to staff alone, each of it to whom it concerns.
  reasons jsonb not null,
  -- Digests of these doubts one by one: an acceptance covers them, and none that comes later.
  doubts jsonb not null,
  state text not null,
  created_at timestamptz not null,
  -- Accepted or refused, by the schools or by the operator.
  decided_at timestamptz,
  operator_reason text,
  -- Until when an accepted request can be confirmed.
  expires_at timestamptz,
  ended_at timestamptz,
  void_cause text,
  grouping_id bigint,
  constraint grouping_request_pkey primary key (id),
  constraint grouping_request_reference_unique unique (reference),
  constraint grouping_request_kept_fkey foreign key (kept_id) references account (id),
  constraint grouping_request_absorbed_fkey foreign key (absorbed_id) references account (id),
  constraint grouping_request_grouping_fkey foreign key (grouping_id) references grouping (id),
  constraint grouping_request_of_two_accounts check (kept_id <> absorbed_id),
  constraint grouping_request_proof_known check (proof in ('password', 'letter_code', 'letter_token')),
  constraint grouping_request_reasons_known check (
    jsonb_typeof(reasons) = 'array' and jsonb_array_length(reasons) > 0 and reasons <@
      '["first_name_differs", "family_name_differs", "civility_conflict", "same_pupil", "protected", "unknown_person"]'::jsonb),
  constraint grouping_request_state_known check (state in ('open', 'accepted', 'refused', 'withdrawn', 'void', 'done')),
  constraint grouping_request_decided_when_decided check (
    case state when 'open' then decided_at is null when 'accepted' then decided_at is not null
      when 'refused' then decided_at is not null else true end),
  constraint grouping_request_expires_once_accepted check ((state <> 'accepted' or expires_at is not null) and (state <> 'open' or expires_at is null)),
  constraint grouping_request_ended_when_over check ((ended_at is null) = (state in ('open', 'accepted'))),
  constraint grouping_request_void_cause_known check (
    void_cause in ('proof_fell', 'account_closed', 'grouped', 'broken', 'new_doubt', 'expired')),
  constraint grouping_request_void_for_a_cause check ((void_cause is null) = (state <> 'void')),
  constraint grouping_request_done_by_a_grouping check ((grouping_id is null) = (state <> 'done'))
);
-- At most one live request for two accounts, whichever is kept and whatever races.
create unique index grouping_request_one_live_per_pair
  on grouping_request (least(kept_id, absorbed_id), greatest(kept_id, absorbed_id)) where state in ('open', 'accepted');
create index grouping_request_by_kept on grouping_request (kept_id, created_at);
create index grouping_request_live_by_absorbed on grouping_request (absorbed_id) where state in ('open', 'accepted');

-- The schools that must accept. Staff are asked why; the parent is never told their words.
create table grouping_request_school (
  request_id bigint not null,
  school_uai text not null,
  -- The proof of the account let the parent see a child of this school: his pages may name it.
  told boolean not null,
  decision text,
  staff_id bigint,
  reason text,
  decided_at timestamptz,
  constraint grouping_request_school_pkey primary key (request_id, school_uai),
  constraint grouping_request_school_request_fkey foreign key (request_id) references grouping_request (id),
  constraint grouping_request_school_school_fkey foreign key (school_uai) references school (uai),
  constraint grouping_request_school_staff_fkey foreign key (staff_id) references staff (id),
  constraint grouping_request_school_decision_known check (decision in ('accepted', 'refused')),
  constraint grouping_request_school_decided_whole check (
    (decision is null) = (staff_id is null) and (decision is null) = (reason is null) and (decision is null) = (decided_at is null))
);
create index grouping_request_school_by_school on grouping_request_school (school_uai, request_id);
