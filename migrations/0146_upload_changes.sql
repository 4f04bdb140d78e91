-- Whom an upload would change, by name, for who decides about it. Written with its figures, removed when the upload ends:
-- what was done is then in the register itself, and nobody's former telephone is kept in a list.

create table upload_change (
  id bigint generated always as identity,
  upload_id bigint not null,
  what text not null,
  action text not null,
  family_name text not null,
  first_name text not null,
  -- The class of a pupil, and of the pupil of a link.
  division text,
  -- Of a link: its pupil.
  pupil_name text,
  -- Only those that differ: [{"field": "phone", "before": …, "after": …}].
  fields jsonb not null default '[]',
  -- Of who leaves: how many accounts see this pupil today; whether the guardian's account sees one here afterwards.
  accounts integer,
  account text,
  constraint upload_change_pkey primary key (id),
  constraint upload_change_upload_fkey foreign key (upload_id) references upload (id) on delete cascade,
  constraint upload_change_what_known check (what in ('pupil', 'guardian', 'link')),
  constraint upload_change_action_known check (action in ('added', 'changed', 'ended', 'childless')),
  constraint upload_change_account_known check (account in ('none', 'loses', 'keeps'))
);
create index upload_change_by_name on upload_change (upload_id, what, action, family_name, first_name, id);

alter table upload_change enable row level security;
-- The upload's own policy says which it may be.
create policy of_one_school on upload_change to fratrie_desk using (upload_id in (select u.id from upload u));
