-- An operator looks at what an application would receive for an account: he finds the account by a name, whatever its
-- school.

create index guardian_record_by_name on guardian_record (search_key collate "C");

-- A sign-out that was tried in vain until its own session would have ended: told_at says that nothing more is sent.
alter table client_session add column given_up_at timestamptz;
create index client_session_given_up on client_session (id) where given_up_at is not null;
