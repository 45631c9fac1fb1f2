-- Whose feed is fetched next. Apart from the feeds, so that it outlives a feed that is set anew or taken away.

create table feed_turn (
    shop_id integer primary key references shop,
    -- Of the last fetch: one at a time from each host.
    host text not null check (length(host) <= 1024),
    -- A server that fetches the feed holds it until then.
    claimed_until timestamptz,
    -- The last fetch was a long one: the next waits behind others.
    took_long boolean not null default false,
    -- After a long fetch that brought nothing: not fetched before then, whatever the shop does.
    held_back_until timestamptz
);
comment on table feed_turn is 'whose feed is fetched now, and whose was slow';
grant select, insert, update on feed_turn to ${runtime};

alter table feed drop column claimed_until;
