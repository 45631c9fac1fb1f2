-- Who told each fact of an order: an order belongs to the first that told it.

alter table order_fact add column source text not null default '' check (length(source) <= 20);
comment on column order_fact.source is
    'api, the platform of a connection, or move-in; empty for facts from before this was kept';

-- What was moved in before is known by its name or by its only line.
update order_fact set source = 'move-in'
where kind = 'REFUND' and key like 'moved:%'
    or kind = 'SNAPSHOT' and key = '2' and content #>> '{lines,0,reference}' = 'moved'
        and order_id in (select order_id from moved_sale);
