-- Shops, their keys, hosts and partnerships, and the terms between them. What was agreed is only ever added to.

create table shop (
    -- Random, so that it tells nothing of how many there are. 0 is the exchange itself.
    id integer primary key check (id <> 0),
    name text not null check (length(name) between 1 and 100),
    currency char(3) not null,
    created_at timestamptz not null
);
comment on table shop is 'the members of the exchange';
grant select, insert on shop to ${runtime};

create table api_key (
    id uuid primary key,
    -- The shop that holds it; 0 for the operator.
    owner integer not null,
    sha256 bytea not null unique check (length(sha256) = 32),
    name text not null check (length(name) between 1 and 100),
    scopes text[] not null check (cardinality(scopes) between 1 and 16),
    created_at timestamptz not null,
    last_used_on date,
    revoked_at timestamptz
);
comment on table api_key is 'secrets are shown once and kept as SHA-256 only';
create index api_key_owner on api_key (owner);
grant select, insert, update on api_key to ${runtime};

create table domain (
    id uuid primary key,
    shop_id integer not null references shop,
    host text not null check (host = lower(host) and length(host) between 1 and 253),
    kind text not null check (kind in ('SHOP', 'LINK_HOST')),
    challenge text not null check (challenge ~ '^[0-9a-f]{32}$'),
    claimed_at timestamptz not null,
    standing text not null check (standing in ('CLAIMED', 'PROVEN', 'LOST')),
    method text check (method in ('FILE', 'DNS', 'META_TAG', 'OPERATOR')),
    -- When it was proven first, or lost.
    since timestamptz,
    checked_on date,
    failed_days integer not null default 0 check (failed_days between 0 and 6),
    unique (shop_id, host),
    check ((standing = 'CLAIMED') = (since is null)),
    check ((standing = 'PROVEN') = (method is not null))
);
comment on table domain is 'the hosts that shops claim; how each was proven is told by events';
-- One shop per host, counted among those who have proven it: a claim alone keeps nobody out.
create unique index domain_proven_host on domain (host) where standing = 'PROVEN';
grant select, insert, update on domain to ${runtime};

create table partnership (
    id uuid primary key,
    proposer integer not null references shop,
    invited integer not null references shop,
    state text not null check (state in ('PROPOSED', 'ACCEPTED', 'DECLINED', 'ENDED')),
    proposed_at timestamptz not null,
    accepted_at timestamptz,
    closed_at timestamptz,
    closed_by integer,
    check (proposer <> invited),
    check ((state in ('ACCEPTED', 'ENDED')) = (accepted_at is not null)),
    check ((state in ('DECLINED', 'ENDED')) = (closed_at is not null))
);
comment on table partnership is 'one row for each time two shops were, or might have become, partners';
create unique index partnership_open on partnership (least(proposer, invited), greatest(proposer, invited))
    where state in ('PROPOSED', 'ACCEPTED');
create index partnership_proposer on partnership (proposer, id);
create index partnership_invited on partnership (invited, id);
grant select, insert, update on partnership to ${runtime};

create table terms_version (
    receiver integer not null references shop,
    giver integer not null references shop,
    version integer not null check (version >= 1),
    partnership_id uuid not null references partnership,
    currency char(3) not null,
    rules jsonb not null,
    window_days integer not null check (window_days between 1 and 365),
    hold_days integer not null check (hold_days between 0 and 365),
    cap_minor bigint check (cap_minor >= 0),
    orders_per_click integer not null check (orders_per_click between 1 and 100),
    visit_value_minor bigint check (visit_value_minor >= 0),
    fee_bps integer not null check (fee_bps between 0 and 10000),
    origin_share_bps integer not null check (origin_share_bps between 0 and 10000),
    path_prefixes text[] not null,
    offered_at timestamptz not null,
    primary key (receiver, giver, version),
    check (receiver <> giver)
);
comment on table terms_version is 'what a receiver offers a giver; never changed';
create index terms_version_partnership on terms_version (partnership_id);
grant select, insert on terms_version to ${runtime};

create table terms_acceptance (
    receiver integer not null,
    giver integer not null,
    version integer not null,
    accepted_at timestamptz not null,
    primary key (receiver, giver, version),
    foreign key (receiver, giver, version) references terms_version
);
comment on table terms_acceptance is 'from when a version is in force; never changed';
grant select, insert on terms_acceptance to ${runtime};

create table coupon (
    receiver integer not null references shop,
    -- Lower case: codes compare without case.
    code text not null check (code = lower(code) and length(code) between 1 and 64),
    giver integer not null references shop,
    given_at timestamptz not null,
    -- An order is judged by the coupon as it was when the order was placed, so an ended one is kept.
    ended_at timestamptz check (ended_at >= given_at),
    primary key (receiver, code, given_at),
    check (receiver <> giver)
);
create unique index coupon_in_force on coupon (receiver, code) where ended_at is null;
comment on table coupon is 'codes that a receiver honours, or honoured, as proof of a giver';
grant select, insert, update (ended_at) on coupon to ${runtime};
