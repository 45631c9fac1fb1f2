-- A receiver that reads no identifiers offers terms under which visitors come without a click token.

alter table terms_version add column identifier_free boolean not null default false;
comment on column terms_version.identifier_free is 'visitors come with the name of the giver only, without a click token';
