-- Clicks as the journal shipped them, by day (UTC); how far each journal has been shipped; and the daily numbers that
-- stay when the clicks of a day are dropped.

create table click (
    -- The nonce of the click's token. Not unique here: that each record comes once is what journal_position is for.
    id bytea not null check (length(id) = 12),
    at timestamptz not null,
    link_id uuid not null,
    giver integer not null,
    receiver integer not null,
    -- 0: the pair had no terms.
    terms_version integer not null check (terms_version >= 0),
    -- Earlier givers, origin first.
    hops integer[] not null check (cardinality(hops) <= 3),
    class text not null check (class in ('counted', 'head', 'bot', 'repeat', 'rate', 'capped')),
    device text not null check (device in ('unknown', 'desktop', 'mobile', 'tablet')),
    country text check (country ~ '^[A-Z]{2}$'),
    -- The giver's own marks.
    s1 text check (length(s1) between 1 and 64 and s1 !~ '[^A-Za-z0-9_-]'),
    s2 text check (length(s2) between 1 and 64 and s2 !~ '[^A-Za-z0-9_-]'),
    s3 text check (length(s3) between 1 and 64 and s3 !~ '[^A-Za-z0-9_-]'),
    s4 text check (length(s4) between 1 and 64 and s4 !~ '[^A-Za-z0-9_-]'),
    s5 text check (length(s5) between 1 and 64 and s5 !~ '[^A-Za-z0-9_-]')
) partition by range (at);
comment on table click is 'one redirect of one visitor; no personal data; one partition per day';
create index click_id on click (id);
create index click_giver on click (giver, at);
create index click_receiver on click (receiver, at);
grant select, insert on click to ${runtime};

create table journal_position (
    node uuid not null,
    writer integer not null check (writer >= 0),
    segment bigint not null check (segment >= 0),
    offset_bytes integer not null check (offset_bytes >= 0),
    sequence bigint not null check (sequence >= 0),
    changed_at timestamptz not null default now(),
    primary key (node, writer)
);
comment on table journal_position is 'how far the journal of a node is shipped; moved with its clicks';
grant select, insert, update on journal_position to ${runtime};

create table visits_daily (
    day date not null,
    giver integer not null,
    receiver integer not null,
    link_id uuid not null,
    class text not null check (class in ('counted', 'head', 'bot', 'repeat', 'rate', 'capped')),
    visits bigint not null check (visits > 0),
    primary key (day, giver, receiver, link_id, class)
);
comment on table visits_daily is 'visits by day (UTC), pair, link and class; gross is the sum over all classes';
create index visits_daily_giver on visits_daily (giver, day);
create index visits_daily_receiver on visits_daily (receiver, day);
grant select, insert, update on visits_daily to ${runtime};

-- Partitions are made and dropped by the owner of the table, on behalf of the runtime role.

create function click_day_name(day date) returns text
    language sql immutable parallel safe
    return 'click_' || to_char(day, 'YYYYMMDD');

create function click_day_ensure(day date) returns void
    language plpgsql security definer
    set search_path = ${flyway:defaultSchema}, pg_temp
as $$
declare
    name text := click_day_name(day);
begin
    if day is null or day < date '1970-01-01' or day >= date '2100-01-01' then
        raise exception 'no clicks are kept of the day %', day using errcode = 'check_violation';
    end if;
    if to_regclass('${flyway:defaultSchema}.' || name) is not null then
        return;
    end if;
    -- Of two shippers that need the same new day the second waits here and then finds it.
    perform pg_advisory_xact_lock(7241004);
    -- Asked of the table itself: to_regclass would answer from what it remembers.
    if exists (
        select from pg_class where relname = name and relnamespace = '${flyway:defaultSchema}'::regnamespace
    ) then
        return;
    end if;
    -- Made apart and attached: so the other days stay open for reading and writing meanwhile.
    execute format('create table %I (like click including defaults including constraints)', name);
    execute format('alter table click attach partition %I for values from (%L) to (%L)',
        name, day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
end
$$;

create function click_days_drop(before_day date, days_max integer) returns table (day date, outcome text)
    language plpgsql security definer
    set search_path = ${flyway:defaultSchema}, pg_temp
    -- Rather than hold up the shipper and everybody behind it, give up and be called again later.
    set lock_timeout = '2s'
as $$
declare
    name text;
    kept bigint;
    counted bigint;
    dropped integer := 0;
begin
    if before_day is null or before_day > current_date - 7 then
        raise exception 'the clicks of the last seven days are never dropped' using errcode = 'check_violation';
    end if;
    for name, day in
        select partition.relname, to_date(substr(partition.relname, 7), 'YYYYMMDD') as of_day
        from pg_inherits
        join pg_class partition on partition.oid = pg_inherits.inhrelid
        where pg_inherits.inhparent = 'click'::regclass and partition.relname ~ '^click_[0-9]{8}$'
            and to_date(substr(partition.relname, 7), 'YYYYMMDD') < before_day
        order by of_day
    loop
        exit when dropped >= days_max;
        -- The table first, as everybody who writes locks it first.
        lock table click in access exclusive mode;
        execute format('select count(*) from %I', name) into kept;
        select coalesce(sum(visits), 0) into counted from visits_daily where visits_daily.day = click_days_drop.day;
        if counted < kept then
            outcome := 'not_rolled_up';
        else
            execute format('drop table %I', name);
            outcome := 'dropped';
            dropped := dropped + 1;
        end if;
        return next;
    end loop;
end
$$;

revoke all on function click_day_ensure(date), click_days_drop(date, integer) from public;
grant execute on function click_day_ensure(date), click_days_drop(date, integer) to ${runtime};
