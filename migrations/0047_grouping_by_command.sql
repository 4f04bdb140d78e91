-- The operator's command may group two accounts outside production (tests, a trial): its proof says so, and is no parent's.

alter table grouping drop constraint grouping_proof_known;
alter table grouping add constraint grouping_proof_known check (proof in ('password', 'letter_code', 'letter_token', 'command'));
alter table grouping_intent drop constraint grouping_intent_proof_known;
alter table grouping_intent add constraint grouping_intent_proof_known
  check (proof in ('password', 'letter_code', 'letter_token', 'command'));
