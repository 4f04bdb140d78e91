-- One event per change, in the change's own transaction. Each event's HMAC covers the one before it,
-- under a key kept outside the database: nothing can be altered, swapped or cut in the middle unseen.

create table audit_event (
  seq bigint not null,
  at timestamptz not null,
  kind text not null,
  -- Ids, never names.
  actor jsonb not null,
  data jsonb not null,
  hmac bytea not null,
  constraint audit_event_pkey primary key (seq)
);

create table audit_head (
  only_row boolean not null default true,
  seq bigint not null,
  hmac bytea not null,
  constraint audit_head_pkey primary key (only_row),
  constraint audit_head_is_one_row check (only_row)
);
insert into audit_head (seq, hmac) values (0, decode(repeat('00', 32), 'hex'));
