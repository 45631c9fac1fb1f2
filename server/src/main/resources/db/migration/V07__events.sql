-- What happened, for the shops it concerns to read in the order in which it was committed.

create table event (
    -- Drawn last in each transaction, under a lock held until the commit: no reader ever sees a gap fill later.
    position bigint primary key check (position > 0),
    at timestamptz not null,
    kind text not null check (kind ~ '^[a-z_]+(\.[a-z_]+)+$'),
    -- The shops that may read it; 0 where only the operator may.
    shop_a integer not null,
    shop_b integer,
    subject text not null,
    data jsonb not null
);
comment on table event is 'the order of positions is the order of commits';
create index event_shop_a on event (shop_a, position);
create index event_shop_b on event (shop_b, position) where shop_b is not null;
grant select, insert on event to ${runtime};
