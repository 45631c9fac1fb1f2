package centuple.ledger;

import java.util.UUID;

/** Why a transfer exists: a closed set, so that no cent moves without a reason. */
public sealed interface Cause {
    /**
     * The commission on one line of an order.
     *
     * @param line position of the line in the order, from 0
     */
    record Commission(UUID orderId, int line, int termsVersion, Proof proof) implements Cause {
    }

    /** The exchange's fee on another transfer. */
    record Fee(UUID transferId) implements Cause {
    }

    /** Debts set off around a cycle. */
    record SetOff(UUID clearingId) implements Cause {
    }

    /** A debtor's payment of a statement. */
    record Payment(UUID statementId) implements Cause {
    }

    /** The outcome of a missing-sale claim. */
    record Claim(UUID claimId) implements Cause {
    }
}
