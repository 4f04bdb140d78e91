-- A parent takes back the name under which an application knows him. What hangs on the name dies in that transaction, although
-- his session of the portal lives on; when he opens the application again, the same name is given anew.

-- How often the name was given: what a session is called there changes with it, so that the sign-out of before and the one to
-- come are two.
alter table client_subject add column times_given integer not null default 1;

-- Over before the portal's session: its sign-out is due.
alter table client_session add column ended_at timestamptz;
create index client_session_by_account on client_session (account_id, client_id);

create index cas_ticket_by_account on cas_ticket (account_id, client_id);

-- Told to this one application: that its name was taken back, that it was given again.
alter table outbox drop constraint outbox_kind_known;
alter table outbox add constraint outbox_kind_known check (kind in
  ('account_grouped', 'account_broken', 'account_closed', 'account_changed', 'client_withdrawn', 'client_returned'));

-- What it was told of him before is read again without his records.
create index delivery_by_accounts on delivery using gin (account_ids);
