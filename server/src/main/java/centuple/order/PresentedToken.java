package centuple.order;

import centuple.shop.ShopId;

import java.time.Instant;
import java.util.List;

/** A click token an order carried, as verified when it arrived. What did not verify is not kept, only why. */
public sealed interface PresentedToken {
    FoundIn foundIn();

    /**
     * A token that is signed by us for this receiver. Whether it lies in the window is for attribution to say.
     *
     * @param clickId the public form, {@code clk_...}
     * @param giver who sent the visitor on last
     * @param hops earlier givers, the first one first
     */
    record Valid(FoundIn foundIn, String clickId, ShopId giver, int termsVersion, Instant issuedAt,
            List<ShopId> hops) implements PresentedToken {
        public Valid {
            hops = List.copyOf(hops);
        }

        /** The shop the visitor started from. */
        public ShopId origin() {
            return hops.isEmpty() ? giver : hops.getFirst();
        }
    }

    /**
     * Something that did not verify.
     *
     * @param reason such as {@code malformed} or {@code forged}
     */
    record Refused(FoundIn foundIn, Reason reason) implements PresentedToken {
    }

    /** Why a token did not verify. */
    enum Reason {
        MALFORMED, FORGED, UNKNOWN_KEY, EXPIRED, WRONG_RECEIVER
    }
}
