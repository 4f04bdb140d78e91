-- Who holds an access was proved by nobody but the place that handed out its link: a school, or (null) the network. The link
-- carries its place and its maker; enrolling writes both down with the person. An access of before is vouched for by the school
-- where its first role was given from a page, else by the network, whose command gave it.

alter table single_use_token
  add column vouched_by text,
  add column made_by bigint,
  add constraint single_use_token_vouched_by_fkey foreign key (vouched_by) references school (uai),
  add constraint single_use_token_made_by_fkey foreign key (made_by) references staff (id);
alter table staff
  add column vouched_by text,
  add column link_made_by bigint,
  add constraint staff_vouched_by_fkey foreign key (vouched_by) references school (uai),
  add constraint staff_link_made_by_fkey foreign key (link_made_by) references staff (id);
with firsts as (
  select distinct on (staff_id) staff_id, school_uai, given_by from staff_role order by staff_id, id
)
update staff s set vouched_by = f.school_uai, link_made_by = f.given_by
from firsts f where f.staff_id = s.id and f.given_by is not null;
update single_use_token t set vouched_by = s.vouched_by, made_by = s.link_made_by
from staff s where s.id = t.staff_id and t.purpose = 'enrol_staff' and t.used_at is null and t.cancelled_at is null;
