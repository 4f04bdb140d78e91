-- A school's own tools, and the network's automation, ask the JSON interface with a token that a head (or an operator) made.
-- Only its hash is kept. It acts in the name of who made it, and opens nothing once he may no longer make tokens there.

create table api_token (
  id bigint generated always as identity,
  -- Null: of the network.
  school_uai text,
  staff_id bigint not null,
  name text not null,
  scopes text[] not null,
  token_hash bytea not null,
  -- With a key outside the database it gives the token back, for some minutes, to who made it; gone with its first use.
  nonce text,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  -- Null with `revoked_at`: by a command.
  revoked_by bigint,
  -- Requests of the minute that began then.
  window_at timestamptz,
  window_count integer not null default 0,
  constraint api_token_pkey primary key (id),
  constraint api_token_hash_unique unique (token_hash),
  constraint api_token_school_fkey foreign key (school_uai) references school (uai),
  constraint api_token_staff_fkey foreign key (staff_id) references staff (id),
  constraint api_token_revoked_by_fkey foreign key (revoked_by) references staff (id),
  constraint api_token_ends check (ends_at > made_at and ends_at <= made_at + interval '367 days'),
  constraint api_token_scopes check (cardinality(scopes) > 0)
);
create index api_token_by_school on api_token (school_uai, made_at);

-- How often a token did in a day what is counted by the day: breaks, letters.
create table api_token_day (
  token_id bigint not null,
  act text not null,
  day date not null,
  count integer not null,
  constraint api_token_day_pkey primary key (token_id, act, day),
  constraint api_token_day_token_fkey foreign key (token_id) references api_token (id) on delete cascade
);

-- What a request with an Idempotency-Key was answered, for a day: the same request again gets the same answer.
create table api_answer (
  token_id bigint not null,
  key_hash bytea not null,
  request_hash bytea not null,
  begun_at timestamptz not null,
  -- Null while it is done.
  status smallint,
  body text,
  constraint api_answer_pkey primary key (token_id, key_hash),
  constraint api_answer_token_fkey foreign key (token_id) references api_token (id) on delete cascade
);
create index api_answer_by_age on api_answer (begun_at);

alter table api_token enable row level security;
create policy of_one_school on api_token to fratrie_desk using (school_uai = own_school());
-- Asked by the interface itself, before it is held to a school.
revoke all on api_token_day, api_answer from fratrie_desk;
