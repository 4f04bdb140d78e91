-- A school stops an account that it no longer trusts, and opens it again. Of an account that holds other schools' records
-- too, it stops what is its own: the children of this school are hidden there by a hold.
create table suspension (
  id bigint generated always as identity,
  account_id bigint not null,
  -- Null: the operator of the network.
  school_uai text,
  staff_id bigint,
  reason text not null,
  at timestamptz not null,
  -- The state that comes back; null when children are hidden and the account goes on.
  former_state text,
  ended_at timestamptz,
  ended_by bigint,
  end_reason text,
  constraint suspension_pkey primary key (id),
  constraint suspension_account_fkey foreign key (account_id) references account (id),
  constraint suspension_school_fkey foreign key (school_uai) references school (uai),
  constraint suspension_staff_fkey foreign key (staff_id) references staff (id),
  constraint suspension_ended_by_fkey foreign key (ended_by) references staff (id),
  constraint suspension_former_state_known check (former_state in ('to_activate', 'active', 'asleep')),
  constraint suspension_of_children_by_a_school check (school_uai is not null or former_state is not null),
  constraint suspension_ended_with_a_reason check ((ended_at is null) = (end_reason is null))
);
create unique index suspension_one_whole on suspension (account_id) where ended_at is null and former_state is not null;
create index suspension_by_account on suspension (account_id, at);

alter table hold add column suspension_id bigint;
alter table hold add constraint hold_suspension_fkey foreign key (suspension_id) references suspension (id);
create index hold_live_by_suspension on hold (suspension_id) where until is null;

-- A break that takes back what one grouping brought.
alter table account_break add column grouping_id bigint;
alter table account_break add constraint account_break_grouping_fkey foreign key (grouping_id) references grouping (id);
