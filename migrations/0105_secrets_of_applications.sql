-- An application changes its secrets without stopping: the old one holds beside the new one until a moment that the
-- operator chose, seven days at most. A new secret is shown to whoever asked for it, once.

alter table client
  add column old_secret_hash bytea,
  add column old_secret_until timestamptz,
  -- The same for what signs its events, and the token with which it fetches them.
  add column old_events_secret bytea,
  add column old_events_token_hash bytea,
  add column old_events_until timestamptz,
  add constraint client_old_secret_ends check (old_secret_hash is null or old_secret_until is not null),
  add constraint client_old_events_end
    check ((old_events_secret is null and old_events_token_hash is null) or old_events_until is not null);

-- Sealed under a key kept outside the database, for the session of staff that made it; taken out by the first reading.
create table client_secret_shown (
  client_id bigint not null,
  session_id bigint not null,
  sealed bytea not null,
  made_at timestamptz not null,
  constraint client_secret_shown_pkey primary key (client_id, session_id),
  constraint client_secret_shown_client_fkey foreign key (client_id) references client (id),
  constraint client_secret_shown_session_fkey foreign key (session_id) references session (id) on delete cascade
);
create index client_secret_shown_by_session on client_secret_shown (session_id);
-- What no desk needs.
revoke all on client_secret_shown from fratrie_desk;

-- The list of applications tells when each was last used, and what waits for it.
create index client_session_latest on client_session (client_id, since desc);
create unique index client_old_events_token on client (old_events_token_hash) where removed_at is null;
create index delivery_not_done on delivery (client_id) where done_at is null;
