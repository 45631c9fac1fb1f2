-- What shops sell: their feeds, the products last read from them, and pairs of products chosen by hand.

create table feed (
    shop_id integer primary key references shop,
    kind text not null check (kind in ('GOOGLE_XML', 'GOOGLE_TSV', 'SHOPIFY', 'WOOCOMMERCE', 'CSV')),
    url text not null check (length(url) between 1 and 1024),
    -- Two letters for each country, or * for all: where products are sent that say nothing of it.
    delivers_to text not null check (delivers_to = '*' or delivers_to ~ '^([A-Z]{2})*$'),
    every_minutes integer not null check (every_minutes between 15 and 1440),
    separator text not null check (length(separator) = 1),
    encoding text not null check (length(encoding) <= 40),
    columns jsonb not null,
    -- Grows with each change of the settings: what was read by older ones is not taken over.
    revision bigint not null check (revision >= 1),
    next_at timestamptz not null,
    tried_at timestamptz,
    good_at timestamptz,
    failures integer not null check (failures >= 0),
    problem text not null check (length(problem) <= 500),
    products bigint not null check (products >= 0),
    -- Too old to send anybody by it.
    stale boolean not null default false,
    etag text not null check (length(etag) <= 512),
    last_modified text not null check (length(last_modified) <= 512),
    -- A server that reads the feed holds it until then.
    claimed_until timestamptz,
    report jsonb
);
comment on table feed is 'one row for each shop that gives its products; how the last reading went';
create index feed_next on feed (next_at);

create table product (
    shop_id integer not null,
    item_id text not null,
    -- 0 for none.
    gtin bigint not null,
    brand text not null,
    mpn text not null,
    item_group text not null,
    category text not null,
    size text not null,
    title text not null,
    url text not null,
    in_stock boolean not null,
    delivers_to text not null,
    primary key (shop_id, item_id)
);
comment on table product is 'the last good copy of each feed; no prices. Can be read anew from the feeds at any time';

create table product_pair (
    giver integer not null references shop,
    product text not null check (length(product) between 1 and 100),
    receiver integer not null references shop,
    stand_in text not null check (length(stand_in) between 1 and 100),
    created_at timestamptz not null,
    primary key (giver, product, receiver, stand_in),
    check (giver <> receiver)
);
comment on table product_pair is 'products of partners that givers chose to stand for their own';

create table catalogue_version (
    singleton boolean primary key default true check (singleton),
    version bigint not null check (version >= 1)
);
comment on table catalogue_version is 'one row, or none before the first feed: counts the changes of products and pairs';

grant select, insert, update, delete on feed, product, product_pair to ${runtime};
grant select, insert, update on catalogue_version to ${runtime};
