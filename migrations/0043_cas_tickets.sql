-- A CAS ticket: what a browser carries to a service, which asks once what it is worth. It hangs on the session of the portal
-- that it was given in, and is worth nothing once that session, its account or its client is over.

create table cas_ticket (
  -- SHA-256 of 192 random bits.
  ticket_hash bytea not null,
  client_id bigint not null,
  session_id bigint not null,
  account_id bigint not null,
  -- The very address that it was given for.
  service text not null,
  -- A secret was proved for this very sign-in.
  renewed boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint cas_ticket_pkey primary key (ticket_hash),
  constraint cas_ticket_client_fkey foreign key (client_id) references client (id),
  constraint cas_ticket_session_fkey foreign key (session_id) references session (id) on delete cascade,
  constraint cas_ticket_account_fkey foreign key (account_id) references account (id)
);
create index cas_ticket_by_session on cas_ticket (session_id);
