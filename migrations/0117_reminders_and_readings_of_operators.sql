-- How often a school was reminded by mail of a request that it has not answered; and what an operator read of a request,
-- who works at no school.
alter table grouping_request_school add column reminders integer not null default 0;
alter table reading alter column school_uai drop not null;
