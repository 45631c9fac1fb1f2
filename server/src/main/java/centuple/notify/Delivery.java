package centuple.notify;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * One message to one endpoint. Its id is the same in every attempt.
 *
 * @param id its id
 * @param endpoint to which
 * @param what the event, or the ping
 * @param inOrder whether it holds up the events behind it; a ping or a repetition does not, and is tried once
 * @param state what became of it
 * @param tries how it was tried
 * @param createdAt when it was first to be sent
 */
public record Delivery(UUID id, UUID endpoint, What what, boolean inOrder, DeliveryState state, Tries tries,
        Instant createdAt) {
    /** The kind of message that tells of nothing. */
    public static final String PING = "webhook.ping";

    /**
     * What it tells.
     *
     * @param position of the event; null for a ping
     * @param kind of the event
     * @param at when it happened
     */
    public record What(@Nullable Long position, String kind, Instant at) {
    }

    /**
     * How it was tried.
     *
     * @param count attempts; a resumed endpoint begins anew
     * @param firstAt when the first of them was; null before it
     * @param lastAt when the last one was; null before the first
     * @param status what the receiver answered last; null where it did not
     * @param error why the last one failed; empty where it did not
     * @param deliveredAt when the receiver took it; null where it did not yet
     */
    public record Tries(int count, @Nullable Instant firstAt, @Nullable Instant lastAt, @Nullable Integer status,
            String error, @Nullable Instant deliveredAt) {
        /** Not tried. */
        public static final Tries NONE = new Tries(0, null, null, null, "", null);
    }
}
