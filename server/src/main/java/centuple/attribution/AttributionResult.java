package centuple.attribution;

import centuple.ledger.Proof;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What attribution says of an order, and what it leaves to tell the givers.
 *
 * @param attribution whom the order is owed to
 * @param finalAt from when on nothing that arrives can change it: the end of the hold; null until the order was paid
 * @param attempts what later versions would have changed, had they been allowed to
 * @param refusals tokens, coupons and days of known givers that do not count, each with the reason
 */
public record AttributionResult(Attribution attribution, @Nullable Instant finalAt, List<Attempt> attempts,
        List<Refusal> refusals) {
    public AttributionResult {
        attempts = List.copyOf(attempts);
        refusals = List.copyOf(refusals);
    }

    /**
     * A version of the order that would move or remove the attribution. It changes nothing; the giver is shown it.
     *
     * @param version the snapshot's version
     * @param kind what it would have done
     * @param other the giver it names instead; null when it names none
     */
    public record Attempt(long version, Kind kind, @Nullable ShopId other) {
        /** What it would have done. */
        public enum Kind {
            /** It carries another eligible mark. */
            MOVE,
            /** It carries no eligible mark any more. */
            REMOVE,
            /** It carries an eligible mark, but arrived after the hold. */
            TOO_LATE
        }
    }

    /**
     * A token, coupon or day that did not count; its giver may see this.
     *
     * @param giver whose it is
     * @param proof the click, coupon or day
     * @param reason why not
     */
    public record Refusal(ShopId giver, Proof proof, UnattributedReason reason) {
    }
}
