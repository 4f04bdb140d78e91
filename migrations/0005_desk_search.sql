-- A school's desk searches the names of its parents and pupils: without accents, in any case, word by word.
-- What is typed goes through the same function, so that both sides are folded alike whatever the server's locale.

create function fold_search(name text) returns text language sql immutable parallel safe
return btrim(regexp_replace(lower(regexp_replace(
  normalize(translate(replace(replace(replace(replace(replace(name,
    'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), 'ß', 'ss'), 'łŁøØđĐðÐıİ', 'lLoOdDdDiI'), NFKD),
  '[\u0300-\u036f]', '', 'g')), '[^a-z0-9\u0080-\uffff]+|[\u2010-\u2019\u02bc]+', ' ', 'g'));

-- Opens with the name by which a list is sorted; the names beside it are found too.
alter table guardian_record add column search_key text not null
  generated always as (fold_search(coalesce(usage_name, family_name) || ' ' || first_name || ' ' || family_name)) stored;
alter table pupil_record add column search_key text not null
  generated always as (fold_search(coalesce(usage_name, family_name) || ' ' || first_name || ' ' || family_name)) stored;
