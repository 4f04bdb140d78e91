-- A parent says what is wrong in what a school wrote of him or of his child. The school that owns the register answers;
-- the register itself is changed by its next import alone.

create table correction (
  id bigint generated always as identity,
  -- Shown to the parent, said on the telephone.
  reference text not null,
  account_id bigint not null,
  school_uai text not null,
  -- The parent's own record of that school; with a pupil, what is wrong is the pupil's.
  guardian_id bigint not null,
  pupil_id bigint,
  field text not null,
  wanted text not null,
  created_at timestamptz not null,
  state text not null,
  answered_at timestamptz,
  staff_id bigint,
  -- Why the school refused: the parent reads it.
  reason text,
  constraint correction_pkey primary key (id),
  constraint correction_reference_unique unique (reference),
  constraint correction_account_fkey foreign key (account_id) references account (id),
  constraint correction_school_fkey foreign key (school_uai) references school (uai),
  constraint correction_guardian_fkey foreign key (guardian_id) references guardian_record (id),
  constraint correction_pupil_fkey foreign key (pupil_id) references pupil_record (id),
  constraint correction_staff_fkey foreign key (staff_id) references staff (id),
  constraint correction_field_known check (field in
    ('first_name', 'family_name', 'usage_name', 'civility', 'birth_date', 'division', 'mail', 'phone', 'kinship', 'other')),
  constraint correction_wanted_length check (length(wanted) between 1 and 500),
  constraint correction_state_known check (state in ('open', 'corrected', 'refused')),
  constraint correction_answered_whole check (
    (state = 'open') = (answered_at is null) and (state = 'open') = (staff_id is null)),
  constraint correction_refused_for_a_reason check ((state = 'refused') = (reason is not null))
);
create index correction_by_account on correction (account_id, created_at);
create index correction_by_school on correction (school_uai, state, created_at);
