-- A school reads in its journal what its staff did: the events of the chain that name it, latest first.
create index audit_event_by_school on audit_event ((data->>'school'), seq) where actor->>'type' = 'staff';
