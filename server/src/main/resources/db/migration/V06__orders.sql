-- What receivers report of their orders, and what is owed for them. No foreign keys: all rows of an order are written by
-- one transaction that holds the order's lock, none is ever deleted, and checking each would cost as much as writing it.

create table shop_order (
    id uuid primary key,
    receiver integer not null,
    -- Asked for what must not be in it: that is ten times as quick as a counted pattern.
    reference text not null check (length(reference) between 1 and 64 and reference !~ '[^A-Za-z0-9._:#/-]'),
    unique (receiver, reference)
);
comment on table shop_order is
    'one row for each order anything was reported of; locked while its facts and books change';
create index shop_order_of_receiver on shop_order (receiver, id);

create table order_fact (
    order_id uuid not null,
    kind text not null check (kind in ('SNAPSHOT', 'REFUND')),
    -- A snapshot's version, a refund's reference.
    key text not null check (length(key) between 1 and 64 and key !~ '[^A-Za-z0-9._:#/-]'),
    arrived_at timestamptz not null,
    -- Reduced to what the books need: nothing in it names a person. See docs/reference/orders.md.
    content jsonb not null,
    -- SHA-256 of the content as it was written, to show that it is still the same.
    digest bytea not null check (length(digest) = 32),
    primary key (order_id, kind, key)
);
comment on table order_fact is 'the books: what was reported of orders; never changed, never deleted';

create table order_books (
    order_id uuid primary key,
    receiver integer not null,
    -- The receiver's names of lines, in the order of their numbers.
    line_references text[] not null,
    giver integer,
    terms_version integer,
    proof text,
    proof_value text,
    currency char(3),
    unattributed_reason text,
    final_at timestamptz,
    click_used text,
    flags text[] not null,
    attempts jsonb not null,
    refusals jsonb not null,
    constraint order_books_owed_to_one_or_none check (giver is null or unattributed_reason is null),
    constraint order_books_basis_complete
        check (num_nulls(giver, terms_version, proof, proof_value, currency) in (0, 5))
);
comment on table order_books is 'what the latest decision said of each order';

create table order_refusal (
    giver integer not null,
    order_id uuid not null,
    primary key (giver, order_id)
);
comment on table order_refusal is
    'orders that carried a token or coupon of a giver without counting for it: it may see them';

create table commission (
    id uuid primary key,
    order_id uuid not null,
    receiver integer not null,
    giver integer not null,
    terms_version integer not null check (terms_version >= 1),
    proof text not null,
    proof_value text not null,
    currency char(3) not null,
    hold_until timestamptz not null,
    cap_month date,
    cap_highest_target_minor bigint check (cap_highest_target_minor >= 0),
    cap_allowed_minor bigint check (cap_allowed_minor >= 0),
    state text not null check (state = any (string_to_array('NOTHING PENDING DUE SETTLED REVERSED', ' '))),
    -- For reading, as a giver may see them: number, category, rate, base; no product, quantity or reference.
    lines jsonb not null,
    check (num_nulls(cap_month, cap_highest_target_minor, cap_allowed_minor) in (0, 3))
);
comment on table commission is 'what is booked for an order on one basis';
create index commission_of_order on commission (order_id);
create index commission_of_receiver on commission (receiver, id);
create index commission_of_giver on commission (giver, id);
create index commission_in_hold on commission (hold_until) where state = 'PENDING';

create table booking (
    commission_id uuid not null,
    line integer not null check (line >= 0),
    creditor integer not null,
    -- Whether the creditor started the chain of givers and did not send the visitor on last.
    is_origin boolean not null,
    first_transfer uuid not null,
    pending_minor bigint not null check (pending_minor >= 0),
    due_minor bigint not null check (due_minor >= 0),
    settled_minor bigint not null check (settled_minor >= 0),
    given_back_minor bigint not null check (given_back_minor between 0 and settled_minor),
    primary key (commission_id, line, creditor)
);
comment on table booking is 'what each creditor has of each line, and how far it has come; sums up to the transfers';
create index booking_of_origin on booking (creditor, commission_id) where is_origin;

create table cap_meter (
    receiver integer not null,
    giver integer not null,
    currency char(3) not null,
    month date not null check (extract(day from month) = 1),
    booked_minor bigint not null check (booked_minor >= 0),
    primary key (receiver, giver, currency, month)
);
comment on table cap_meter is 'what stands booked against a cap, by the month the orders were placed in';

create table click_use (
    click_id bytea primary key check (length(click_id) = 12),
    orders integer not null check (orders >= 0)
);
comment on table click_use is 'how many orders a click is paid for';

-- Locks orders in their order and makes those that are new; tells which these are. Row by row through the index, for a
-- join would be planned anew with the size of the table and might lock in another order.
create function lock_orders(new_ids uuid[], receivers integer[], refs text[])
    returns table (place integer, id uuid, is_new boolean) language plpgsql security definer
    set search_path = ${flyway:defaultSchema}, pg_temp as $$
begin
    insert into shop_order (id, receiver, reference)
    select wanted.id, wanted.receiver, wanted.reference
    from unnest(new_ids, receivers, refs) as wanted (id, receiver, reference)
    order by wanted.receiver, wanted.reference
    on conflict do nothing;
    return query
    select wanted.place::integer, locked.id, locked.id = wanted.id
    from (select * from unnest(new_ids, receivers, refs) with ordinality as w (id, receiver, reference, place)
        order by w.receiver, w.reference) wanted
    cross join lateral (select o.id from shop_order o
        where o.receiver = wanted.receiver and o.reference = wanted.reference for update) locked;
end $$;

-- Locks orders whose hold is over, leaving out those that others have locked, the longest waiting first.
create function lock_ripe_orders(ripe_at timestamptz, orders_max integer) returns setof uuid language sql
    security definer set search_path = ${flyway:defaultSchema}, pg_temp as $$
    select o.id
    from shop_order o
    where o.id in (select order_id from (
        select order_id, min(hold_until) as since from commission
        where state = 'PENDING' and hold_until <= ripe_at group by order_id order by since limit orders_max) ripe)
    for update skip locked
$$;

-- Locks the uses of clicks, in their order. A click that was never used has no row to lock: see add_click_uses.
create function lock_click_uses(clicks bytea[]) returns table (place integer, orders integer) language plpgsql
    security definer set search_path = ${flyway:defaultSchema}, pg_temp as $$
begin
    return query
    select wanted.place::integer, locked.orders
    from (select * from unnest(clicks) with ordinality as w (click_id, place) order by w.click_id) wanted
    cross join lateral (select u.orders from click_use u where u.click_id = wanted.click_id for update) locked;
end $$;

-- Counts first uses. Where somebody else counted one meanwhile, the decision stood on too little: it is made again.
create function add_click_uses(clicks bytea[], uses integer[]) returns void language plpgsql
    security definer set search_path = ${flyway:defaultSchema}, pg_temp as $$
declare
    added bigint;
begin
    insert into click_use (click_id, orders)
    select new.click_id, new.orders from unnest(clicks, uses) as new (click_id, orders) order by new.click_id
    on conflict do nothing;
    get diagnostics added = row_count;
    if added < cardinality(clicks) then
        raise exception 'a click was used by another order meanwhile' using errcode = 'serialization_failure';
    end if;
end $$;

create function lock_cap_meters(receivers integer[], givers integer[], currencies text[], months date[])
    returns table (place integer, booked_minor bigint) language plpgsql
    security definer set search_path = ${flyway:defaultSchema}, pg_temp as $$
begin
    insert into cap_meter (receiver, giver, currency, month, booked_minor)
    select wanted.receiver, wanted.giver, wanted.currency, wanted.month, 0
    from unnest(receivers, givers, currencies, months) as wanted (receiver, giver, currency, month)
    order by 1, 2, 3, 4
    on conflict do nothing;
    return query
    select wanted.place::integer, locked.booked_minor
    from (select * from unnest(receivers, givers, currencies::char(3)[], months) with ordinality
            as w (receiver, giver, currency, month, place) order by 1, 2, 3, 4) wanted
    cross join lateral (select m.booked_minor from cap_meter m
        where m.receiver = wanted.receiver and m.giver = wanted.giver and m.currency = wanted.currency
            and m.month = wanted.month for update) locked;
end $$;

revoke execute on function lock_orders(uuid[], integer[], text[]), lock_ripe_orders(timestamptz, integer),
    lock_click_uses(bytea[]), add_click_uses(bytea[], integer[]), lock_cap_meters(integer[], integer[], text[], date[]) from public;
grant execute on function lock_orders(uuid[], integer[], text[]), lock_ripe_orders(timestamptz, integer),
    lock_click_uses(bytea[]), add_click_uses(bytea[], integer[]), lock_cap_meters(integer[], integer[], text[], date[]) to ${runtime};
grant select, insert on shop_order, order_fact, order_refusal to ${runtime};
grant select, insert, update on order_books, commission, booking, cap_meter, click_use to ${runtime};
