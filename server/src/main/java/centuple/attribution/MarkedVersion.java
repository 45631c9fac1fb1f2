package centuple.attribution;

import centuple.attribution.Attribution.Attributed;
import centuple.attribution.AttributionResult.Refusal;
import centuple.order.OrderFact.Snapshot;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One version of an order with its tokens and coupons judged.
 *
 * @param byToken whom its best eligible token names; null when it has none
 * @param byCoupon whom its first eligible coupon names; null when it has none
 * @param eligible all that would count, with those two among them
 * @param refusals tokens and coupons of known givers that did not count
 * @param reasons why what it carried did not count
 */
record MarkedVersion(Snapshot snapshot, @Nullable Attributed byToken, @Nullable Attributed byCoupon,
        List<Attributed> eligible, List<Refusal> refusals, List<UnattributedReason> reasons) {
    long number() {
        return snapshot.version();
    }

    /** Whom the version by itself names; null when nobody. */
    @Nullable
    Attributed winner() {
        return byToken != null ? byToken : byCoupon;
    }
}
