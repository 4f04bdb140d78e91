-- What the operators of the network set, one row for each setting that is not as it came; and acts that wait for a second
-- person of the same school.

create table network_setting (
  name text not null,
  value jsonb not null,
  set_at timestamptz not null,
  -- Null: a command.
  set_by bigint,
  constraint network_setting_pkey primary key (name),
  constraint network_setting_set_by_fkey foreign key (set_by) references staff (id)
);

create table approval (
  id bigint generated always as identity,
  reference text not null,
  school_uai text not null,
  act text not null,
  -- Of the very order: what is done with the approval is what was shown to whoever gave it.
  digest text not null,
  -- What is asked, in words: no parent, no child.
  summary text not null,
  count integer not null,
  asked_by bigint not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  decision text,
  answered_by bigint,
  answered_at timestamptz,
  -- An approval serves once.
  used_at timestamptz,
  constraint approval_pkey primary key (id),
  constraint approval_reference_unique unique (reference),
  constraint approval_school_fkey foreign key (school_uai) references school (uai),
  constraint approval_asked_by_fkey foreign key (asked_by) references staff (id),
  constraint approval_answered_by_fkey foreign key (answered_by) references staff (id),
  constraint approval_act_known check (act in ('letters', 'export')),
  constraint approval_decision_known check (decision in ('accepted', 'refused')),
  constraint approval_answered_whole check ((decision is null) = (answered_at is null) and (decision is null) = (answered_by is null)),
  constraint approval_by_another check (answered_by <> asked_by),
  constraint approval_used_when_accepted check (used_at is null or decision = 'accepted')
);
create unique index approval_one_open on approval (school_uai, act, digest, asked_by) where decision is null and used_at is null;
