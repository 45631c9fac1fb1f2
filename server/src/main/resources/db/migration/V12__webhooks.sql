-- Where shops want to be told of their events, and what was told.

create table webhook_endpoint (
    id uuid primary key,
    shop integer not null references shop,
    url text not null check (length(url) between 1 and 1024),
    description text not null check (length(description) <= 200),
    -- Kinds of events, or their beginnings such as giving.*; none for all.
    kinds text[] not null check (cardinality(kinds) <= 50),
    state text not null check (state in ('ACTIVE', 'PAUSED', 'DISABLED')),
    -- What the last attempt met, or why it is disabled; empty where all is well.
    problem text not null check (length(problem) <= 500),
    -- Secrets are derived from the key file, the id and this number; the one before signs too until then.
    secret_number integer not null check (secret_number >= 1),
    former_until timestamptz,
    -- Every wanted event up to here was handed over, or is the delivery that waits.
    position bigint not null check (position >= 0),
    next_at timestamptz not null,
    created_at timestamptz not null,
    -- A server that sends holds it until then, by the clock of the database.
    claim uuid,
    claimed_until timestamptz,
    served_at timestamptz not null
);
comment on table webhook_endpoint is 'addresses of shops that are told of their events, each in order';
create index webhook_endpoint_shop on webhook_endpoint (shop, id);

create table webhook_delivery (
    -- The message's id, the same in every attempt.
    id uuid primary key,
    endpoint uuid not null references webhook_endpoint on delete cascade,
    -- Of the event; null for a ping.
    position bigint,
    kind text not null,
    at timestamptz not null,
    -- Holds up the events behind it. Pings and repetitions do not, and are tried once.
    in_order boolean not null,
    state text not null check (state in ('WAITING', 'DELIVERED', 'FAILED', 'SKIPPED')),
    attempts integer not null check (attempts >= 0),
    first_at timestamptz,
    last_at timestamptz,
    status integer,
    error text not null check (length(error) <= 500),
    delivered_at timestamptz,
    created_at timestamptz not null,
    unique (endpoint, position)
);
comment on table webhook_delivery is 'messages to endpoints; what is done with is dropped by age';
create index webhook_delivery_list on webhook_delivery (endpoint, id);
create unique index webhook_delivery_head on webhook_delivery (endpoint) where state = 'WAITING' and in_order;
create index webhook_delivery_extra on webhook_delivery (endpoint, id) where state = 'WAITING' and not in_order;
create index webhook_delivery_done on webhook_delivery (created_at) where state <> 'WAITING';
grant select, insert, update, delete on webhook_endpoint, webhook_delivery to ${runtime};
