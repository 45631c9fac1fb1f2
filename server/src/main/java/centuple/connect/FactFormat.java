package centuple.connect;

import centuple.order.OrderReport;
import centuple.shop.ShopId;

import java.time.Instant;
import java.util.Map;

/** Port: the strict reader of our own order format. Thread-safe. */
@FunctionalInterface
public interface FactFormat {
    /**
     * Reads one fact.
     *
     * @param fact as {@link FactDraft} writes it
     * @param at when it arrived
     * @throws UnreadableException with all that is wrong in it
     */
    OrderReport read(Map<String, Object> fact, ShopId shop, Instant at);
}
