-- A head takes the last role of a person back, at his desk: what that person holds dies with it. A desk may end it, and read
-- neither a token nor an identity.

grant delete, select (staff_id) on staff_second_step to fratrie_desk;
grant update (unlinked_at), select (staff_id, unlinked_at) on staff_identity to fratrie_desk;
