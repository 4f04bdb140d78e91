-- What each application is told of groupings, breaks and closings: one row for each change that concerns a name it knows,
-- made from the outbox once the change has been committed. Of one account an application is told in order: what touches it
-- waits for all that touched it before, also when that is parked.

-- When the row was turned into deliveries.
alter table outbox add column fanned_at timestamptz;
create index outbox_not_fanned on outbox (id) where fanned_at is null;

create table delivery (
  id bigint generated always as identity,
  -- Idempotency key, this application's own: two applications cannot find out by it that they know one person.
  key uuid not null,
  client_id bigint not null,
  outbox_id bigint not null,
  kind text not null,
  -- What is sent, the same at each try.
  body jsonb not null,
  account_ids bigint[] not null,
  at timestamptz not null,
  -- The next try, or until when the one that runs has it for itself; null: fetched by the application.
  next_at timestamptz,
  tries integer not null default 0,
  -- From when three days are counted: its first try, or the operator's word to try anew.
  trying_since timestamptz,
  last_tried_at timestamptz,
  last_answer text,
  done_at timestamptz,
  -- Given up, until the operator has it tried again.
  parked_at timestamptz,
  constraint delivery_pkey primary key (id),
  constraint delivery_key_unique unique (key),
  constraint delivery_once unique (client_id, outbox_id),
  constraint delivery_client_fkey foreign key (client_id) references client (id),
  constraint delivery_outbox_fkey foreign key (outbox_id) references outbox (id),
  constraint delivery_kind_known check (kind in ('account-grouped', 'account-ungrouped', 'account-disabled', 'account-changed')),
  constraint delivery_done_or_parked check (done_at is null or parked_at is null)
);
create index delivery_due on delivery (next_at, id) where done_at is null and parked_at is null;
create index delivery_by_client on delivery (client_id, id);
create index delivery_by_outbox on delivery (outbox_id);

-- The same accounts while it is not done: what makes the next ones wait.
create table delivery_account (
  delivery_id bigint not null,
  client_id bigint not null,
  account_id bigint not null,
  constraint delivery_account_pkey primary key (client_id, account_id, delivery_id),
  constraint delivery_account_delivery_fkey foreign key (delivery_id) references delivery (id) on delete cascade
);
create index delivery_account_by_delivery on delivery_account (delivery_id);

-- Until when an application that did not answer is left alone: then one event asks whether it is back.
alter table client add column paused_until timestamptz;
