-- How the network looks to everybody: its name, its drawing, its colour. The draft is looked at before it holds.
create table network_look (
  stage text not null,
  -- '' : as the machine is configured.
  name text not null,
  -- #rrggbb ; null: Fratrie's own.
  colour text,
  -- SVG, written anew from what was harmless in it.
  logo text,
  -- Its place in the addresses of what is served of it: changes with its content.
  version text not null,
  set_at timestamptz not null,
  constraint network_look_pkey primary key (stage),
  constraint network_look_stage_known check (stage in ('draft', 'live')),
  constraint network_look_colour_plain check (colour ~ '^#[0-9a-f]{6}$'),
  constraint network_look_name_length check (length(name) <= 40)
);
-- A desk shows it, and changes nothing of it.
revoke all on network_look from fratrie_desk;
grant select on network_look to fratrie_desk;
