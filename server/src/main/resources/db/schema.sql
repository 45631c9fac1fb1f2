-- The schema after all migrations. Generated from the catalogs; do not edit.
-- Written by: mvn -pl server test -Dtest=SchemaFileTest -Dcentuple.schema.write=true

-- what the transfers sum up to, kept by the trigger on them
create table balance (
    debtor integer not null,
    creditor integer not null,
    currency character(3) not null,
    stage text not null,
    amount_minor bigint not null,
    constraint balance_pkey PRIMARY KEY (debtor, creditor, currency, stage),
    constraint balance_not_overdrawn CHECK (
CASE stage
    WHEN 'ACCRUED'::text THEN amount_minor <= 0
    ELSE amount_minor >= 0
END),
    constraint balance_stage_check CHECK (stage = ANY (ARRAY['ACCRUED'::text, 'PENDING'::text, 'DUE'::text, 'SETTLED'::text, 'PAID'::text]))
) with (fillfactor=50);
CREATE INDEX balance_creditor ON balance USING btree (creditor);
grant select on balance to centuple_runtime;

-- one redirect of one visitor; no personal data; one partition per day
create table click (
    id bytea not null,
    at timestamp with time zone not null,
    link_id uuid not null,
    giver integer not null,
    receiver integer not null,
    terms_version integer not null,
    hops integer[] not null,
    class text not null,
    device text not null,
    country text,
    s1 text,
    s2 text,
    s3 text,
    s4 text,
    s5 text,
    constraint click_class_check CHECK (class = ANY (ARRAY['counted'::text, 'head'::text, 'bot'::text, 'repeat'::text, 'rate'::text, 'capped'::text])),
    constraint click_country_check CHECK (country ~ '^[A-Z]{2}$'::text),
    constraint click_device_check CHECK (device = ANY (ARRAY['unknown'::text, 'desktop'::text, 'mobile'::text, 'tablet'::text])),
    constraint click_hops_check CHECK (cardinality(hops) <= 3),
    constraint click_id_check CHECK (length(id) = 12),
    constraint click_s1_check CHECK (s1 ~ '^[A-Za-z0-9_-]{1,64}$'::text),
    constraint click_s2_check CHECK (s2 ~ '^[A-Za-z0-9_-]{1,64}$'::text),
    constraint click_s3_check CHECK (s3 ~ '^[A-Za-z0-9_-]{1,64}$'::text),
    constraint click_s4_check CHECK (s4 ~ '^[A-Za-z0-9_-]{1,64}$'::text),
    constraint click_s5_check CHECK (s5 ~ '^[A-Za-z0-9_-]{1,64}$'::text),
    constraint click_terms_version_check CHECK (terms_version >= 0)
) partition by RANGE (at);
CREATE INDEX click_giver ON ONLY click USING btree (giver, at);
CREATE INDEX click_id ON ONLY click USING btree (id);
CREATE INDEX click_receiver ON ONLY click USING btree (receiver, at);
grant insert, select on click to centuple_runtime;

-- one row: counts the changes that servers must follow (links, partnerships, keys)
create table control_version (
    singleton boolean default true not null,
    version bigint not null,
    constraint control_version_pkey PRIMARY KEY (singleton),
    constraint control_version_singleton_check CHECK (singleton),
    constraint control_version_version_check CHECK (version >= 0)
);
grant select, update on control_version to centuple_runtime;

-- one row: the settings of this exchange
create table exchange (
    singleton boolean default true not null,
    name text default 'Centuple'::text not null,
    public_url text default 'http://localhost:8080'::text not null,
    live boolean default true not null,
    fee_bps integer default 0 not null,
    origin_share_bps integer default 5000 not null,
    created_at timestamp with time zone default now() not null,
    constraint exchange_pkey PRIMARY KEY (singleton),
    constraint exchange_fee_bps_check CHECK (fee_bps >= 0 AND fee_bps <= 10000),
    constraint exchange_name_check CHECK (length(name) >= 1 AND length(name) <= 200),
    constraint exchange_origin_share_bps_check CHECK (origin_share_bps >= 0 AND origin_share_bps <= 10000),
    constraint exchange_public_url_check CHECK (public_url ~ '^https?://[^/]+$'::text),
    constraint exchange_singleton_check CHECK (singleton)
);
grant select, update on exchange to centuple_runtime;

-- answers kept so that a repeated request gets the same one
create table idempotency_key (
    api_key_id uuid not null,
    key text not null,
    fingerprint bytea not null,
    status integer,
    response text,
    created_at timestamp with time zone default now() not null,
    constraint idempotency_key_pkey PRIMARY KEY (api_key_id, key),
    constraint idempotency_key_fingerprint_check CHECK (length(fingerprint) = 32),
    constraint idempotency_key_key_check CHECK (length(key) >= 1 AND length(key) <= 255),
    constraint idempotency_key_status_check CHECK (status >= 100 AND status <= 599)
);
CREATE INDEX idempotency_key_created_at ON idempotency_key USING btree (created_at);
grant delete, insert, select, update on idempotency_key to centuple_runtime;

-- how far the journal of a node is shipped; moved with its clicks
create table journal_position (
    node uuid not null,
    writer integer not null,
    segment bigint not null,
    offset_bytes integer not null,
    sequence bigint not null,
    changed_at timestamp with time zone default now() not null,
    constraint journal_position_pkey PRIMARY KEY (node, writer),
    constraint journal_position_offset_bytes_check CHECK (offset_bytes >= 0),
    constraint journal_position_segment_check CHECK (segment >= 0),
    constraint journal_position_sequence_check CHECK (sequence >= 0),
    constraint journal_position_writer_check CHECK (writer >= 0)
);
grant insert, select, update on journal_position to centuple_runtime;

-- the books: one row for each amount moved, with its cause; never changed, never deleted
create table transfer (
    id uuid not null,
    at timestamp with time zone not null,
    debtor integer not null,
    creditor integer not null,
    currency character(3) not null,
    from_stage text not null,
    to_stage text not null,
    amount_minor bigint not null,
    cause text not null,
    cause_id uuid not null,
    line integer,
    terms_version integer,
    proof text,
    proof_value text,
    constraint transfer_pkey PRIMARY KEY (id),
    constraint transfer_amount_minor_check CHECK (amount_minor > 0),
    constraint transfer_between_two_shops CHECK (debtor <> creditor),
    constraint transfer_cause_known CHECK (cause = ANY (ARRAY['COMMISSION'::text, 'FEE'::text, 'SET_OFF'::text, 'PAYMENT'::text, 'CLAIM'::text])),
    constraint transfer_commission_complete CHECK (
CASE cause
    WHEN 'COMMISSION'::text THEN line IS NOT NULL AND line >= 0 AND terms_version IS NOT NULL AND terms_version >= 0 AND proof IS NOT NULL AND proof_value IS NOT NULL
    ELSE line IS NULL AND terms_version IS NULL AND proof IS NULL AND proof_value IS NULL
END),
    constraint transfer_currency_check CHECK (currency ~ '^[A-Z]{3}$'::text),
    constraint transfer_move_allowed CHECK (from_stage = 'ACCRUED'::text AND to_stage = 'PENDING'::text OR from_stage = 'PENDING'::text AND to_stage = 'DUE'::text OR from_stage = 'DUE'::text AND to_stage = 'SETTLED'::text OR from_stage = 'SETTLED'::text AND to_stage = 'PAID'::text OR from_stage = 'PENDING'::text AND to_stage = 'ACCRUED'::text OR from_stage = 'DUE'::text AND to_stage = 'ACCRUED'::text OR from_stage = 'ACCRUED'::text AND to_stage = 'DUE'::text),
    constraint transfer_proof_known CHECK (
CASE proof
    WHEN 'CLICK'::text THEN proof_value ~ '^clk_[0-9a-f]{24}$'::text
    WHEN 'COUPON'::text THEN proof_value ~ '^[A-Za-z0-9._:#/-]{1,64}$'::text
    WHEN 'GIVER_DAY'::text THEN proof_value ~ '^\d{4}-\d{2}-\d{2}$'::text
    WHEN 'CLAIM'::text THEN proof_value ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'::text
    ELSE proof IS NULL
END)
);
CREATE INDEX transfer_creditor ON transfer USING btree (creditor, id);
CREATE INDEX transfer_debtor ON transfer USING btree (debtor, id);
CREATE TRIGGER transfer_moves_balances AFTER INSERT ON transfer REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION transfer_moves_balances();
grant insert, select on transfer to centuple_runtime;

-- visits by day (UTC), pair, link and class; gross is the sum over all classes
create table visits_daily (
    day date not null,
    giver integer not null,
    receiver integer not null,
    link_id uuid not null,
    class text not null,
    visits bigint not null,
    constraint visits_daily_pkey PRIMARY KEY (day, giver, receiver, link_id, class),
    constraint visits_daily_class_check CHECK (class = ANY (ARRAY['counted'::text, 'head'::text, 'bot'::text, 'repeat'::text, 'rate'::text, 'capped'::text])),
    constraint visits_daily_visits_check CHECK (visits > 0)
);
CREATE INDEX visits_daily_giver ON visits_daily USING btree (giver, day);
CREATE INDEX visits_daily_receiver ON visits_daily USING btree (receiver, day);
grant insert, select, update on visits_daily to centuple_runtime;

-- balances that differ from the sum of their entries; must be empty
create view balance_difference as
 SELECT debtor,
    creditor,
    currency,
    stage,
    COALESCE(balance.amount_minor, 0::bigint) AS balance_minor,
    COALESCE(entries.amount_minor, 0::bigint) AS entries_minor
   FROM balance
     FULL JOIN ( SELECT entry.debtor,
            entry.creditor,
            entry.currency,
            entry.stage,
            sum(entry.amount_minor)::bigint AS amount_minor
           FROM entry
          GROUP BY entry.debtor, entry.creditor, entry.currency, entry.stage) entries USING (debtor, creditor, currency, stage)
  WHERE COALESCE(balance.amount_minor, 0::bigint) <> COALESCE(entries.amount_minor, 0::bigint);
grant select on balance_difference to centuple_runtime;

-- each transfer as two entries that sum to zero
create view entry as
 SELECT transfer.id AS transfer_id,
    transfer.at,
    transfer.debtor,
    transfer.creditor,
    transfer.currency,
    transfer.from_stage AS stage,
    - transfer.amount_minor AS amount_minor
   FROM transfer
UNION ALL
 SELECT transfer.id AS transfer_id,
    transfer.at,
    transfer.debtor,
    transfer.creditor,
    transfer.currency,
    transfer.to_stage AS stage,
    transfer.amount_minor
   FROM transfer;
grant select on entry to centuple_runtime;

CREATE OR REPLACE FUNCTION click_day_ensure(day date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
AS $function$
declare
    name text := click_day_name(day);
begin
    if day is null or day < date '1970-01-01' or day >= date '2100-01-01' then
        raise exception 'no clicks are kept of the day %', day using errcode = 'check_violation';
    end if;
    if to_regclass('centuple.' || name) is not null then
        return;
    end if;
    -- Of two shippers that need the same new day the second waits here and then finds it.
    perform pg_advisory_xact_lock(7241004);
    -- Asked of the table itself: to_regclass would answer from what it remembers.
    if exists (
        select from pg_class where relname = name and relnamespace = 'centuple'::regnamespace
    ) then
        return;
    end if;
    -- Made apart and attached: so the other days stay open for reading and writing meanwhile.
    execute format('create table %I (like click including defaults including constraints)', name);
    execute format('alter table click attach partition %I for values from (%L) to (%L)',
        name, day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
end
$function$
;
grant execute on function click_day_ensure(day date) to centuple_runtime;

CREATE OR REPLACE FUNCTION click_day_name(day date)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ('click_'::text || to_char((day)::timestamp with time zone, 'YYYYMMDD'::text))
;
grant execute on function click_day_name(day date) to public;

CREATE OR REPLACE FUNCTION click_days_drop(before_day date, days_max integer)
 RETURNS TABLE(day date, outcome text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
 SET lock_timeout TO '2s'
AS $function$
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
$function$
;
grant execute on function click_days_drop(before_day date, days_max integer) to centuple_runtime;

CREATE OR REPLACE FUNCTION lock_balances(debtors integer[], creditors integer[], currencies text[], stages text[])
 RETURNS TABLE(place integer, amount_minor bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
AS $function$
begin
    insert into balance (debtor, creditor, currency, stage, amount_minor)
    select wanted.debtor, wanted.creditor, wanted.currency, wanted.stage, 0
    from unnest(debtors, creditors, currencies, stages) as wanted (debtor, creditor, currency, stage)
    where not exists (select from balance b where b.debtor = wanted.debtor and b.creditor = wanted.creditor
        and b.currency = wanted.currency and b.stage = wanted.stage)
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4
    on conflict do nothing;
    return query
    with locked as materialized (
        select b.debtor, b.creditor, b.currency, b.stage, b.amount_minor
        from balance b
        where (b.debtor, b.creditor, b.currency, b.stage) in (
            select w.debtor, w.creditor, w.currency, w.stage
            from unnest(debtors, creditors, currencies::char(3)[], stages) as w (debtor, creditor, currency, stage))
        order by b.debtor, b.creditor, b.currency, b.stage
        for update)
    select w.place::integer, locked.amount_minor
    from unnest(debtors, creditors, currencies::char(3)[], stages) with ordinality
        as w (debtor, creditor, currency, stage, place)
    join locked using (debtor, creditor, currency, stage);
end $function$
;
grant execute on function lock_balances(debtors integer[], creditors integer[], currencies text[], stages text[]) to centuple_runtime;

CREATE OR REPLACE FUNCTION rebuild_balances()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
AS $function$
begin
    lock table transfer in share row exclusive mode;
    delete from balance;
    insert into balance (debtor, creditor, currency, stage, amount_minor)
    select debtor, creditor, currency, stage, sum(amount_minor)
    from entry group by debtor, creditor, currency, stage;
end $function$
;
grant execute on function rebuild_balances() to centuple_runtime;

CREATE OR REPLACE FUNCTION transfer_moves_balances()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
AS $function$
declare
    debtors integer[];
    creditors integer[];
    currencies text[];
    stages text[];
    amounts bigint[];
begin
    select array_agg(debtor), array_agg(creditor), array_agg(currency), array_agg(stage), array_agg(amount_minor)
    into debtors, creditors, currencies, stages, amounts
    from (select debtor, creditor, currency, stage, sum(amount_minor) as amount_minor
        from (select debtor, creditor, currency, from_stage as stage, -amount_minor as amount_minor from added
            union all
            select debtor, creditor, currency, to_stage, amount_minor from added) entries
        group by debtor, creditor, currency, stage) moved;
    if debtors is not null then
        perform lock_balances(debtors, creditors, currencies, stages);
        update balance b set amount_minor = b.amount_minor + moved.amount_minor
        from unnest(debtors, creditors, currencies::char(3)[], stages, amounts)
            as moved (debtor, creditor, currency, stage, amount_minor)
        where b.debtor = moved.debtor and b.creditor = moved.creditor and b.currency = moved.currency
            and b.stage = moved.stage;
    end if;
    return null;
end $function$
;
