-- What receivers report of their orders, and what is owed for them.

create table shop_order (
    id uuid primary key,
    receiver integer not null,
    reference text not null check (reference ~ '^[A-Za-z0-9._:#/-]{1,64}$'),
    unique (receiver, reference)
);
comment on table shop_order is 'one row for each order anything was reported of; locked while its facts and books change';
create index shop_order_of_receiver on shop_order (receiver, id);

create table order_fact (
    order_id uuid not null references shop_order,
    kind text not null check (kind in ('SNAPSHOT', 'REFUND')),
    -- A snapshot's version, a refund's reference.
    key text not null check (key ~ '^[A-Za-z0-9._:#/-]{1,64}$'),
    arrived_at timestamptz not null,
    -- Reduced to what the books need: nothing in it names a person. See docs/reference/orders.md.
    content jsonb not null,
    -- SHA-256 of the content as it was written, to show that it is still the same.
    digest bytea not null check (length(digest) = 32),
    primary key (order_id, kind, key)
);
comment on table order_fact is 'the books: what was reported of orders; never changed, never deleted';

create table order_books (
    order_id uuid primary key references shop_order,
    receiver integer not null,
    -- The receiver''s names of lines, in the order of their numbers.
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
    constraint order_books_basis_complete check (num_nulls(giver, terms_version, proof, proof_value, currency) in (0, 5))
);
comment on table order_books is 'what the latest decision said of each order';

create table order_refusal (
    giver integer not null,
    order_id uuid not null references shop_order,
    primary key (giver, order_id)
);
comment on table order_refusal is 'orders that carried a token or coupon of a giver without counting for it: it may see them';

create table commission (
    id uuid primary key,
    order_id uuid not null references shop_order,
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
    state text not null check (state in ('NOTHING', 'PENDING', 'DUE', 'SETTLED', 'REVERSED')),
    -- For reading, as a giver may see them: number, category, rate, base; no product, quantity or reference.
    lines jsonb not null,
    unique (order_id, giver, terms_version, proof, proof_value, currency),
    check (num_nulls(cap_month, cap_highest_target_minor, cap_allowed_minor) in (0, 3))
);
comment on table commission is 'what is booked for an order on one basis';
create index commission_of_receiver on commission (receiver, id);
create index commission_of_giver on commission (giver, id);
create index commission_in_hold on commission (hold_until) where state = 'PENDING';

create table booking (
    commission_id uuid not null references commission,
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
    click_id text primary key check (click_id ~ '^clk_[0-9a-f]{24}$'),
    orders integer not null check (orders >= 0)
);
comment on table click_use is 'how many orders a click is paid for';

-- Locks orders in their order and makes those that are new; tells which these are.
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
    with locked as materialized (
        select o.id, o.receiver, o.reference
        from shop_order o
        where (o.receiver, o.reference) in (
            select w.receiver, w.reference from unnest(receivers, refs) as w (receiver, reference))
        order by o.receiver, o.reference
        for update)
    select wanted.place::integer, locked.id, locked.id = wanted.id
    from unnest(new_ids, receivers, refs) with ordinality as wanted (id, receiver, reference, place)
    join locked using (receiver, reference);
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

create function lock_click_uses(clicks text[]) returns table (click_id text, orders integer) language plpgsql
    security definer set search_path = ${flyway:defaultSchema}, pg_temp as $$
begin
    insert into click_use (click_id, orders)
    select clicks_sorted.click, 0 from (select click from unnest(clicks) as click order by click) clicks_sorted
    on conflict do nothing;
    return query
    select u.click_id, u.orders from click_use u where u.click_id = any (clicks) order by u.click_id for update;
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
    with locked as materialized (
        select m.receiver, m.giver, m.currency, m.month, m.booked_minor
        from cap_meter m
        where (m.receiver, m.giver, m.currency, m.month) in (
            select w.receiver, w.giver, w.currency, w.month
            from unnest(receivers, givers, currencies::char(3)[], months) as w (receiver, giver, currency, month))
        order by m.receiver, m.giver, m.currency, m.month
        for update)
    select wanted.place::integer, locked.booked_minor
    from unnest(receivers, givers, currencies::char(3)[], months) with ordinality
        as wanted (receiver, giver, currency, month, place)
    join locked using (receiver, giver, currency, month);
end $$;

revoke execute on function lock_orders(uuid[], integer[], text[]), lock_ripe_orders(timestamptz, integer),
    lock_click_uses(text[]), lock_cap_meters(integer[], integer[], text[], date[]) from public;
grant execute on function lock_orders(uuid[], integer[], text[]), lock_ripe_orders(timestamptz, integer),
    lock_click_uses(text[]), lock_cap_meters(integer[], integer[], text[], date[]) to ${runtime};
grant select, insert on shop_order, order_fact, order_refusal to ${runtime};
grant select, insert, update on order_books, commission, booking, cap_meter, click_use to ${runtime};
