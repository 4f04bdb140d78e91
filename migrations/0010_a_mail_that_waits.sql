-- A new mail address waits here until a message to it was answered: the confirmed one goes on serving meanwhile.

alter table account add column pending_mail text;
alter table account add column pending_mail_at timestamptz;
alter table account add constraint account_pending_mail_beside_a_confirmed_one
  check (pending_mail is null or (mail_confirmed_at is not null and pending_mail_at is not null));
