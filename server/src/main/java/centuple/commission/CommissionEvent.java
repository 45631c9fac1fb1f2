package centuple.commission;

import centuple.attribution.AttributionResult;
import centuple.attribution.UnattributedReason;
import centuple.commission.Outcome.Flag;
import centuple.ledger.Proof;
import centuple.money.Currency;
import centuple.shop.ShopId;

import java.util.UUID;

/** Something a decision tells. The receiver may read all of its orders' events, a giver those that name it. */
public sealed interface CommissionEvent {
    /** The order is owed to a giver, for the first time or anew. */
    record Attributed(Basis basis) implements CommissionEvent {
    }

    /** A part of what the order owes is this shop's, which sent the visitor first. */
    record Shared(ShopId origin) implements CommissionEvent {
    }

    /** The order is owed to nobody. */
    record Unattributed(UnattributedReason reason) implements CommissionEvent {
    }

    /** A giver's token, coupon or day did not count. */
    record Refused(ShopId giver, Proof proof, UnattributedReason reason) implements CommissionEvent {
    }

    /** A version of the order would have moved or removed the attribution to this giver. */
    record Attempted(ShopId giver, AttributionResult.Attempt attempt) implements CommissionEvent {
    }

    /**
     * More stands booked for a creditor than before.
     *
     * @param amountMinor by how much, minor units
     */
    record Booked(UUID commissionId, ShopId creditor, Currency currency, long amountMinor) implements CommissionEvent {
    }

    /**
     * Less stands booked for a creditor than before.
     *
     * @param amountMinor by how much, minor units
     */
    record Reversed(UUID commissionId, ShopId creditor, Currency currency,
            long amountMinor) implements CommissionEvent {
    }

    /** Something about the order that a person should look at. */
    record Flagged(Flag flag) implements CommissionEvent {
    }
}
