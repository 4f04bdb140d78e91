-- Recovery codes go with the batch that they were made in.

alter table recovery_code drop constraint recovery_code_batch_fkey;
alter table recovery_code add constraint recovery_code_batch_fkey
  foreign key (batch_id) references recovery_batch (id) on delete cascade;
create index second_step_by_session on second_step (session_id) where session_id is not null;
create index correction_by_guardian on correction (guardian_id);
create index correction_by_pupil on correction (pupil_id) where pupil_id is not null;
