-- A client that cannot receive what is posted to it fetches its events, with a token of its own: 256 random bits, kept as
-- their SHA-256.

alter table client add column events_token_hash bytea;
create unique index client_events_token on client (events_token_hash) where removed_at is null;
