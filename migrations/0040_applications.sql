-- Other applications sign parents in with the account that they have here: the ENT, the school's services. A client is
-- such an application, whatever it speaks. Nothing of a parent is kept here but which names (subjects) he was given.

create table client (
  id bigint generated always as identity,
  -- What the protocol calls it: client_id (OIDC), the registered service (CAS), entityID (SAML).
  public_id text not null,
  protocol text not null,
  -- Shown to parents.
  name text not null,
  -- As registered and checked: where to send people back, where to tell of a sign-out, keys. Its shape is the protocol's.
  settings jsonb not null,
  -- What it may be told beside the subject.
  claims text[] not null default '{}',
  -- The schools that opened it; null while its tile, or nothing, says so.
  school_uais text[],
  -- The tile that leads to it.
  service_slug text,
  -- A subject of its own, or the one that every « public » client knows.
  subject_type text not null default 'pairwise',
  -- SHA-256 of 256 random bits.
  secret_hash bytea,
  -- Where events are posted, and the secret that signs them, sealed under a key kept outside the database.
  events_url text,
  events_secret bytea,
  created_at timestamptz not null,
  removed_at timestamptz,
  constraint client_pkey primary key (id),
  constraint client_service_fkey foreign key (service_slug) references service (slug),
  constraint client_protocol_known check (protocol in ('oidc', 'cas', 'saml')),
  constraint client_subject_type_known check (subject_type in ('pairwise', 'public')),
  constraint client_name_length check (length(name) between 1 and 80)
);
create unique index client_one_live on client (protocol, public_id) where removed_at is null;
create unique index client_one_of_a_tile on client (service_slug) where removed_at is null and service_slug is not null;

-- The name under which a client knows an account. It is never given to another person: rows are not removed while the
-- account's row stands, and the account's row stands for ever.
create table client_subject (
  id bigint generated always as identity,
  client_id bigint not null,
  account_id bigint not null,
  subject text not null,
  given_at timestamptz not null,
  -- The parent took it back: the client gets another name at the next sign-in, or none.
  withdrawn_at timestamptz,
  constraint client_subject_pkey primary key (id),
  constraint client_subject_client_fkey foreign key (client_id) references client (id),
  constraint client_subject_account_fkey foreign key (account_id) references account (id),
  constraint client_subject_given_once unique (client_id, subject)
);
create unique index client_subject_one_live on client_subject (client_id, account_id) where withdrawn_at is null;
create index client_subject_by_account on client_subject (account_id);

-- A client to which a session of the portal gave a sign-in. Once the session has ended, a row that is not told yet waits for
-- its sign-out to be sent: there is no other list of them.
create table client_session (
  id bigint generated always as identity,
  session_id bigint not null,
  client_id bigint not null,
  account_id bigint not null,
  -- What the protocol calls it there: sid (OIDC), the ticket (CAS), SessionIndex and NameID (SAML).
  reference text not null,
  since timestamptz not null,
  -- The client knows that it is over, or said so itself.
  told_at timestamptz,
  tries integer not null default 0,
  next_at timestamptz,
  last_answer text,
  constraint client_session_pkey primary key (id),
  constraint client_session_once unique (client_id, reference),
  constraint client_session_session_fkey foreign key (session_id) references session (id) on delete cascade,
  constraint client_session_client_fkey foreign key (client_id) references client (id),
  constraint client_session_account_fkey foreign key (account_id) references account (id)
);
create index client_session_by_session on client_session (session_id);
create index client_session_untold on client_session (id) where told_at is null;

-- Keys that sign what clients read. Their private half is sealed under a key kept outside the database. A retired key is
-- published for as long as something signed with it may live.
create table signing_key (
  kid text not null,
  purpose text not null,
  algorithm text not null,
  public_jwk jsonb not null,
  private_sealed bytea not null,
  -- PEM, for SAML.
  certificate text,
  created_at timestamptz not null,
  -- A new key is published before it signs, so that no client meets one that it has not read.
  signs_from timestamptz not null,
  retired_at timestamptz,
  constraint signing_key_pkey primary key (kid),
  constraint signing_key_purpose_known check (purpose in ('oidc', 'saml', 'events')),
  constraint signing_key_algorithm_known check (algorithm in ('ES256', 'RS256'))
);

-- A client's request that waits while its parent signs in.
create table sign_on (
  id bigint generated always as identity,
  token_hash bytea not null,
  client_id bigint not null,
  -- As the protocol asked, checked.
  params jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint sign_on_pkey primary key (id),
  constraint sign_on_token_unique unique (token_hash),
  constraint sign_on_client_fkey foreign key (client_id) references client (id)
);
