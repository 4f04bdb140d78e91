-- Letters made one by one count with those of a batch, for whoever made them: without this, each would read all letters.
create index letter_by_maker on letter (issued_by, issued_at) where batch_id is null and issued_by is not null;
