-- A member of staff may come in by the académie's own provider of identities, which he linked after proving himself here. The
-- provider and its own number of the person are the key; an equal mail never is. Whoever leaves, or gets his access anew, is
-- linked no more.

create table staff_identity (
  id bigint generated always as identity,
  staff_id bigint not null,
  issuer text not null,
  subject text not null,
  linked_at timestamptz not null,
  unlinked_at timestamptz,
  constraint staff_identity_pkey primary key (id),
  constraint staff_identity_staff_fkey foreign key (staff_id) references staff (id)
);
create unique index staff_identity_one_live on staff_identity (issuer, subject) where unlinked_at is null;
create index staff_identity_by_staff on staff_identity (staff_id);
revoke all on staff_identity from fratrie_desk;
