package centuple.claim.store;

import centuple.claim.Claim;
import centuple.claim.ClaimDecider;
import centuple.claim.ClaimLimits;
import centuple.claim.ClaimedName;
import centuple.claim.Evidence;
import centuple.claim.PairRecord;
import centuple.claim.SilencePrice;
import centuple.commission.OrderBooks;
import centuple.order.OrderRef;
import centuple.order.StoredOrder;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads what claims are judged by, on one open transaction. Not thread-safe. */
final class ClaimReader {
    private static final String LOCK_PAIR = """
            insert into claim_pair (giver, receiver) values (?, ?) on conflict do nothing""";

    private static final String PAIR = """
            select barred_until from claim_pair where giver = ? and receiver = ? for update""";

    private static final String BEFORE = """
            select count(*) filter (where state = 'OPEN') as open,
                count(*) filter (where clicked_at >= ? and clicked_at < ?) as of_month,
                coalesce(bool_or(click_id = ? and state in ('OPEN', 'BOOKED')), false) as same_click,
                coalesce(bool_or(reference = any (?) and state in ('OPEN', 'BOOKED', 'STANDS')), false) as same_order,
                coalesce(bool_or(click_id = ? and reference = any (?) and state <> 'WITHDRAWN'), false) as same_both
            from claim where giver = ? and receiver = ?""";

    private static final String CLICKS = """
            select coalesce(sum(visits), 0)::bigint as n from visits_daily
            where giver = ? and receiver = ? and class = 'counted' and day >= ? and day < ?""";

    /** Of what the giver itself has; of an even number the lower of the two in the middle. */
    private static final String MEDIAN = """
            select percentile_disc(0.5) within group (order by minor) as median from (
                select sum(b.pending_minor + b.due_minor + b.settled_minor - b.given_back_minor)::bigint as minor
                from commission c join booking b on b.commission_id = c.id and b.creditor = c.giver
                where c.giver = ? and c.receiver = ? and c.currency = ? and c.hold_until >= ? and c.booked_minor > 0
                group by c.id) each where minor > 0""";

    private static final String USED_OF_CAP = """
            select coalesce((select sum(booked_minor) from cap_meter
                    where receiver = ? and giver = ? and currency = ? and month = ?), 0)::bigint
                + coalesce((select sum(pending_minor + due_minor + settled_minor - given_back_minor) from claim
                    where receiver = ? and giver = ? and currency = ? and day >= ? and day < ?), 0)::bigint as minor""";

    private static final String CLICK_USES = """
            select coalesce((select orders from click_use where click_id = ?), 0) as orders,
                (select count(*) from claim where click_id = ? and state in ('BOOKED', 'STANDS')) as claims""";

    private static final String CREDITED = """
            select * from claim where click_id = ? and state = 'CREDITED'""";

    private static final String TAKEN = """
            select exists (select from claim where receiver = ? and reference = any (?)
                and state in ('BOOKED', 'STANDS') and id <> ?) as taken""";

    /** Orders of one name that are looked at; shops where more share a number on one day find some of them. */
    private static final int ORDERS_OF_NAME_MAX = 20;

    private static final String NAMED = """
            select id, reference from shop_order where receiver = ? and reference = ?
            union
            (select o.id, o.reference from order_number n join shop_order o on o.id = n.order_id
                where n.receiver = ? and n.number = ? and n.placed_on between ? and ? order by o.id limit ?)""";

    private final Connection connection;
    private final ClaimPorts ports;

    ClaimReader(Connection connection, ClaimPorts ports) {
        this.connection = connection;
        this.ports = ports;
    }

    /** Locks the pair until the transaction ends, and reads what was claimed before. */
    PairRecord lockPair(ClaimDecider.Wish wish) throws SQLException {
        int giver = wish.giver().value();
        int receiver = wish.order().receiver().value();
        Sql.run(connection, LOCK_PAIR, giver, receiver);
        Instant barredUntil = Sql.one(connection, PAIR, row -> Optional.ofNullable(row.instantOrNull("barred_until")),
                giver, receiver).orElse(null);
        YearMonth month = wish.click().month();
        LocalDate first = month.atDay(1);
        LocalDate next = month.plusMonths(1).atDay(1);
        long clicks = Sql.one(connection, CLICKS, row -> row.bigint("n"), giver, receiver, first, next);
        byte[] click = SqlClaims.bytes(wish.click().id());
        String[] names = SqlClaims.names(connection, wish.name());
        int clickUses = clickUses(wish.click());
        return Sql.one(connection, BEFORE,
                row -> new PairRecord((int) row.bigint("open"), row.bigint("of_month"), clicks, barredUntil,
                        row.bool("same_click"), row.bool("same_order"), row.bool("same_both"), clickUses),
                start(first), start(next), click, names, click, names, giver, receiver);
    }

    /**
     * How many sales a click is paid for: orders by the rule of attribution, claims that silence booked, and orders
     * that took the place of a claim of it but are the giver's by another proof.
     */
    private int clickUses(Claim.Click click) throws SQLException {
        byte[] id = SqlClaims.bytes(click.id());
        int uses = Sql.one(connection, CLICK_USES, row -> row.integer("orders") + (int) row.bigint("claims"), id, id);
        for (Claim credited : Sql.list(connection, CREDITED, SqlClaims::read, (Object) id)) {
            Evidence evidence = evidence(credited.giver(), credited.click(), credited.name());
            boolean isPaid = evidence.credit() == Evidence.Credited.GIVER && evidence.isPaying();
            uses += isPaid && !evidence.isOfClick() ? 1 : 0;
        }
        return uses;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    void bar(Claim claim, Instant until) throws SQLException {
        Sql.run(connection, "update claim_pair set barred_until = ? where giver = ? and receiver = ?", until,
                claim.giver().value(), claim.receiver().value());
    }

    /** What was reported of the order that is named so, as far as it bears on a claim. */
    Evidence evidence(ShopId giver, Claim.Click click, ClaimedName name) throws SQLException {
        return evidence(giver, click, name, List.of());
    }

    /**
     * The same, where this transaction has yet to write what it decided on some orders.
     *
     * @param moved these orders as they will be; others may be among them
     */
    Evidence evidence(ShopId giver, Claim.Click click, ClaimedName name, List<Evidence.Order> moved)
            throws SQLException {
        int receiver = name.receiver().value();
        List<StoredOrder> orders = Sql.list(connection, NAMED, row -> {
            UUID id = row.uuid("id");
            return new StoredOrder(id, ports.orders().apply(connection).facts(id,
                    new OrderRef(name.receiver(), row.text("reference"))));
        }, receiver, name.text(), receiver, name.text(), name.firstDay(), name.lastDay(), ORDERS_OF_NAME_MAX);
        Map<UUID, OrderBooks> books = orders.isEmpty()
                ? Map.of()
                : ports.commissions().apply(connection).load(orders);
        Map<UUID, Evidence.Order> all = new HashMap<>();
        orders.forEach(order -> all.put(order.id(), new Evidence.Order(order.facts(),
                books.getOrDefault(order.id(), OrderBooks.none(order.id(), name.receiver())))));
        moved.forEach(order -> all.put(order.books().orderId(), order));
        return Evidence.of(giver, click, name, all.values());
    }

    Optional<Terms> terms(ShopId receiver, ShopId giver, int version) {
        return ports.terms().apply(connection).version(receiver, giver, version);
    }

    /** What silence may book for a claim. */
    SilencePrice price(Claim claim, Instant now) throws SQLException {
        int giver = claim.giver().value();
        int receiver = claim.receiver().value();
        Terms terms = terms(claim.receiver(), claim.giver(), claim.click().termsVersion())
                .orElseThrow(() -> new SQLException("the terms of claim " + claim.id() + " are gone"));
        String currency = terms.currency().code();
        Long median = Sql.one(connection, MEDIAN, row -> Optional.ofNullable(row.bigintOrNull("median")), giver,
                receiver, currency, now.minus(ClaimLimits.MEDIAN_OF)).orElse(null);
        boolean isTaken = Sql.one(connection, TAKEN, row -> row.bool("taken"), receiver,
                SqlClaims.names(connection, claim.name()), claim.id());
        return new SilencePrice(terms.currency(), terms.limits().holdDays(), median, room(claim, terms), isTaken,
                clickUses(claim.click()) >= terms.limits().ordersPerClick());
    }

    private @Nullable Long room(Claim claim, Terms terms) throws SQLException {
        Long capMinor = terms.limits().capMinor();
        if (capMinor == null) {
            return null;
        }
        int giver = claim.giver().value();
        int receiver = claim.receiver().value();
        String currency = terms.currency().code();
        YearMonth month = YearMonth.from(claim.day());
        LocalDate first = month.atDay(1);
        return capMinor - Sql.one(connection, USED_OF_CAP, row -> row.bigint("minor"), receiver, giver, currency,
                first, receiver, giver, currency, first, month.plusMonths(1).atDay(1));
    }
}
