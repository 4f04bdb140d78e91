-- A passkey is one more second factor: a key that the parent's telephone keeps and that signs for this site alone. Only its
-- public half is here; an account may have several, each under the name that its owner gave it.

alter table factor drop constraint factor_kind_known;
alter table factor add constraint factor_kind_known check (kind in ('application', 'passkey'));
alter table factor
  add column credential_id text,
  add column public_key bytea,
  -- What the key counted when it signed last: going back means a copy.
  add column sign_count bigint,
  -- How the browser reaches it, with commas: « internal,hybrid ».
  add column transports text;
alter table factor add constraint factor_passkey_has_a_key
  check (kind <> 'passkey' or removed_at is not null
    or (credential_id is not null and public_key is not null and sign_count is not null and transports is not null));
create unique index factor_one_credential on factor (credential_id) where removed_at is null and kind = 'passkey';
