-- A service may be open in every school of its kinds from the day on which it, or the school, comes: the school closes it
-- where it does not want it.
alter table service add column opened_by_default boolean not null default false;
