-- Shops' platforms: by which secrets their messages are known, and what they told.

create table connection (
    shop integer not null references shop,
    platform text not null check (platform ~ '^[a-z]{2,20}$'),
    -- Secrets and credentials, encrypted under a key of the key file.
    sealed bytea not null,
    -- Where the platform's API is asked for orders; empty for never.
    api_url text not null check (length(api_url) <= 1024),
    created_at timestamptz not null,
    changed_at timestamptz not null,
    -- What was not believed last, for whoever sets the connection up.
    refused bigint not null default 0,
    refused_at timestamptz,
    refusal text not null default '' check (length(refusal) <= 500),
    -- How far orders were asked for.
    poll_since timestamptz not null,
    poll_page text not null default '' check (length(poll_page) <= 2000),
    poll_at timestamptz not null,
    poll_problem text not null default '' check (length(poll_problem) <= 500),
    primary key (shop, platform)
);
comment on table connection is 'shops on their platforms: secrets sealed, where the asking for orders stands';
create index connection_poll on connection (poll_at) where api_url <> '';

create table inbox_event (
    id uuid primary key,
    shop integer not null references shop,
    platform text not null,
    -- The platform's id of the event; the same event is kept once.
    event_id text not null check (length(event_id) between 1 and 200),
    topic text not null check (length(topic) <= 200),
    -- Of the message as it came, which is not kept.
    digest bytea not null check (length(digest) = 32),
    -- The fields that are kept, as JSON.
    body text not null,
    state text not null check (state in ('WAITING', 'DONE', 'IGNORED', 'PARKED')),
    -- Why it was ignored or parked, or what the last attempt met.
    reason text not null check (length(reason) <= 1000),
    attempts integer not null check (attempts >= 0),
    -- Found by asking the platform, not sent by it.
    is_polled boolean not null,
    next_at timestamptz not null,
    arrived_at timestamptz not null,
    -- Of the last order it was about; empty where it named none.
    order_reference text not null default '' check (length(order_reference) <= 200),
    unique (shop, platform, event_id)
);
comment on table inbox_event is 'messages of platforms, reduced; taken once, mapped to facts afterwards';
create index inbox_event_due on inbox_event (next_at) where state = 'WAITING';
create index inbox_event_list on inbox_event (shop, platform, id);
create index inbox_event_parked on inbox_event (shop, platform, id) where state = 'PARKED';
create index inbox_event_old on inbox_event (arrived_at);
grant select, insert, update, delete on connection, inbox_event to ${runtime};
