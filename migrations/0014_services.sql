-- The catalogue of services is the network's: written by its operator, opened school by school, from a day to a day.
-- A parent sees a service for a child whose school has it open today, if his own link has one of its levels.

create table service (
  -- Its place in the address of its page.
  slug text not null,
  position integer not null,
  -- { "fr": "…", "ar": "…" }: French is there always.
  names jsonb not null,
  details jsonb not null,
  explanations jsonb not null,
  icon text not null,
  -- Where it is used; null while it is reached in another way, told by its explanation.
  address text,
  school_kinds text[] not null,
  link_levels text[] not null,
  -- Taken out of the catalogue since: its openings stay, and nobody sees it.
  retired_at timestamptz,
  constraint service_pkey primary key (slug),
  constraint service_slug_is_plain check (slug ~ '^[a-z][a-z0-9-]{0,39}$'),
  constraint service_address_is_https check (address ~ '^https://'),
  constraint service_speaks_french check (names ? 'fr' and details ? 'fr' and explanations ? 'fr')
);

create table service_opening (
  slug text not null,
  school_uai text not null,
  opens_on date not null,
  -- Its last day; null while no end is known.
  closes_on date,
  -- What it asks must be done by this day.
  due_on date,
  constraint service_opening_pkey primary key (school_uai, slug),
  constraint service_opening_service_fkey foreign key (slug) references service (slug),
  constraint service_opening_school_fkey foreign key (school_uai) references school (uai),
  constraint service_opening_days_in_order check (closes_on >= opens_on and due_on >= opens_on and due_on <= closes_on)
);

-- Links of one school, or of the whole network (no school).
create table school_link (
  id bigint generated always as identity,
  school_uai text,
  kind text not null,
  label text not null,
  address text not null,
  position integer not null,
  constraint school_link_pkey primary key (id),
  constraint school_link_school_fkey foreign key (school_uai) references school (uai),
  constraint school_link_kind_known check (kind in ('ent', 'site', 'useful')),
  constraint school_link_address_is_https check (address ~ '^https://'),
  constraint school_link_label_length check (length(label) between 1 and 80)
);
create index school_link_by_school on school_link (school_uai);

-- Whom to write to, beside the telephone and the hours that the school has already.
alter table school add column contact_mail text not null default '';
