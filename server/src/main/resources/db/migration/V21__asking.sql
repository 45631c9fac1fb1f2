-- Asking shops' APIs: each connection apart from the others.

alter table connection
    -- Until when its API is left alone, and why, such as that it asked us to wait.
    add column ask_after timestamptz not null default '2000-01-01T00:00:00Z',
    add column ask_reason text not null default '' check (length(ask_reason) <= 500),
    -- The API that poll_since is about: how far another shop was read says nothing of this one.
    add column poll_url text not null default '';
-- Pages were counted in another way.
update connection set poll_url = api_url, poll_page = '';

alter table inbox_event
    -- It only names what changed: the platform must be asked before it can be mapped.
    add column must_ask boolean not null default false;
drop index inbox_event_due;
create index inbox_event_due on inbox_event (next_at) where state = 'WAITING' and not must_ask;
create index inbox_event_ask on inbox_event (shop, platform, next_at) where state = 'WAITING' and must_ask;
-- Kept although it is booked: a later message of the same order is read with it.
create index inbox_event_joined on inbox_event (shop, platform, order_reference)
    where state = 'DONE' and body <> '{}';
