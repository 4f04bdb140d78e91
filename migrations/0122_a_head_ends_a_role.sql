-- A head who takes back somebody's last role at his desk takes away what opened it, links and waiting passwords too: the desk may
-- do that to the rows of a person, and read no more of them than whose they are.

grant select (staff_id), delete on staff_second_step to fratrie_desk;
grant select (staff_id, unlinked_at), update (unlinked_at) on staff_identity to fratrie_desk;
