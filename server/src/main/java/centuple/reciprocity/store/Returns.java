package centuple.reciprocity.store;

import centuple.money.Currency;
import centuple.platform.sql.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Orders that visits led to, and the commission owed for them. Immutable. */
final class Returns {
    /**
     * Of each commission all that stands booked: with the fee, and with what the first giver of a chain has. Not of
     * sales that were brought from another program: the visits behind them were never given here.
     */
    private static final String ORDERS = """
            select giver, receiver, currency, count(*) filter (where state <> 'REVERSED') as orders,
                sum(booked_minor)::bigint as net, count(*) filter (where booked_minor > 0) as paying,
                sum(booked_minor::float8 * booked_minor) as squares
            from commission c where not exists (select from moved_sale m where m.order_id = c.order_id)
            group by giver, receiver, currency
            """;
    /** Orders with a click's token between shops without terms: nothing is owed, but somebody bought. */
    private static final String WITHOUT_TERMS = """
            select r.giver, b.receiver, count(*) as orders
            from order_refusal r join order_books b using (order_id)
            where b.unattributed_reason = 'UNKNOWN_TERMS' group by r.giver, b.receiver
            """;
    private static final String REPORTERS = """
            select id as receiver from shop s where exists (select from shop_order o where o.receiver = s.id)
            """;

    private final Map<FactsReader.Way, Orders> orders = new HashMap<>();
    private final Map<FactsReader.Way, Orders> ofReceiver = new HashMap<>();
    private final Map<Integer, Long> countOfReceiver = new HashMap<>();
    private final Map<String, Orders> ofExchange = new HashMap<>();
    private final Set<Integer> reporters = new HashSet<>();

    private Returns() {
    }

    /**
     * Orders one way.
     *
     * @param count orders that stand
     * @param netMinor commission that stands
     * @param paying orders for which any stands
     * @param squares sum of the squares of their commissions
     */
    record Orders(long count, long netMinor, long paying, double squares) {
        static final Orders NONE = new Orders(0, 0, 0, 0);

        Orders plus(Orders other) {
            return new Orders(count + other.count, netMinor + other.netMinor, paying + other.paying,
                    squares + other.squares);
        }
    }

    static Returns read(Connection connection) throws SQLException {
        Returns all = new Returns();
        Sql.each(connection, ORDERS, row -> {
            var way = new FactsReader.Way(row.integer("giver"), row.integer("receiver"), row.text("currency"));
            all.add(way, new Orders(row.bigint("orders"), row.bigint("net"), row.bigint("paying"),
                    row.real("squares")));
            return way;
        }, _ -> {
        });
        Sql.each(connection, WITHOUT_TERMS, row -> {
            var way = new FactsReader.Way(row.integer("giver"), row.integer("receiver"), "");
            all.add(way, new Orders(row.bigint("orders"), 0, 0, 0));
            return way;
        }, _ -> {
        });
        Sql.each(connection, REPORTERS, row -> all.reporters.add(row.integer("receiver")), _ -> {
        });
        return all;
    }

    private void add(FactsReader.Way way, Orders more) {
        orders.merge(way, more, Orders::plus);
        if (!way.currency().isEmpty()) {
            orders.merge(anyCurrency(way), more, Orders::plus);
        }
        ofReceiver.merge(new FactsReader.Way(0, way.receiver(), way.currency()), more, Orders::plus);
        countOfReceiver.merge(way.receiver(), more.count(), Long::sum);
        ofExchange.merge(way.currency(), more, Orders::plus);
    }

    private static FactsReader.Way anyCurrency(FactsReader.Way way) {
        return new FactsReader.Way(way.giver(), way.receiver(), "");
    }

    /** Orders of any currency, and the commission in that one. */
    Orders of(FactsReader.Way way, Currency currency) {
        Orders own = orders.getOrDefault(way.in(currency), Orders.NONE);
        return new Orders(count(way), own.netMinor(), own.paying(), own.squares());
    }

    private long count(FactsReader.Way way) {
        return orders.getOrDefault(anyCurrency(way), Orders.NONE).count();
    }

    /** Orders that a shop received from all givers, in that currency. */
    Orders ofReceiver(FactsReader.Way way, Currency currency) {
        return ofReceiver.getOrDefault(new FactsReader.Way(0, way.receiver(), currency.code()), Orders.NONE);
    }

    /** Orders of the whole exchange in that currency. */
    Orders ofExchange(Currency currency) {
        return ofExchange.getOrDefault(currency.code(), Orders.NONE);
    }

    /** Orders a shop received but from that giver. */
    long ofOthers(FactsReader.Way way) {
        return countOfReceiver.getOrDefault(way.receiver(), 0L) - count(way);
    }

    /** Whether a shop ever reported an order. */
    boolean reports(int shop) {
        return reporters.contains(shop);
    }
}
