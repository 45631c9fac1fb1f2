-- What is remembered of each giver and receiver, and what each server may send before it asks again.

create table pair_line (
    giver integer not null references shop,
    receiver integer not null references shop,
    -- Counted from 1970-01-01 in periods of the exchange.
    period bigint not null,
    mode text not null check (mode in ('OPEN', 'THROTTLED', 'PAUSED', 'GIFT')),
    reason text not null,
    -- Since when mode and reason are these.
    since timestamptz not null,
    paused_until timestamptz,
    floor_open boolean not null,
    currency char(3) not null,
    value_minor bigint not null check (value_minor > 0),
    figures jsonb not null,
    -- What the next decision starts from.
    state jsonb not null,
    decided_at timestamptz not null,
    primary key (giver, receiver, period),
    check (giver <> receiver)
);
comment on table pair_line is 'what was given, what came back and how far giving may go; the last row of a period stays';
create index pair_line_receiver on pair_line (receiver, giver, period);
create index pair_line_alarm on pair_line (receiver) where floor_open;
grant select, insert, update on pair_line to ${runtime};

create table pair_wish (
    giver integer not null references shop,
    receiver integer not null references shop,
    -- No line, knowingly.
    gift boolean not null,
    -- How often the giver decided to go on in spite of the floor; each is heeded once.
    go_on bigint not null check (go_on >= 0),
    changed_at timestamptz not null,
    primary key (giver, receiver),
    check (giver <> receiver)
);
comment on table pair_wish is 'what givers decided about partners; events tell when';
grant select, insert, update on pair_wish to ${runtime};

create table pair_lease (
    node uuid not null,
    giver integer not null,
    receiver integer not null,
    -- What the node may still have sent since it was last reckoned.
    visits bigint not null check (visits >= 0),
    renewed_at timestamptz not null,
    primary key (node, giver, receiver)
);
comment on table pair_lease is 'visits that servers may send without asking; a server that does not renew loses its claim';
create index pair_lease_pair on pair_lease (giver, receiver);
grant select, insert, update, delete on pair_lease to ${runtime};
