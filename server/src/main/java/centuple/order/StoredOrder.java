package centuple.order;

import java.util.UUID;

/**
 * An order as it lies in the store.
 *
 * @param id ours, drawn when its first fact arrived
 * @param facts all that was reported of it
 * @param isFollowed whether anything else, such as a claim, may stand on its receiver's orders; true where nobody asked
 */
public record StoredOrder(UUID id, OrderFacts facts, boolean isFollowed) {
    public StoredOrder(UUID id, OrderFacts facts) {
        this(id, facts, true);
    }
}
