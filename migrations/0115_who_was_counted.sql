-- A batch of letters writes to those who were counted, and sends links to those who were counted, whatever an import brings
-- before its job. Null: asked before this column.
alter table letter_batch add column linked jsonb;
