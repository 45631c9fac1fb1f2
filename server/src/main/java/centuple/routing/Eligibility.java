package centuple.routing;

import org.jspecify.annotations.Nullable;

/**
 * Who may be asked for a visitor: steps that can be read aloud, the first one not passed being the reason. Stateless.
 *
 * <p>The steps stand in one method rather than in a list of functions: over a thousand candidates the calls would cost
 * more than the decision.
 */
final class Eligibility {
    private Eligibility() {
    }

    /** Whether anybody at all may be asked: the giver's own feed has it, and cannot serve this visitor. */
    static @Nullable Ineligible look(Question question) {
        return switch (question.standing()) {
            case ABSENT -> Ineligible.NOT_IN_OWN_FEED;
            case SERVES -> Ineligible.GIVER_CAN_SERVE;
            case CANNOT_SERVE -> null;
        };
    }

    /**
     * Whether one partner may be asked.
     *
     * @param offer what its feed says, in the bits of {@link Candidates}
     * @param ownWorthMinor what such a visitor is worth to the giver itself
     */
    static @Nullable Ineligible look(int offer, Partner partner, double ownWorthMinor) {
        if ((offer & Candidates.IN_STOCK) == 0) {
            return Ineligible.NOT_IN_STOCK;
        }
        if ((offer & Candidates.DELIVERED) == 0) {
            return Ineligible.NOT_DELIVERED_THERE;
        }
        if ((offer & Candidates.PAGE_PROVEN) == 0) {
            return Ineligible.PAGE_NOT_PROVEN;
        }
        if (partner.termsVersion() == 0) {
            return Ineligible.NO_TERMS;
        }
        if (!partner.pair().isOpen()) {
            return Ineligible.PAIR_PAUSED;
        }
        if (partner.pair().isCapReached()) {
            return Ineligible.CAP_REACHED;
        }
        return partner.isWorth(ownWorthMinor) ? null : Ineligible.NOT_WORTH_IT;
    }
}
