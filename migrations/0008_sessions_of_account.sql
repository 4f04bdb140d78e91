-- « Mon compte » tells when the session before this one was opened: without an index each visit would read all sessions.
create index session_by_account on session (account_id, id) where account_id is not null;
