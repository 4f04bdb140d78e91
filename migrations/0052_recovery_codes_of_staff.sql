-- Ten recovery codes of a member of staff, for the day that the telephone is lost: like the parents' (0011), derived from a
-- nonce under a key kept outside the database, each stored as an HMAC and used once.

create table staff_recovery (
  id bigint generated always as identity,
  staff_id bigint not null,
  nonce bytea not null,
  created_at timestamptz not null,
  replaced_at timestamptz,
  constraint staff_recovery_pkey primary key (id),
  constraint staff_recovery_staff_fkey foreign key (staff_id) references staff (id)
);
create unique index staff_recovery_one_live on staff_recovery (staff_id) where replaced_at is null;

create table staff_recovery_code (
  batch_id bigint not null,
  code_hash bytea not null,
  used_at timestamptz,
  constraint staff_recovery_code_pkey primary key (batch_id, code_hash),
  constraint staff_recovery_code_batch_fkey foreign key (batch_id) references staff_recovery (id) on delete cascade
);
