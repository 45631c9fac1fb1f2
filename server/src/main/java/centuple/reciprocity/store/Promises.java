package centuple.reciprocity.store;

import centuple.money.Currency;
import centuple.reciprocity.Promise;
import centuple.shop.VisitValues;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Makes of terms, and of the orders so far, what each receiver promises each giver. Immutable. */
final class Promises {
    /** Conversion to expect before there are orders to tell. */
    private static final double CONVERSION_USUAL = 0.02;
    /** Orders, or visits, by which what is known of others weighs against what is known of these two. */
    private static final double ORDERS_OF_OTHERS = 5;
    private static final double VISITS_OF_OTHERS = 500;

    private final Map<FactsReader.Way, FactsReader.Terms> terms;
    private final Visits visits;
    private final Returns returns;
    private final VisitValues values;

    Promises(Map<FactsReader.Way, FactsReader.Terms> terms, Visits visits, Returns returns) {
        this.terms = terms;
        this.visits = visits;
        this.returns = returns;
        this.values = VisitValues.of(terms.values().stream().filter(each -> !each.over())
                .map(each -> new VisitValues.Declared(each.currency(), each.visitValueMinor())).toList());
    }

    /** The currency in which a way is reckoned: of its terms, else of the terms the other way, else the giver's own. */
    Currency currency(FactsReader.Way way, Currency ofGiver) {
        FactsReader.Terms own = terms.get(way);
        FactsReader.Terms other = terms.get(way.reversed());
        return own != null ? own.currency() : other != null ? other.currency() : ofGiver;
    }

    /** Whether what goes this way can be reckoned in that currency; nothing is ever converted. */
    boolean comparable(FactsReader.Way way, Currency currency) {
        FactsReader.Terms own = terms.get(way);
        return own == null || own.currency().equals(currency);
    }

    Promise of(FactsReader.Way way, Currency currency) {
        FactsReader.Terms own = comparable(way, currency) ? terms.get(way) : null;
        Long declared = own == null ? null : own.visitValueMinor();
        long value = values.minor(currency, declared);
        return own != null && own.paid()
                ? commission(way, currency, declared, value)
                : Promise.visits(value, conversion(way));
    }

    /** Where nothing is declared for a commission, its visits are worth what the usual conversion makes of an order. */
    private Promise commission(FactsReader.Way way, Currency currency, @Nullable Long declared, long value) {
        Promise.Order order = order(way, currency, value);
        boolean known = declared != null || values.isKnown(currency);
        return Promise.commission(known ? value : Math.round(order.meanMinor() * conversion(way)), order);
    }

    /** The commission on an order: of these two, then of the receiver, then of the exchange. */
    private Promise.Order order(FactsReader.Way way, Currency currency, long value) {
        double guess = value / CONVERSION_USUAL;
        Moments exchange = Moments.GUESS.times(guess).and(returns.ofExchange(currency), 1);
        Moments receiver = exchange.and(returns.ofReceiver(way, currency), ORDERS_OF_OTHERS);
        Moments pair = receiver.and(returns.of(way, currency), ORDERS_OF_OTHERS);
        return new Promise.Order(Math.max(1, pair.mean),
                Math.max(1, pair.square / (Math.max(1, pair.mean) * Math.max(1, pair.mean))));
    }

    /** Orders per visit of what others send to the same receiver. */
    private double conversion(FactsReader.Way way) {
        double others = visits.ripeOfOthers(way);
        return (returns.ofOthers(way) + VISITS_OF_OTHERS * CONVERSION_USUAL) / (others + VISITS_OF_OTHERS);
    }

    /** Mean and mean square of a commission. */
    private record Moments(double mean, double square) {
        /** As long as no order is known, its worth is known badly: the spread of a guess is twice the usual. */
        static final Moments GUESS = new Moments(1, 2 * Promise.Order.SPREAD_USUAL);

        Moments times(double factor) {
            return new Moments(mean * factor, square * factor * factor);
        }

        Moments and(Returns.Orders seen, double weight) {
            return new Moments((seen.netMinor() + weight * mean) / (seen.paying() + weight),
                    (seen.squares() + weight * square) / (seen.paying() + weight));
        }
    }
}
