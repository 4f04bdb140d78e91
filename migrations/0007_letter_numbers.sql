-- Every letter bears a number to be said on the telephone: the year, then one count for the whole installation.
-- A number is drawn before the letter is; one that was drawn for nothing leaves a gap, and none comes twice.

create sequence letter_number as bigint;
