-- A request of SAML that was answered, or whose sign-out was done: the same one, come again, is answered no more. Kept for as
-- long as it could come again.

create table saml_request (
  client_id bigint not null,
  -- As its service provider named it.
  request_id text not null,
  at timestamptz not null,
  constraint saml_request_pkey primary key (client_id, request_id),
  constraint saml_request_client_fkey foreign key (client_id) references client (id)
);
