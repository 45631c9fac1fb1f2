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
 * @param refusals tokens and coupons of known givers that did not count
 */
public record Outcome(@Nullable Basis basis, @Nullable UnattributedReason reason, @Nullable Instant finalAt,
        @Nullable String clickUsed, Set<OrderFlag> flags, List<AttributionResult.Attempt> attempts,
        List<AttributionResult.Refusal> refusals) {
    public Outcome {
        flags = Set.copyOf(flags);
        attempts = List.copyOf(attempts);
        refusals = List.copyOf(refusals);
    }
}
