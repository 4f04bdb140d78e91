-- What a school adds to its letters: a sentence of its own, and who signs it.
alter table school add column letter_note text not null default '';
alter table school add column letter_signature text not null default '';
alter table school add constraint school_letter_note_length check (length(letter_note) <= 160);
alter table school add constraint school_letter_signature_length check (length(letter_signature) <= 60);
