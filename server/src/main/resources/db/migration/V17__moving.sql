-- What shops brought from other programs: which link of ours stands for which of theirs, and how often theirs were
-- followed. The counts are history only: nothing is paid by them, and no line or standing reads them. Nor do lines read
-- what is owed for sales that were brought: the visits behind them were never counted here as given.

create table moved_link (
    giver integer not null references shop,
    program text not null check (program ~ '^[a-z]{1,32}$'),
    -- Host and path of the short link, or only its code.
    short_link text not null check (length(short_link) between 1 and 2048),
    link_id uuid not null references link,
    moved_at timestamptz not null,
    primary key (giver, program, short_link)
);
comment on table moved_link is 'links that a giver brought from another program; each is brought once';
create index moved_link_link on moved_link (link_id);
grant select, insert on moved_link to ${runtime};

create table moved_visits (
    link_id uuid not null references link,
    program text not null check (program ~ '^[a-z]{1,32}$'),
    -- DAY: of one day (UTC), counted from single clicks. TOTAL: all the program told, from the first day to the last.
    span text not null check (span in ('DAY', 'TOTAL')),
    first_day date not null,
    last_day date not null check (last_day >= first_day and (span = 'TOTAL' or last_day = first_day)),
    visits bigint not null check (visits > 0),
    primary key (link_id, program, span, first_day)
);
comment on table moved_visits is 'clicks as another program counted them; never mixed with visits_daily';
grant select, insert, update on moved_visits to ${runtime};

create table moved_sale (
    order_id uuid primary key
);
comment on table moved_sale is 'orders that a receiver brought: they are paid, but they are no return for visits given here';
grant select, insert on moved_sale to ${runtime};
