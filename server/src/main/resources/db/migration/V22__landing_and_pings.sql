-- What of landing addresses is read, when a platform last tried the way, and less of what is done with.

-- Shopify and WooCommerce record where a visitor landed by themselves; everywhere else the shop's own program sends it.
alter table connection add column landing text;
update connection
set landing = case when platform in ('shopify', 'woocommerce') then 'IDENTIFIER_FREE' else 'TOKEN' end;
alter table connection alter column landing set not null;
alter table connection add constraint connection_landing_check check (landing in ('OFF', 'IDENTIFIER_FREE', 'TOKEN'));
-- Unsigned, so it proves only that the address is reached.
alter table connection add column last_ping_at timestamptz;

-- Whether an order came with what ties it to a partner; null where it is not known, or no order was told of.
alter table inbox_event add column has_marks boolean;
-- Only parked events are mapped again, so what is kept of the others is erased with their outcome.
update inbox_event set body = '{}' where state in ('DONE', 'IGNORED');
