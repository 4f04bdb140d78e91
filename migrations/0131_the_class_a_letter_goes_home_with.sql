-- The class of the pupil who carries a letter of a batch home: what the pile is sorted by, kept with the letter, so that handing
-- out is followed class by class without asking the register again.

alter table letter add column division text;
update letter l set division = coalesce(b.division, (
  select min(p.division) from attachment t
  join link k on k.guardian_id = t.guardian_id and k.until is null and k.entitling
  join pupil_record p on p.id = k.pupil_id and p.school_uai = b.school_uai
  where t.account_id = l.account_id and t.until is null))
from letter_batch b where b.id = l.batch_id;
