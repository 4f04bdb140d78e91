-- Why a record is flagged. `protected_since` of the record says that it is, and sends its groupings to the school; here
-- stand who asked for it and why, for those who must know. A flag may also hide the school's pupils from the record's
-- account, whichever account that is: it belongs to the record, and outlives groupings, breaks and closings.
create table protection (
  id bigint generated always as identity,
  school_uai text not null,
  guardian_id bigint,
  pupil_id bigint,
  reason_kind text not null,
  reason text not null,
  hides boolean not null,
  staff_id bigint not null,
  at timestamptz not null,
  ended_at timestamptz,
  ended_by bigint,
  end_reason text,
  constraint protection_pkey primary key (id),
  constraint protection_school_fkey foreign key (school_uai) references school (uai),
  constraint protection_guardian_fkey foreign key (guardian_id) references guardian_record (id) on delete cascade,
  constraint protection_pupil_fkey foreign key (pupil_id) references pupil_record (id) on delete cascade,
  constraint protection_staff_fkey foreign key (staff_id) references staff (id),
  constraint protection_ended_by_fkey foreign key (ended_by) references staff (id),
  constraint protection_of_one_record check ((guardian_id is null) <> (pupil_id is null)),
  constraint protection_hides_from_a_guardian check (not hides or guardian_id is not null),
  constraint protection_reason_kind_known check (reason_kind in ('court', 'address', 'other')),
  constraint protection_ended_with_a_reason check ((ended_at is null) = (end_reason is null))
);
create unique index protection_live_of_guardian on protection (guardian_id) where ended_at is null and guardian_id is not null;
create unique index protection_live_of_pupil on protection (pupil_id) where ended_at is null and pupil_id is not null;
