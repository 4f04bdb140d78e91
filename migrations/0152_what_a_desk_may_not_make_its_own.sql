-- Two ways by which a desk's role made its own what is another school's (0143). It attached an account of another school to one of
-- its records, or gave a role to somebody who works elsewhere: from then on « own_account » or « own_colleague » was true of them.

-- A break attaches a new account; a parent's grouping, and imports, are not a desk's. What is attached is only ended.
drop policy new on attachment;
create policy new on attachment for insert to fratrie_desk with check (own_guardian(guardian_id) and own_or_new_account(account_id));
revoke update on attachment from fratrie_desk;
grant update (until, ended_cause, ended_break_id) on attachment to fratrie_desk;

-- Has, or had, a role here, and none anywhere else: his access opens nothing but this school.
create function own_colleague_alone(asked bigint) returns boolean language sql stable as
  $$ select own_colleague(asked) and not exists (
    select from staff_role r where r.staff_id = asked and r.school_uai is distinct from own_school()
      and r.until is null and (r.ends_at is null or r.ends_at > now())) $$;

-- A proof given at a desk is written by whoever gave it, as the owner of his session: a desk ends sessions, and no more.
revoke update (token_hash, seen_at, proved_at) on session from fratrie_desk;
drop policy of_one_school on session;
create policy of_one_school on session for update to fratrie_desk using (own_account(account_id) or own_colleague_alone(staff_id));

drop policy of_one_school on staff;
create policy of_one_school on staff for update to fratrie_desk using (true) with check (own_colleague_alone(id));
-- Whoever is taken into the team again may have another name.
grant update (name) on staff to fratrie_desk;
-- Factors are forgotten at a desk, never set.
create function refuse_factors_of_staff() returns trigger language plpgsql as $$
begin
  raise exception 'row-level security: no desk sets a factor of staff' using errcode = 'insufficient_privilege';
end $$;
create trigger staff_factors_only_forgotten before update of password_hash, totp_secret, enrolled_at on staff for each row
  when (current_user = 'fratrie_desk' and (
    (new.password_hash is not null and new.password_hash is distinct from old.password_hash)
    or (new.totp_secret is not null and new.totp_secret is distinct from old.totp_secret)
    or (new.enrolled_at is not null and new.enrolled_at is distinct from old.enrolled_at)))
  execute function refuse_factors_of_staff();

drop policy new on single_use_token;
create policy new on single_use_token for insert to fratrie_desk
  with check (own_account(account_id) or (purpose = 'enrol_staff' and own_colleague_alone(staff_id)));
drop policy of_one_school on single_use_token;
create policy of_one_school on single_use_token for update to fratrie_desk
  using (own_account(account_id) or own_colleague_alone(staff_id));
create policy with_nobody_else on factor as restrictive for update to fratrie_desk using (own_colleague_alone(staff_id));
create policy with_nobody_else on staff_recovery as restrictive for update to fratrie_desk using (own_colleague_alone(staff_id));
create policy with_nobody_else on staff_identity as restrictive for update to fratrie_desk using (own_colleague_alone(staff_id));
create policy with_nobody_else on staff_second_step as restrictive for delete to fratrie_desk using (own_colleague_alone(staff_id));

-- What named an account of this school when it was written still names one.
create policy to_own_account on factor_reset as restrictive for update to fratrie_desk using (true) with check (own_account(account_id));
create policy to_own_account on suspension as restrictive for update to fratrie_desk using (true) with check (own_account(account_id));

-- Both records are of the school.
create function own_pupil(asked bigint) returns boolean language sql stable as
  $$ select exists (select from pupil_record p where p.id = asked) $$;
create policy of_own_pupils on pupils_told_apart as restrictive to fratrie_desk
  using (true) with check (own_pupil(one_id) and own_pupil(other_id));
create policy of_own_guardians on duplicate_answer as restrictive to fratrie_desk
  using (true) with check (own_guardian(one_id) and own_guardian(other_id));
