-- Every home page asks whether a school took records out of this account lately: by the account, not by the whole table.
create index account_break_by_account on account_break (from_account_id, at);
