-- Applications that ask how their parent was recognised are told what was really given: the words of RFC 8176. A session that
-- another provider opened (decision 0042) holds none of ours: nobody gave a password here.
alter table session add column methods text[] not null default '{}';
-- Of what waits for its second factor.
alter table second_step add column methods text[] not null default '{}';
