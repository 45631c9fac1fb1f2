-- The exchange itself, the version of its control plane, and answers kept for repeated requests.

grant usage on schema centuple to ${runtime};

create table exchange (
    singleton boolean primary key default true check (singleton),
    name text not null default 'Centuple' check (length(name) between 1 and 200),
    public_url text not null default 'http://localhost:8080' check (public_url ~ '^https?://[^/]+$'),
    -- A live exchange never takes replayed events.
    live boolean not null default true,
    -- Taken from each commission for the operator; frozen into terms when they are made.
    fee_bps integer not null default 0 check (fee_bps between 0 and 10000),
    -- What the first giver of a chain has of the commission; frozen into terms when they are made.
    origin_share_bps integer not null default 5000 check (origin_share_bps between 0 and 10000),
    created_at timestamptz not null default now()
);
comment on table exchange is 'one row: the settings of this exchange';
insert into exchange default values;
grant select, update on exchange to ${runtime};

create table control_version (
    singleton boolean primary key default true check (singleton),
    version bigint not null check (version >= 0)
);
comment on table control_version is 'one row: counts the changes that servers must follow (links, partnerships, keys)';
insert into control_version (version) values (0);
grant select, update on control_version to ${runtime};

create table idempotency_key (
    api_key_id uuid not null,
    -- SHA-256 of the key: whatever a caller puts into it is not kept.
    key_digest bytea not null check (length(key_digest) = 32),
    -- SHA-256 of method, path and body: the same key with other content is refused.
    fingerprint bytea not null check (length(fingerprint) = 32),
    status integer not null check (status between 100 and 599),
    response text not null,
    created_at timestamptz not null default now(),
    primary key (api_key_id, key_digest)
);
comment on table idempotency_key is 'answers kept so that a repeated request gets the same one';
create index idempotency_key_created_at on idempotency_key (created_at);
grant select, insert, update, delete on idempotency_key to ${runtime};
