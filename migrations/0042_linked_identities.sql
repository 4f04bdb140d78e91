-- A parent may come in by another provider of identities (FranceConnect, or any OpenID Connect) that he linked to his
-- account, after proving both. The provider's name and its own number of the person are the key; a mail address never is.

create table linked_identity (
  id bigint generated always as identity,
  account_id bigint not null,
  issuer text not null,
  subject text not null,
  -- A link is a proof: it is void, like any other, once a secret, a letter, the mail or the state of the account changed.
  proof_version bigint not null,
  linked_at timestamptz not null,
  unlinked_at timestamptz,
  constraint linked_identity_pkey primary key (id),
  constraint linked_identity_account_fkey foreign key (account_id) references account (id)
);
create unique index linked_identity_one_live on linked_identity (issuer, subject) where unlinked_at is null;
create index linked_identity_by_account on linked_identity (account_id);

-- A person is at the other provider, and comes back to this browser alone.
create table federation_step (
  token_hash bytea not null,
  state text not null,
  nonce text not null,
  verifier text not null,
  -- The session that links; null for one that signs in.
  session_id bigint,
  back text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint federation_step_pkey primary key (token_hash),
  constraint federation_step_session_fkey foreign key (session_id) references session (id) on delete cascade
);
create index federation_step_by_end on federation_step (expires_at);
