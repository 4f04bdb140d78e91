-- A member of staff may have passkeys as second factor, instead of an application of codes or beside one. They are kept where
-- the parents' are and judged by the same code; the application stays with the person, where it was.

alter table factor alter column account_id drop not null;
alter table factor add column staff_id bigint;
alter table factor add constraint factor_staff_fkey foreign key (staff_id) references staff (id);
alter table factor add constraint factor_of_one_person check ((account_id is null) <> (staff_id is null));
alter table factor add constraint factor_of_staff_is_a_passkey check (staff_id is null or kind = 'passkey');
create index factor_live_by_staff on factor (staff_id) where removed_at is null;

-- The second one is an application here, or a passkey there.
alter table staff drop constraint staff_enrolled_has_both_factors;
alter table staff add constraint staff_enrolled_has_a_password check (enrolled_at is null or password_hash is not null);
alter table staff add constraint staff_application_is_whole check ((totp_secret is null) = (totp_last_step is null));

-- A password of staff that was right and waits for a passkey: no session, five minutes, taken away by what it opens.
create table staff_second_step (
  token_hash bytea not null,
  staff_id bigint not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint staff_second_step_pkey primary key (token_hash),
  constraint staff_second_step_staff_fkey foreign key (staff_id) references staff (id)
);
create index staff_second_step_by_staff on staff_second_step (staff_id);
create index staff_second_step_by_end on staff_second_step (expires_at);
revoke all on staff_second_step from fratrie_desk;
