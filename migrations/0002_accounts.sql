-- Accounts belong to persons. An attachment says which account stands for a guardian record, from when to when
-- and why. Nothing is overwritten: the past can be read back through any chain of groupings and breaks.

create table account (
  id bigint generated always as identity,
  -- Canonical form (NFKC, lower case, no blanks); unique for ever, also when closed.
  identifier text not null,
  state text not null,
  -- Kept on a closed account for twelve months: its proven holder alone is told that it is closed.
  password_hash text,
  password_set_at timestamptz,
  mail text,
  mail_confirmed_at timestamptz,
  language text not null default 'fr',
  -- Raised by every change of state, secrets, mail or attachments, imports included.
  version bigint not null default 1,
  -- Raised by a change of state, secret, letter or mail only: a proof made before it is void.
  proof_version bigint not null default 1,
  created_at timestamptz not null,
  activated_at timestamptz,
  closed_at timestamptz,
  closed_into bigint,
  is_open boolean generated always as (state <> 'closed') stored,
  constraint account_pkey primary key (id),
  constraint account_identifier_unique unique (identifier),
  constraint account_state_known check (state in ('to_activate', 'active', 'frozen', 'suspended', 'asleep', 'closed')),
  constraint account_id_is_open_unique unique (id, is_open),
  constraint account_closed_into_fkey foreign key (closed_into) references account (id),
  constraint account_closed_into_when_closed check (closed_into is null or state = 'closed'),
  constraint account_not_closed_into_itself check (closed_into <> id),
  constraint account_closed_at_when_closed check ((closed_at is null) = (state <> 'closed')),
  constraint account_confirmed_mail_is_a_mail check (mail_confirmed_at is null or mail is not null),
  constraint account_active_has_password check (state <> 'active' or password_hash is not null)
);
create index account_confirmed_mail on account (lower(mail)) where mail_confirmed_at is not null;

create table staff (
  id bigint generated always as identity,
  mail text not null,
  name text not null default '',
  password_hash text,
  -- Sealed (AES-256-GCM) under a key kept outside the database.
  totp_secret bytea,
  -- The last time step used: a code works once.
  totp_last_step bigint,
  created_at timestamptz not null,
  enrolled_at timestamptz,
  left_at timestamptz,
  constraint staff_pkey primary key (id),
  constraint staff_enrolled_has_both_factors check (enrolled_at is null or (password_hash is not null and totp_secret is not null))
);
create unique index staff_mail_unique on staff (lower(mail));

create table staff_role (
  id bigint generated always as identity,
  staff_id bigint not null,
  school_uai text not null,
  role text not null,
  since timestamptz not null,
  until timestamptz,
  constraint staff_role_pkey primary key (id),
  constraint staff_role_staff_fkey foreign key (staff_id) references staff (id),
  constraint staff_role_school_fkey foreign key (school_uai) references school (uai),
  constraint staff_role_known check (role in ('head', 'secretary', 'reader'))
);
create unique index staff_role_one_live on staff_role (staff_id, school_uai) where until is null;

alter table import_run add constraint import_run_staff_fkey foreign key (staff_id) references staff (id);

create table session (
  id bigint generated always as identity,
  account_id bigint,
  staff_id bigint,
  token_hash bytea not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  -- When a secret was last proved in this session (password for a parent, second factor for staff).
  proved_at timestamptz not null,
  ended_at timestamptz,
  ended_cause text,
  -- The school a member of staff is working for.
  school_uai text,
  address text not null default '',
  agent text not null default '',
  constraint session_pkey primary key (id),
  constraint session_token_unique unique (token_hash),
  constraint session_account_fkey foreign key (account_id) references account (id),
  constraint session_staff_fkey foreign key (staff_id) references staff (id),
  constraint session_school_fkey foreign key (school_uai) references school (uai),
  constraint session_of_one_person check ((account_id is null) <> (staff_id is null))
);
create index session_live_by_account on session (account_id) where ended_at is null;
create index session_live_by_staff on session (staff_id) where ended_at is null;

create table letter (
  id bigint generated always as identity,
  number text not null,
  account_id bigint not null,
  school_uai text not null,
  purpose text not null,
  -- argon2id of the code; HMAC-SHA-256 of the QR's token under a key kept outside the database.
  code_hash text not null,
  token_hash bytea not null,
  issued_at timestamptz not null,
  issued_by bigint,
  last_day date not null,
  used_at timestamptz,
  replaced_at timestamptz,
  -- Three wrong birth dates, or "not my child": the letter is dead.
  died_at timestamptz,
  birth_date_tries integer not null default 0,
  constraint letter_pkey primary key (id),
  constraint letter_number_unique unique (number),
  constraint letter_token_unique unique (token_hash),
  constraint letter_account_fkey foreign key (account_id) references account (id),
  constraint letter_school_fkey foreign key (school_uai) references school (uai),
  constraint letter_issued_by_fkey foreign key (issued_by) references staff (id),
  constraint letter_purpose_known check (purpose in ('activation', 'recovery')),
  constraint letter_tries_bounded check (birth_date_tries between 0 and 3)
);
create unique index letter_one_live on letter (account_id, school_uai)
  where used_at is null and replaced_at is null and died_at is null;
create index letter_by_account on letter (account_id, issued_at);

-- The way from a letter to a password: code or token, birth dates, first names, password.
create table activation (
  id bigint generated always as identity,
  letter_id bigint not null,
  token_hash bytea not null,
  proof text not null,
  -- The account's proof version when the letter was proved: a reissue or a state change voids it.
  proof_version bigint not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  birth_dates_checked_at timestamptz,
  used_at timestamptz,
  constraint activation_pkey primary key (id),
  constraint activation_token_unique unique (token_hash),
  constraint activation_letter_fkey foreign key (letter_id) references letter (id),
  constraint activation_proof_known check (proof in ('letter_code', 'letter_token'))
);

create table single_use_token (
  id bigint generated always as identity,
  purpose text not null,
  account_id bigint,
  staff_id bigint,
  token_hash bytea not null,
  -- What the token is about, for instance the address to confirm.
  subject text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  cancelled_at timestamptz,
  constraint single_use_token_pkey primary key (id),
  constraint single_use_token_hash_unique unique (token_hash),
  constraint single_use_token_account_fkey foreign key (account_id) references account (id),
  constraint single_use_token_staff_fkey foreign key (staff_id) references staff (id),
  constraint single_use_token_purpose_known check (purpose in ('confirm_mail', 'reset_password', 'enrol_staff', 'object_grouping')),
  constraint single_use_token_of_one_person check ((account_id is null) <> (staff_id is null))
);
create index single_use_token_live_by_account on single_use_token (account_id) where used_at is null and cancelled_at is null;

-- Wrong tries, counted per typed identifier, network address and installation; kept over restarts.
-- The subject is an HMAC: what people mistype is often a password or somebody else's name.
create table throttle (
  subject bytea not null,
  failures integer not null,
  window_started_at timestamptz not null,
  in_a_row integer not null,
  blocked_until timestamptz,
  constraint throttle_pkey primary key (subject)
);
