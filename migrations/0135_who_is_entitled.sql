-- Which guardians of a school get an account and see the child: those of the law, which is how it comes, or also the persons in
-- charge, or also those to contact. The register says the level of each link; the school says how far down its levels open.
alter table school add column entitles text not null default 'legal' check (entitles in ('legal', 'in_charge', 'contact'));
