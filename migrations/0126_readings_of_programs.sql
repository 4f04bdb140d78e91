-- A program reads in the name of who made its token: the journal tells which of the two it was.
alter table reading add column token_id bigint,
  add constraint reading_token_fkey foreign key (token_id) references api_token (id);
