package centuple.commission;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/** Decides what becomes due: pending amounts whose hold is over. Pure. */
public final class HoldOver {
    private HoldOver() {
    }

    /**
     * Decides for one order.
     *
     * @param ids ids for new transfers, ascending
     */
    public static CommissionDecision decide(OrderBooks books, Instant now, Supplier<UUID> ids) {
        throw new UnsupportedOperationException("body follows");
    }
}
