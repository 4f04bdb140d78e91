-- Operators work for the network, not for a school; a head gives roles at his school for a time. A role is live while it
-- was not ended and its last instant has not come: a delegation ends by itself, at the next request.

alter table staff_role alter column school_uai drop not null;
alter table staff_role drop constraint staff_role_known;
alter table staff_role add constraint staff_role_known check (role in ('head', 'secretary', 'reader', 'operator'));
alter table staff_role add constraint staff_role_has_its_place check ((role = 'operator') = (school_uai is null));
alter table staff_role
  add column ends_at timestamptz,
  -- Who gave it; null for a command.
  add column given_by bigint,
  add constraint staff_role_given_by_fkey foreign key (given_by) references staff (id);
create unique index staff_role_one_live_operator on staff_role (staff_id) where until is null and school_uai is null;
