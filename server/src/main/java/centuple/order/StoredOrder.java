package centuple.order;

import java.util.UUID;

/**
 * An order as it lies in the store.
 *
 * @param id ours, drawn when its first fact arrived
 * @param facts all that was reported of it
 */
public record StoredOrder(UUID id, OrderFacts facts) {
}
