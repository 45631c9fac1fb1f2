package centuple.attribution;

import centuple.ledger.Proof;
import centuple.shop.ShopId;

import java.util.List;

/** Whom an order is owed to, or why to nobody. */
public sealed interface Attribution {
    /**
     * The order came from a giver.
     *
     * @param giver who sent the visitor on last
     * @param termsVersion of the receiver's terms for that giver
     * @param proof what shows it
     * @param hops earlier givers, the first one first
     */
    record Attributed(ShopId giver, int termsVersion, Proof proof, List<ShopId> hops) implements Attribution {
        public Attributed {
            hops = List.copyOf(hops);
        }
    }

    /** The order is nobody's. */
    record Unattributed(UnattributedReason reason) implements Attribution {
    }
}
