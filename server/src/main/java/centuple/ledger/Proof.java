package centuple.ledger;

import java.time.LocalDate;
import java.util.UUID;

/** Why a giver is owed for an order. */
public sealed interface Proof {
    /**
     * A signed click token that the order carried.
     *
     * @param clickId the public form, {@code clk_...}
     */
    record Click(String clickId) implements Proof {
    }

    /** A coupon that the receiver honours for the giver. */
    record Coupon(String code) implements Proof {
    }

    /** Identifier-free: the giver and the day it sent the visitor. */
    record GiverDay(LocalDate day) implements Proof {
    }

    /** A missing-sale claim that was granted. */
    record Claim(UUID claimId) implements Proof {
    }
}
