package centuple.routing;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A decision as it is kept. Immutable.
 *
 * @param id as {@code click.SuggestedLink} makes it; its click carries the same
 * @param at when, to the millisecond
 * @param arm whether the visitor was shown what was drawn
 * @param suggested what was decided
 */
public record LoggedDecision(UUID id, Instant at, Arm arm, Suggested suggested) {
    /** What a visitor was shown of a decision. */
    public enum Arm {
        /** What was drawn. */
        SHOWN,
        /** Nothing, to learn what would have happened without; looks like nobody eligible. */
        HELD_OUT;

        private final String wire = name().toLowerCase(Locale.ROOT);

        /** As it is kept: {@code held_out}. */
        public String wire() {
            return wire;
        }
    }
}
