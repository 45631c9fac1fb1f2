-- Reciprocity sums up all commissions again and again: what stands booked of each is kept in its row, so that the sum
-- reads one table and joins nothing.

alter table commission add column booked_minor bigint not null default 0 check (booked_minor >= 0);
comment on column commission.booked_minor is 'all that stands booked: of every line and creditor, net of what was taken back';

update commission set booked_minor = booked.minor
from (select commission_id, sum(pending_minor + due_minor + settled_minor - given_back_minor) as minor
    from booking group by commission_id) booked
where booked.commission_id = commission.id;

alter table commission alter column booked_minor drop default;

-- Orders between shops without terms are few among many.
create index order_books_unknown_terms on order_books (order_id) where unattributed_reason = 'UNKNOWN_TERMS';
