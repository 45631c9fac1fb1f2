package centuple.attribution;

import centuple.attribution.Attribution.Attributed;
import centuple.attribution.AttributionResult.Refusal;
import centuple.ledger.Proof;
import centuple.order.OrderFact.Snapshot;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One version of an order with its marks judged: tokens, coupons, and days of givers.
 *
 * @param eligible all that would count, the best first: tokens, then coupons, then days
 * @param refusals marks of known givers that did not count
 * @param reasons why what it carried did not count
 */
record MarkedVersion(Snapshot snapshot, List<Attributed> eligible, List<Refusal> refusals,
        List<UnattributedReason> reasons) {
    MarkedVersion {
        eligible = List.copyOf(eligible);
        refusals = List.copyOf(refusals);
        reasons = List.copyOf(reasons);
    }

    long number() {
        return snapshot.version();
    }

    /** Whom the version by itself names; null when nobody. */
    @Nullable
    Attributed winner() {
        return eligible.isEmpty() ? null : eligible.getFirst();
    }

    /** How strong a proof is: 0 is the strongest. One counts only where no version has a stronger one. */
    static int rank(Proof proof) {
        return switch (proof) {
            case Proof.Click _ -> 0;
            case Proof.Coupon _ -> 1;
            case Proof.GiverDay _ -> 2;
            case Proof.Claim _ -> throw new IllegalArgumentException("an order carries no claim");
        };
    }
}
