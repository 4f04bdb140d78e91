-- What the provider of OpenID Connect remembers between two requests. Nothing here lives by itself: a token belongs to a
-- grant, a grant to a session of the portal, and what is read of them is read together with that session and its
-- account. A session that ends takes all of it with it, in its own transaction and with nothing more to write.

-- One consent of one sign-in to one client: the family of all that comes from one code.
create table oidc_grant (
  -- Random; it never leaves the server.
  id text not null,
  session_id bigint not null,
  client_id bigint not null,
  account_id bigint not null,
  payload jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- A code was shown twice, a refresh token was used twice, or the client gave them back.
  revoked_at timestamptz,
  constraint oidc_grant_pkey primary key (id),
  constraint oidc_grant_session_fkey foreign key (session_id) references session (id) on delete cascade,
  constraint oidc_grant_client_fkey foreign key (client_id) references client (id),
  constraint oidc_grant_account_fkey foreign key (account_id) references account (id)
);
create index oidc_grant_by_session on oidc_grant (session_id);
create index oidc_grant_by_account on oidc_grant (account_id, client_id);

-- Codes, access tokens and refresh tokens, known by the SHA-256 of what the client holds.
create table oidc_token (
  token_hash bytea not null,
  kind text not null,
  grant_id text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- A code redeemed, a refresh token replaced: shown again, it revokes its grant.
  consumed_at timestamptz,
  constraint oidc_token_pkey primary key (token_hash),
  constraint oidc_token_kind_known check (kind in ('code', 'access', 'refresh')),
  constraint oidc_token_grant_fkey foreign key (grant_id) references oidc_grant (id) on delete cascade
);
create index oidc_token_by_grant on oidc_token (grant_id);
create index oidc_token_by_end on oidc_token (expires_at);

-- A request of a client that waits for its parent to sign in (entry), or that was sent ahead by the client (pushed).
create table oidc_request (
  id_hash bytea not null,
  kind text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  constraint oidc_request_pkey primary key (id_hash),
  constraint oidc_request_kind_known check (kind in ('entry', 'pushed'))
);
create index oidc_request_by_end on oidc_request (expires_at);

-- Proofs that clients signed: each serves once.
create table oidc_seen (
  id_hash bytea not null,
  expires_at timestamptz not null,
  constraint oidc_seen_pkey primary key (id_hash)
);
create index oidc_seen_by_end on oidc_seen (expires_at);
