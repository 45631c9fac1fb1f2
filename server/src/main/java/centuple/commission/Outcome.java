package centuple.commission;

import centuple.attribution.AttributionResult;
import centuple.attribution.UnattributedReason;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What the latest decision said of an order, kept so that the next one tells only what is new.
 *
 * @param basis whom it is owed to; null when unattributed, or when no snapshot is known
 * @param reason why it is owed to nobody; null when attributed, or when no snapshot is known
 * @param finalAt from when on its attribution stands for good; null until paid
 * @param clickUsed the click it is paid for; null when none
 * @param flags what a person should look at
 * @param attempts later versions that would have changed the attribution
 * @param refusals tokens, coupons and days of known givers that did not count
 */
public record Outcome(@Nullable Basis basis, @Nullable UnattributedReason reason, @Nullable Instant finalAt,
        @Nullable String clickUsed, Set<Flag> flags, List<AttributionResult.Attempt> attempts,
        List<AttributionResult.Refusal> refusals) {
    public Outcome {
        flags = Set.copyOf(flags);
        attempts = List.copyOf(attempts);
        refusals = List.copyOf(refusals);
    }

    /** Something about an order that a person should look at; none of them stops the books. */
    public enum Flag {
        /** More was refunded than was bought; the target stops at zero. */
        REFUND_BEYOND_ORDER,
        /** A refund waits: it is in another currency and names neither line nor quantity. */
        REFUND_IN_OTHER_CURRENCY,
        /** A refund waits: it names a line that the order does not have. */
        REFUND_OF_UNKNOWN_LINE,
        /** The order's discount is more than its lines. */
        DISCOUNT_BEYOND_ORDER,
        /** The pair's cap cut the commission. */
        CAPPED,
        /**
         * The order is in another currency than its terms, and nothing is converted: flat rates and capped terms pay
         * 0.
         */
        TERMS_IN_OTHER_CURRENCY
    }
}
