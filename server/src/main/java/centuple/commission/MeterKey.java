package centuple.commission;

import centuple.money.Currency;
import centuple.shop.ShopId;

import java.time.YearMonth;
import java.util.Comparator;

/**
 * The meter a cap is read on: what stands booked between two shops for orders placed in one calendar month (UTC) under
 * terms that have a cap.
 */
public record MeterKey(ShopId receiver, ShopId giver, Currency currency, YearMonth month)
        implements
            Comparable<MeterKey> {
    private static final Comparator<MeterKey> ORDER = Comparator.comparing(MeterKey::receiver)
            .thenComparing(MeterKey::giver).thenComparing(key -> key.currency().code()).thenComparing(MeterKey::month);

    /** One order for everybody, so that locks are always taken in it. */
    @Override
    public int compareTo(MeterKey other) {
        return ORDER.compare(this, other);
    }
}
