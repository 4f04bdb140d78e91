-- A lost second factor: a school that has seen its owner asks to remove it. It acts after 72 hours, and until then the owner,
-- told at once, can stop it: staff alone never opens an account.

create table factor_reset (
  id bigint generated always as identity,
  account_id bigint not null,
  school_uai text not null,
  asked_by bigint not null,
  reason text not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  done_at timestamptz,
  stopped_at timestamptz,
  -- Of the link in the owner's mail.
  link_hash bytea,
  constraint factor_reset_pkey primary key (id),
  constraint factor_reset_account_fkey foreign key (account_id) references account (id),
  constraint factor_reset_school_fkey foreign key (school_uai) references school (uai),
  constraint factor_reset_asked_by_fkey foreign key (asked_by) references staff (id),
  constraint factor_reset_one_end check (done_at is null or stopped_at is null)
);
create unique index factor_reset_one_live on factor_reset (account_id) where done_at is null and stopped_at is null;
create unique index factor_reset_by_link on factor_reset (link_hash) where link_hash is not null;
