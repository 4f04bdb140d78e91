-- Letters are chosen by the situation of their accounts too, and one by one in the list of accounts; they lie on whole sheets,
-- on halves, on two halves to cut, or in a table for a spreadsheet (CSV, ODS).

alter table letter_batch add column situation text not null default 'unopened';
-- The accounts were picked one by one in the list.
alter table letter_batch add column picked boolean not null default false;
alter table letter_batch alter column situation drop default, alter column picked drop default;
alter table letter_batch add constraint letter_batch_situation_known
  check (situation in ('unopened', 'never_opened', 'expired', 'not_handed', 'unwritten'));

alter table letter_batch drop constraint letter_batch_paper_known;
update letter_batch set paper = 'a4' where paper = 'pdf';
alter table letter_batch add constraint letter_batch_paper_known check (paper in ('a4', 'a5', 'a5x2', 'csv', 'ods'));
