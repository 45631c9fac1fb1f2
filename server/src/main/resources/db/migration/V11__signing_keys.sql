-- The keys of click tokens are in a file. Here is by what a wrong file is found out before valid clicks look forged.

create table signing_key (
    -- The order in which they were made; the last one signs.
    number integer primary key check (number > 0),
    key_id integer not null check (key_id between 0 and 255),
    -- HMAC-SHA-256 of a fixed text under the key: nothing can be signed with it.
    fingerprint text not null unique check (fingerprint ~ '^[0-9a-f]{64}$'),
    recorded_at timestamptz not null default now()
);
comment on table signing_key is 'the fingerprints of the key file''s keys, never the keys';
grant select, insert on signing_key to ${runtime};
