package centuple.routing;

import centuple.link.Pair;
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
     * Whether one partner may be asked. What it has in stock and delivers there the catalogue has found.
     *
     * @param pageProven whether its page is on a host it has proven, where its terms allow links to lead
     * @param ownWorthMinor what such a visitor is worth to the giver itself
     */
    static @Nullable Ineligible look(Partner partner, boolean pageProven, double ownWorthMinor) {
        if (!pageProven) {
            return Ineligible.PAGE_NOT_PROVEN;
        }
        if (!partner.hasTerms()) {
            return Ineligible.NO_TERMS;
        }
        Pair pair = partner.pair();
        if (!pair.isOpen()) {
            return Ineligible.PAIR_PAUSED;
        }
        if (pair.isCapReached()) {
            return Ineligible.CAP_REACHED;
        }
        return partner.isWorth(ownWorthMinor) ? null : Ineligible.NOT_WORTH_IT;
    }
}
