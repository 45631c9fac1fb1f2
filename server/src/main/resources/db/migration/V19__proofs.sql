-- What claims are looked up by: the click, and the number that a customer was told.

create index claim_of_click on claim (click_id);

create table order_number (
    receiver integer not null,
    -- What the customer was told, where it is not the reference; it may repeat.
    number text not null check (length(number) between 1 and 64 and number !~ '[^A-Za-z0-9._:#/-]'),
    -- When that order was placed (UTC), which tells orders of one number apart.
    placed_on date not null,
    order_id uuid not null,
    primary key (receiver, number, placed_on, order_id)
);
comment on table order_number is 'orders by the numbers their customers were told; written with the order''s facts';
grant select, insert on order_number to ${runtime};

-- As before, and whether there is any claim against the receiver of which something may still become. A claim that is
-- booked was open for days before, so what is booked while the order is locked was there when it was asked.
drop function lock_orders(uuid[], integer[], text[]);
create function lock_orders(new_ids uuid[], receivers integer[], refs text[])
    returns table (place integer, id uuid, is_new boolean, is_claimed boolean) language plpgsql security definer
    set search_path = ${flyway:defaultSchema}, pg_temp as $$
begin
    insert into shop_order (id, receiver, reference)
    select wanted.id, wanted.receiver, wanted.reference
    from unnest(new_ids, receivers, refs) as wanted (id, receiver, reference)
    order by wanted.receiver, wanted.reference
    on conflict do nothing;
    return query
    select wanted.place::integer, locked.id, locked.id = wanted.id, exists (select from claim c
        where c.receiver = wanted.receiver and c.state in ('OPEN', 'BOOKED', 'STANDS'))
    from (select * from unnest(new_ids, receivers, refs) with ordinality as w (id, receiver, reference, place)
        order by w.receiver, w.reference) wanted
    cross join lateral (select o.id from shop_order o
        where o.receiver = wanted.receiver and o.reference = wanted.reference for update) locked;
end $$;
revoke execute on function lock_orders(uuid[], integer[], text[]) from public;
grant execute on function lock_orders(uuid[], integer[], text[]) to ${runtime};
