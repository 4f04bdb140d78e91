-- Until now every account was said to read French. Nobody had asked: the language is unknown until its owner chooses
-- one, on the page where he opens the account or from the menu of any page.
alter table account alter column language drop default;
alter table account alter column language drop not null;
update account set language = null;
alter table account add constraint account_language_known
  check (language in ('fr', 'en', 'ar', 'zh-Hans', 'pt', 'ru', 'tr'));
