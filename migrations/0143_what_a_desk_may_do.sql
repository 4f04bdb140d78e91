-- What the role `fratrie_desk` may do, table by table: 0095 gave it everything that carries no school. It is given here what acts of
-- a desk use, and rows are held to the school also where they name none. The whole list, with reasons, is in
-- test/rows-of-a-desk.test.ts; a table made later has its line there.

-- Sign-ins of parents and of other applications, what applications are told, programs' counters, the plan of an import.
revoke all on activation, audit_base, cas_ticket, client_session, client_subject, delivery, delivery_account, federation_step,
  grouping_intent, linked_identity, objection_link, oidc_grant, oidc_request, oidc_seen, oidc_token, recovery_batch, recovery_code,
  saml_request, school_source_key, staff_recovery_code, staging_division, staging_guardian, staging_held, staging_link,
  staging_pupil, staging_run, staging_school from fratrie_desk;

-- Read, never written.
revoke insert, update, delete on grouping, grouping_request_school, import_run, import_run_school, link, service from fratrie_desk;

-- Written only as far as a desk goes.
revoke insert, update, delete on account, account_break, api_token, approval, attachment, audit_event, audit_head, client, correction,
  duplicate_answer, factor, factor_reset, grouping_request, guardian_record, hold, letter, letter_batch, objection, outbox, protection,
  pupil_record, reading, school, session, single_use_token, staff, staff_identity, staff_recovery, staff_role, staff_second_step,
  suspension, upload from fratrie_desk;
revoke select on account, client, factor, outbox, session, single_use_token, staff_recovery from fratrie_desk;

-- Whoever reads an account needs no hash of its password; whoever ends sessions, neither their keys nor where they came from.
grant select (id, identifier, state, mail, mail_confirmed_at, pending_mail, pending_mail_at, language, version, proof_version,
  created_at, activated_at, closed_at, closed_into, is_open, sleep_warned_at) on account to fratrie_desk;
grant insert (identifier, state, created_at), update (state, version, proof_version, pending_mail, pending_mail_at)
  on account to fratrie_desk;
grant select (id, account_id, staff_id, token_hash, created_at, seen_at, proved_at, ended_at),
  update (token_hash, seen_at, proved_at, ended_at, ended_cause) on session to fratrie_desk;
grant select (id, public_id, protocol, name, settings, claims, school_uais, service_slug, subject_type, removed_at)
  on client to fratrie_desk;
grant select (id, account_id, staff_id, kind, name, created_at, used_at, removed_at),
  update (removed_at, credential_id, public_key) on factor to fratrie_desk;
grant select (id, purpose, account_id, staff_id, subject, created_at, expires_at, used_at, cancelled_at, vouched_by, made_by),
  insert (purpose, account_id, staff_id, token_hash, subject, created_at, expires_at, vouched_by, made_by), update (cancelled_at)
  on single_use_token to fratrie_desk;
grant select (staff_id, replaced_at), update (replaced_at) on staff_recovery to fratrie_desk;
grant select (staff_id), delete on staff_second_step to fratrie_desk;
grant update (unlinked_at) on staff_identity to fratrie_desk;
grant insert (mail, name, created_at), update (left_at, password_hash, totp_secret, totp_last_step, enrolled_at)
  on staff to fratrie_desk;
grant insert, update (until) on staff_role to fratrie_desk;

grant insert, update on account_break, approval, attachment, duplicate_answer, hold, letter, letter_batch, protection, suspension,
  upload to fratrie_desk;
grant delete on approval to fratrie_desk;
grant insert on reading, factor_reset, outbox, audit_event to fratrie_desk;
grant update on api_token, correction, factor_reset to fratrie_desk;
grant insert on api_token to fratrie_desk;
grant update (seq, hmac) on audit_head to fratrie_desk;
grant update (state, void_cause, ended_at) on grouping_request to fratrie_desk;
grant update (lifted_at, lifted_by, lifted_reason) on objection to fratrie_desk;
grant update (protected_since) on guardian_record, pupil_record to fratrie_desk;
grant update (name, phone, opening_hours, contact_mail, letter_note, letter_signature) on school to fratrie_desk;

-- Whose account, whose colleague. They are asked as `fratrie_desk`, which sees the guardian records of its school alone.
create function own_guardian(asked bigint) returns boolean language sql stable as
  $$ select exists (select from guardian_record g where g.id = asked) $$;
-- It leads, or led, to a record of this school.
create function own_account(asked bigint) returns boolean language sql stable as
  $$ select exists (select from attachment a join guardian_record g on g.id = a.guardian_id where a.account_id = asked) $$;
-- Made by this very act: nothing of it is seen yet.
create function own_or_new_account(asked bigint) returns boolean language sql stable as
  $$ select own_account(asked) or not exists (select from attachment a where a.account_id = asked) $$;
create function own_hold(on_attachment bigint, on_link bigint) returns boolean language sql stable as
  $$ select case when on_link is null
    then not exists (select from attachment a where a.id = on_attachment and not own_guardian(a.guardian_id))
    else exists (select from link l where l.id = on_link) end $$;
create function own_colleague(asked bigint) returns boolean language sql stable as
  $$ select exists (select from staff_role r where r.staff_id = asked and r.school_uai = own_school()) $$;

alter table school enable row level security;
create policy read_by_all on school for select to fratrie_desk using (true);
create policy of_one_school on school for update to fratrie_desk using (uai = own_school());

alter table account enable row level security;
create policy read_by_all on account for select to fratrie_desk using (true);
create policy new on account for insert to fratrie_desk with check (state = 'to_activate');
create policy of_one_school on account for update to fratrie_desk using (own_account(id));

alter table attachment enable row level security;
create policy read_by_all on attachment for select to fratrie_desk using (true);
create policy new on attachment for insert to fratrie_desk with check (own_guardian(guardian_id));
create policy of_one_school on attachment for update to fratrie_desk using (own_guardian(guardian_id));

alter table hold enable row level security;
create policy read_by_all on hold for select to fratrie_desk using (true);
create policy new on hold for insert to fratrie_desk with check (own_hold(attachment_id, link_id));
create policy of_one_school on hold for update to fratrie_desk using (own_hold(attachment_id, link_id));

-- A letter of this school opens an account of this school.
create policy to_own_account on letter as restrictive for insert to fratrie_desk with check (own_or_new_account(account_id));
create policy of_own_account on letter as restrictive for update to fratrie_desk using (true) with check (own_or_new_account(account_id));

alter table suspension enable row level security;
create policy read_by_all on suspension for select to fratrie_desk using (true);
create policy new on suspension for insert to fratrie_desk with check (school_uai = own_school() and own_account(account_id));
create policy of_one_school on suspension for update to fratrie_desk using (school_uai = own_school());

alter table objection enable row level security;
create policy read_by_all on objection for select to fratrie_desk using (true);
create policy of_one_school on objection for update to fratrie_desk using (own_account(account_id));

alter table grouping_request enable row level security;
create policy read_by_all on grouping_request for select to fratrie_desk using (true);
create policy of_one_school on grouping_request for update to fratrie_desk using (own_account(kept_id) or own_account(absorbed_id));

alter table outbox enable row level security;
create policy new on outbox for insert to fratrie_desk
  with check (kind in ('account_broken', 'account_changed') and own_or_new_account(account_id));

alter table session enable row level security;
create policy read_by_all on session for select to fratrie_desk using (true);
create policy of_one_school on session for update to fratrie_desk using (own_account(account_id) or own_colleague(staff_id));

-- People at work are read by all: one person serves several schools. Each school changes what is of its own staff. Whoever is taken
-- into the team is locked before he has a role here: what is written is asked, not what is locked.
alter table staff enable row level security;
create policy read_by_all on staff for select to fratrie_desk using (true);
create policy new on staff for insert to fratrie_desk with check (password_hash is null and enrolled_at is null);
create policy of_one_school on staff for update to fratrie_desk using (true) with check (own_colleague(id));

alter table staff_role enable row level security;
create policy read_by_all on staff_role for select to fratrie_desk using (true);
create policy new on staff_role for insert to fratrie_desk with check (school_uai = own_school());
create policy of_one_school on staff_role for update to fratrie_desk using (school_uai = own_school());

alter table single_use_token enable row level security;
create policy read_by_all on single_use_token for select to fratrie_desk using (staff_id is not null or own_account(account_id));
create policy new on single_use_token for insert to fratrie_desk
  with check (own_account(account_id) or (purpose = 'enrol_staff' and own_colleague(staff_id)));
create policy of_one_school on single_use_token for update to fratrie_desk using (own_account(account_id) or own_colleague(staff_id));

alter table factor enable row level security;
create policy read_by_all on factor for select to fratrie_desk using (staff_id is not null or own_account(account_id));
create policy of_one_school on factor for update to fratrie_desk using (own_colleague(staff_id));
alter table staff_recovery enable row level security;
create policy of_one_school on staff_recovery to fratrie_desk using (own_colleague(staff_id));
alter table staff_identity enable row level security;
create policy of_one_school on staff_identity to fratrie_desk using (own_colleague(staff_id));
alter table staff_second_step enable row level security;
create policy of_one_school on staff_second_step to fratrie_desk using (own_colleague(staff_id));

-- The chain is one for all: a desk adds to it, and reads what was done at its school.
alter table audit_event enable row level security;
create policy new on audit_event for insert to fratrie_desk with check (true);
create policy of_one_school on audit_event for select to fratrie_desk using (data->>'school' = own_school());

alter table import_run enable row level security;
create policy of_one_school on import_run for select to fratrie_desk
  using (exists (select from import_run_school s where s.import_id = import_run.id));

-- Rows that name their school, and an account or a colleague beside it: these are of the school too.
create policy of_own_account on factor_reset as restrictive for insert to fratrie_desk with check (own_account(account_id));
create policy of_own_account on account_break as restrictive for insert to fratrie_desk with check (own_account(from_account_id));
create policy of_own_record on protection as restrictive for insert to fratrie_desk
  with check (own_guardian(guardian_id) or exists (select from pupil_record p where p.id = pupil_id));
create policy of_colleague on api_token as restrictive for insert to fratrie_desk with check (own_colleague(staff_id));
