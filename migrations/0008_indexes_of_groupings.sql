-- A grouping, its receipt and its mails look these rows up by what they belong to. Without an index each of them would
-- read every activation or every attachment of the network.

create index activation_by_letter on activation (letter_id);
create index attachment_by_beginning on attachment (began_grouping_id) where began_grouping_id is not null;
create index attachment_by_ending on attachment (ended_grouping_id) where ended_grouping_id is not null;
create index grouping_intent_live_by_kept on grouping_intent (kept_id) where used_at is null and cancelled_at is null;
create index grouping_intent_live_by_absorbed on grouping_intent (absorbed_id)
  where used_at is null and cancelled_at is null;

-- What happened in the last days, on the first page of every desk.
create index grouping_by_day on grouping (at);
create index account_break_by_school on account_break (school_uai, at);
