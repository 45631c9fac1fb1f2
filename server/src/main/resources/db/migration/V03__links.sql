-- Tracked links from a giver to a page of a receiver.

create table link (
    id uuid primary key,
    code text not null unique check (code ~ '^[A-Za-z0-9_-]{1,64}$'),
    giver integer not null references shop,
    receiver integer not null references shop,
    target text not null check (length(target) <= 2048),
    -- The giver's own page, for visitors who come while the link does not lead on.
    fallback text check (length(fallback) <= 2048),
    state text not null check (state in ('ACTIVE', 'PAUSED', 'ENDED')),
    created_at timestamptz not null,
    check (giver <> receiver)
);
comment on table link is 'what stands behind /r/{code}; a code is never given out again';
create index link_giver on link (giver, id);
create index link_receiver on link (receiver, id);
grant select, insert, update on link to ${runtime};
