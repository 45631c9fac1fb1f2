-- Who was shown which partner and why; the keys with which shops' pages ask; what a visitor is worth to each shop.

create table decision (
    -- Time-ordered, of version 8: the link of a click that came of it carries the same id.
    id uuid not null,
    at timestamptz not null,
    giver integer not null,
    reason text not null check (reason in ('out_of_stock', 'wrong_size', 'no_delivery', 'other_niche',
        'after_purchase')),
    -- The giver's own product by its name in its feed; empty where only a category was asked for.
    product text not null,
    category text not null,
    country text check (country ~ '^[A-Z]{2}$'),
    arm text not null check (arm in ('shown', 'held_out')),
    -- Partners that were eligible, and how many were not by reason.
    eligible integer not null check (eligible >= 0),
    refusals jsonb not null,
    -- What was disclosed, in order: receiver, product, match, and the probability at its position.
    shown jsonb not null
) partition by range (at);
comment on table decision is 'what was decided for one visitor, and what the giver learnt by it; one partition per day';
create index decision_id on decision (id);
create index decision_giver on decision (giver, at);
grant select, insert on decision to ${runtime};

create table publishable_key (
    id uuid primary key,
    shop integer not null references shop,
    -- No secret: it stands in the shop's pages. What it opens is limited by origin and rate.
    text text not null unique check (text ~ '^ctp_pub_[A-Za-z0-9_-]{32}$'),
    name text not null check (length(name) between 1 and 100),
    origins text[] not null check (cardinality(origins) between 1 and 20),
    created_at timestamptz not null,
    revoked_at timestamptz
);
comment on table publishable_key is 'keys by which the pages of a shop ask for suggestions';
create index publishable_key_shop on publishable_key (shop, id);
grant select, insert, update on publishable_key to ${runtime};

create table own_worth (
    shop integer not null references shop,
    reason text not null check (reason in ('out_of_stock', 'wrong_size', 'no_delivery', 'other_niche',
        'after_purchase')),
    -- Minor units of the shop's currency.
    worth_minor bigint not null check (worth_minor >= 0),
    primary key (shop, reason)
);
comment on table own_worth is 'what a visitor is worth to the shop itself, by reason; no other shop ever sees it';
grant select, insert, update, delete on own_worth to ${runtime};

-- Partitions are made and dropped by the owner of the table, on behalf of the runtime role.

create function decision_day_ensure(day date) returns void
    language plpgsql security definer
    set search_path = ${flyway:defaultSchema}, pg_temp
as $$
declare
    name text := 'decision_' || to_char(day, 'YYYYMMDD');
begin
    if day is null or day < date '1970-01-01' or day >= date '2100-01-01' then
        raise exception 'no decisions are kept of the day %', day using errcode = 'check_violation';
    end if;
    if to_regclass('${flyway:defaultSchema}.' || name) is not null then
        return;
    end if;
    -- Of two servers that need the same new day the second waits here and then finds it.
    perform pg_advisory_xact_lock(7241010);
    if exists (
        select from pg_class where relname = name and relnamespace = '${flyway:defaultSchema}'::regnamespace
    ) then
        return;
    end if;
    execute format('create table %I (like decision including defaults including constraints)', name);
    execute format('alter table decision attach partition %I for values from (%L) to (%L)',
        name, day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
end
$$;

create function decision_days_drop(before_day date, days_max integer) returns integer
    language plpgsql security definer
    set search_path = ${flyway:defaultSchema}, pg_temp
    set lock_timeout = '2s'
as $$
declare
    name text;
    dropped integer := 0;
begin
    if before_day is null or before_day > current_date - 7 then
        raise exception 'the decisions of the last seven days are never dropped' using errcode = 'check_violation';
    end if;
    for name in
        select partition.relname
        from pg_inherits
        join pg_class partition on partition.oid = pg_inherits.inhrelid
        where pg_inherits.inhparent = 'decision'::regclass and partition.relname ~ '^decision_[0-9]{8}$'
            and to_date(substr(partition.relname, 10), 'YYYYMMDD') < before_day
        order by partition.relname limit days_max
    loop
        execute format('drop table %I', name);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;

revoke all on function decision_day_ensure(date), decision_days_drop(date, integer) from public;
grant execute on function decision_day_ensure(date), decision_days_drop(date, integer) to ${runtime};
