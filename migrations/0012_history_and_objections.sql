-- What happened to one account is found without reading the whole chain: a generated column names the accounts of each
-- event. It is no part of what is signed, and adds nothing to it.
create function audit_accounts(data jsonb) returns bigint[] language sql immutable parallel safe
return array_remove(array[
  (data->>'accountId')::bigint, (data->>'keptId')::bigint, (data->>'absorbedId')::bigint,
  (data->>'fromAccountId')::bigint, (data->>'toAccountId')::bigint], null);
alter table audit_event add column account_ids bigint[] not null generated always as (audit_accounts(data)) stored;
create index audit_event_by_account on audit_event using gin (account_ids);

-- « Ce n'est pas moi »: the link in the notice of a grouping. It belongs to the grouping, not to an account: the account
-- of the one it was sent to may be closed.
create table objection_link (
  token_hash bytea not null,
  grouping_id bigint not null,
  side text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint objection_link_pkey primary key (token_hash),
  constraint objection_link_grouping_fkey foreign key (grouping_id) references grouping (id),
  constraint objection_link_side_known check (side in ('kept', 'absorbed'))
);

create table objection (
  id bigint generated always as identity,
  grouping_id bigint not null,
  side text not null,
  -- The account that was frozen, or from which children were hidden.
  account_id bigint not null,
  at timestamptz not null,
  lifted_at timestamptz,
  lifted_by bigint,
  lifted_reason text,
  constraint objection_pkey primary key (id),
  constraint objection_grouping_fkey foreign key (grouping_id) references grouping (id),
  constraint objection_account_fkey foreign key (account_id) references account (id),
  constraint objection_lifted_by_fkey foreign key (lifted_by) references staff (id),
  constraint objection_side_known check (side in ('kept', 'absorbed')),
  constraint objection_once unique (grouping_id, side),
  constraint objection_lifted_with_a_reason check ((lifted_at is null) = (lifted_reason is null))
);
create index objection_open_by_account on objection (account_id) where lifted_at is null;

alter table hold add column objection_id bigint;
alter table hold add constraint hold_objection_fkey foreign key (objection_id) references objection (id);
create index hold_live_by_objection on hold (objection_id) where until is null;

-- Services are told when what an account sees changed otherwise than by a grouping or a break.
alter table outbox drop constraint outbox_kind_known;
alter table outbox add constraint outbox_kind_known
  check (kind in ('account_grouped', 'account_broken', 'account_closed', 'account_changed'));
