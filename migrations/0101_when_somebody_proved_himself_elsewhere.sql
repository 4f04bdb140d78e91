-- Whoever comes in by another provider may have proved himself there long ago: his session is then as old as that proof, also
-- when the account's own second security is asked in between. Null: proved when the step was begun.
alter table second_step add column proved_at timestamptz;
