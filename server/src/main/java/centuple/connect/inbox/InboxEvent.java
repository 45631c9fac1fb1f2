package centuple.connect.inbox;

import centuple.connect.Notice;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A message of a platform as it is kept.
 *
 * @param id ours
 * @param from whose and of which platform
 * @param notice which event it is; its id is never empty here
 * @param body the reduced body as JSON; {@code {}} once it is done with
 * @param isPolled whether it was found by asking, not sent by the platform
 * @param attempts how often it was mapped
 * @param arrivedAt when it came
 * @param standing what became of it
 */
public record InboxEvent(UUID id, From from, Notice notice, String body, boolean isPolled, int attempts,
        Instant arrivedAt, Standing standing) {
    /** Characters of a reduced body as it is kept: an order of 500 lines has some 100,000. */
    public static final int BODY_CHARS_MAX = 262_144;

    /** Where it comes from. */
    public record From(ShopId shop, String platform) {
    }

    /**
     * What became of it.
     *
     * @param reason why it was ignored or parked, or what the last attempt met; empty where all is well
     * @param orderReference the platform's name of the order; empty where it named none
     * @param hasMarks whether the order came with what ties it to a partner; null where that is not known
     */
    public record Standing(State state, String reason, String orderReference, @Nullable Boolean hasMarks) {
        /** Characters of a reason. */
        public static final int REASON_CHARS_MAX = 1_000;

        /** Just come. */
        public static final Standing WAITING = new Standing(State.WAITING, "", "");

        /** Without a word of marks. */
        public Standing(State state, String reason, String orderReference) {
            this(state, reason, orderReference, null);
        }

        public Standing {
            reason = cut(reason, REASON_CHARS_MAX);
            orderReference = cut(orderReference, Notice.CHARS_MAX);
        }

        private static String cut(String text, int charsMax) {
            return text.length() <= charsMax ? text : text.substring(0, charsMax);
        }
    }

    /** Where an event stands. */
    public enum State {
        /** To be mapped. */
        WAITING,
        /** Its facts are booked, and what was kept of it is erased. */
        DONE,
        /** It was none of our business; what was kept of it is erased. */
        IGNORED,
        /** It could not be mapped or booked; somebody must look at it. */
        PARKED;

        /** Whether what was kept of it is still there, so that it can be mapped. */
        public boolean isKept() {
            return this == WAITING || this == PARKED;
        }
    }
}
