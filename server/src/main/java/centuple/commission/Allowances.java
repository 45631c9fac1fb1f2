package centuple.commission;

import centuple.money.Currency;
import centuple.shop.ShopId;

import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The shared limits orders draw on, as one open transaction sees them: what stands booked on each cap meter, and how
 * many orders each click is paid for. Each decision is applied here before the next one is made. Not thread-safe.
 */
public final class Allowances {
    private final Map<Meter, Long> bookedMinor;
    private final Map<String, Integer> clickOrders;

    /** Starts from these; what is not named is zero. */
    public Allowances(Map<Meter, Long> bookedMinor, Map<String, Integer> clickOrders) {
        this.bookedMinor = new HashMap<>(bookedMinor);
        this.clickOrders = new HashMap<>(clickOrders);
    }

    /** What stands booked on the meter; minor units. */
    public long bookedMinor(Meter key) {
        return bookedMinor.getOrDefault(key, 0L);
    }

    /** How many orders the click is paid for. */
    public int clickOrders(String clickId) {
        return clickOrders.getOrDefault(clickId, 0);
    }

    /** Makes room for the next decision to see this one. */
    public void apply(CommissionDecision decision) {
        for (CommissionDecision.MeterChange change : decision.meterChanges()) {
            bookedMinor.merge(change.key(), change.deltaMinor(), Math::addExact);
        }
        for (CommissionDecision.ClickChange change : decision.clickChanges()) {
            clickOrders.merge(change.clickId(), change.delta(), Math::addExact);
        }
    }

    /**
     * The meter a cap is read on: what stands booked between two shops for orders placed in one calendar month (UTC)
     * under
     * terms that have a cap.
     */
    public record Meter(ShopId receiver, ShopId giver, Currency currency, YearMonth month)
            implements
                Comparable<Meter> {
        private static final Comparator<Meter> ORDER = Comparator.comparing(Meter::receiver)
                .thenComparing(Meter::giver).thenComparing(key -> key.currency().code()).thenComparing(Meter::month);

        /** One order for everybody, so that locks are always taken in it. */
        @Override
        public int compareTo(Meter other) {
            return ORDER.compare(this, other);
        }
    }
}
