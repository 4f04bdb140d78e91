-- A second factor, for parents who want one: an authenticator application, and recovery codes for the day it is lost.
-- Nothing here is ever moved to another account: a grouping or a closing ends it.

create table factor (
  id bigint generated always as identity,
  account_id bigint not null,
  kind text not null,
  name text not null default '',
  -- Of an application: sealed (AES-256-GCM) under a key kept outside the database.
  totp_secret bytea,
  -- The last time step used: a code works once.
  totp_last_step bigint,
  created_at timestamptz not null,
  used_at timestamptz,
  removed_at timestamptz,
  constraint factor_pkey primary key (id),
  constraint factor_account_fkey foreign key (account_id) references account (id),
  constraint factor_kind_known check (kind in ('application')),
  constraint factor_application_has_a_secret
    check (kind <> 'application' or removed_at is not null or (totp_secret is not null and totp_last_step is not null))
);
create index factor_live_by_account on factor (account_id) where removed_at is null;
create unique index factor_one_application on factor (account_id) where removed_at is null and kind = 'application';

-- Ten codes made together. They are derived from this nonce under a key kept outside the database, so that the page which
-- shows them once can be read again for some minutes; each is stored as an HMAC.
create table recovery_batch (
  id bigint generated always as identity,
  account_id bigint not null,
  nonce bytea not null,
  created_at timestamptz not null,
  replaced_at timestamptz,
  constraint recovery_batch_pkey primary key (id),
  constraint recovery_batch_account_fkey foreign key (account_id) references account (id)
);
create unique index recovery_batch_one_live on recovery_batch (account_id) where replaced_at is null;

create table recovery_code (
  batch_id bigint not null,
  code_hash bytea not null,
  used_at timestamptz,
  constraint recovery_code_pkey primary key (batch_id, code_hash),
  constraint recovery_code_batch_fkey foreign key (batch_id) references recovery_batch (id)
);

-- A password that was right and waits for its second factor: no session, five minutes, consumed once.
create table second_step (
  id bigint generated always as identity,
  token_hash bytea not null,
  account_id bigint not null,
  -- The account's proof version when its password was proved.
  proof_version bigint not null,
  -- The session in which another account is being proved (the grouping wizard).
  session_id bigint,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint second_step_pkey primary key (id),
  constraint second_step_token_unique unique (token_hash),
  constraint second_step_account_fkey foreign key (account_id) references account (id),
  constraint second_step_session_fkey foreign key (session_id) references session (id)
);
create index second_step_live_by_account on second_step (account_id) where used_at is null;
