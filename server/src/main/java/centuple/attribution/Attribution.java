package centuple.attribution;

import centuple.ledger.Proof;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Whom an order is owed to, or why to nobody. */
public sealed interface Attribution {
    /**
     * The order came from a giver.
     *
     * @param terms the receiver's terms for that giver which the click froze, or which were in force for a coupon or
     * on a giver's day
     * @param proof what shows it
     * @param hops earlier givers, the first one first; of a coupon or day none
     * @param origin the first giver, where it has a share of its own: another shop than the last giver, and the
     * seller's partner when the click was made; null otherwise
     * @param placedAt when the order was placed, by the snapshot that decided
     */
    record Attributed(Terms terms, Proof proof, List<ShopId> hops, @Nullable ShopId origin,
            Instant placedAt) implements Attribution {
        public Attributed {
            hops = List.copyOf(hops);
        }

        /** Who sent the visitor on last. */
        public ShopId giver() {
            return terms.giver();
        }

        /** Whether another attribution stands on the same click, coupon or day of the same giver. */
        public boolean sameProof(@Nullable Attributed other) {
            return other != null && giver().equals(other.giver()) && proof.equals(other.proof);
        }
    }

    /** The order is nobody's. */
    record Unattributed(UnattributedReason reason) implements Attribution {
    }
}
