-- Missing sales that givers claim. What they book are transfers with the cause CLAIM; here is how far each has come.

create table claim_pair (
    giver integer not null,
    receiver integer not null,
    -- After a claim that was proven false; nothing is claimed before that.
    barred_until timestamptz,
    primary key (giver, receiver),
    check (giver <> receiver)
);
comment on table claim_pair is 'locked while a giver claims of a receiver, so that its limits hold';

create table claim (
    id uuid primary key,
    giver integer not null,
    receiver integer not null,
    -- The receiver's name for the order, as the giver was told; no receipt and no person.
    reference text not null check (length(reference) between 1 and 64 and reference !~ '[^A-Za-z0-9._:#/-]'),
    day date not null,
    click_id bytea not null check (length(click_id) = 12),
    terms_version integer not null check (terms_version >= 1),
    clicked_at timestamptz not null,
    -- Earlier givers, origin first.
    hops integer[] not null check (cardinality(hops) <= 3),
    made_at timestamptz not null,
    state text not null check (state = any (string_to_array('OPEN BOOKED STANDS CREDITED DENIED PROVEN_FALSE '
        || 'WITHDRAWN CONTESTED NOT_BOOKED', ' '))),
    answer text check (answer = any (string_to_array('REPORTED NO_SUCH_ORDER NOT_PAID CANCELLED OTHER_SOURCE', ' '))),
    reminders integer not null check (reminders >= 0),
    changed_at timestamptz not null,
    -- When time alone next changes something.
    next_at timestamptz,
    currency char(3),
    amount_minor bigint check (amount_minor > 0),
    hold_until timestamptz,
    pending_minor bigint check (pending_minor >= 0),
    due_minor bigint check (due_minor >= 0),
    settled_minor bigint check (settled_minor >= 0),
    given_back_minor bigint check (given_back_minor between 0 and settled_minor),
    check (giver <> receiver),
    check (num_nulls(currency, amount_minor, hold_until, pending_minor, due_minor, settled_minor, given_back_minor)
        in (0, 7)),
    check (state not in ('BOOKED', 'STANDS') or amount_minor is not null)
);
comment on table claim is 'sales that givers miss, what receivers answered, and what their silence booked';
create index claim_of_giver on claim (giver, receiver, id);
create index claim_of_receiver on claim (receiver, id);
create index claim_next on claim (next_at) where next_at is not null;
create index claim_of_order on claim (receiver, reference) where state in ('OPEN', 'BOOKED', 'STANDS');
-- The last word where two servers decide at the same time: an order is booked by one claim at most.
create unique index claim_booked_once on claim (receiver, reference) where state in ('BOOKED', 'STANDS');
create unique index claim_order_once on claim (giver, receiver, reference) where state in ('OPEN', 'BOOKED', 'STANDS');
create unique index claim_click_once on claim (click_id) where state in ('OPEN', 'BOOKED');

grant select, insert, update on claim, claim_pair to ${runtime};
