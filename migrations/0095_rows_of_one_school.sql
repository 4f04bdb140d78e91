-- A desk works under the role `fratrie_desk`, which sees the rows of one school only: that of `fratrie.school`, told to the
-- transaction. Everything else (parents, commands, jobs) works as the owner of the tables, whom row-level security passes.
-- Roles belong to the whole server, which may hold several databases of Fratrie, started at the same time.

do $$
begin
  if not exists (select from pg_roles where rolname = 'fratrie_desk') then
    begin
      create role fratrie_desk nologin;
    exception
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise exception 'the role fratrie_desk is not there, and % may not make it', current_user
          using hint = 'as an administrator: create role fratrie_desk nologin; grant fratrie_desk to ' || quote_ident(current_user);
    end;
  end if;
  -- A superuser may become anybody; another user must be a member.
  if not (select rolsuper from pg_roles where rolname = current_user) then
    begin
      execute format('grant fratrie_desk to %I', current_user);
    exception
      when insufficient_privilege then
        if not pg_has_role(current_user, 'fratrie_desk', 'member') then
          raise exception '% is no member of the role fratrie_desk', current_user
            using hint = 'as an administrator: grant fratrie_desk to ' || quote_ident(current_user);
        end if;
    end;
  end if;
end
$$;

grant usage on schema public to fratrie_desk;
grant select, insert, update, delete on all tables in schema public to fratrie_desk;
grant usage on all sequences in schema public to fratrie_desk;
alter default privileges in schema public grant select, insert, update, delete on tables to fratrie_desk;
alter default privileges in schema public grant usage on sequences to fratrie_desk;

-- What no desk needs.
revoke all on schema_migration, signing_key, sign_on, second_step, network_setting from fratrie_desk;
grant select on network_setting to fratrie_desk;

create function own_school() returns text language sql stable as
  $$ select nullif(current_setting('fratrie.school', true), '') $$;

-- Every table whose rows are of one school. Those left out: a person's place of work and roles (one person serves several
-- schools), a whole account's suspension and a request (several schools must know of them), a source's keys of schools.
do $$
declare
  held text;
begin
  for held in
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and c.relpersistence = 'p' and c.relnamespace = 'public'::regnamespace and a.attname = 'school_uai'
      and c.relname not in ('session', 'staff_role', 'suspension', 'grouping_request_school', 'school_source_key', 'school_link')
  loop
    execute format('alter table %I enable row level security', held);
    execute format('create policy of_one_school on %I to fratrie_desk using (school_uai = own_school())', held);
  end loop;
end
$$;
alter table link enable row level security;
-- The guardian's own policy says which he may be.
create policy of_one_school on link to fratrie_desk using (guardian_id in (select g.id from guardian_record g));
-- Of the network too: what has no school is everybody's to read, and nobody's at a desk to change.
alter table school_link enable row level security;
create policy of_one_school on school_link to fratrie_desk
  using (school_uai = own_school() or school_uai is null) with check (school_uai = own_school());
