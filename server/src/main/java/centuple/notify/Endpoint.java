package centuple.notify;

import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * An address of a shop that is told of its events, one after the other.
 *
 * @param id its id
 * @param shop whose it is
 * @param target where it is and what it wants
 * @param state whether it is told at all
 * @param problem what the last attempt met, or why it is disabled; empty where all is well
 * @param signing by which secrets it knows us
 * @param position every wanted event up to here was handed over, or is the one that waits
 * @param nextAt when the event that waits may be tried
 * @param createdAt since when it is there
 */
public record Endpoint(UUID id, ShopId shop, Target target, EndpointState state, String problem, Signing signing,
        long position, Instant nextAt, Instant createdAt) {
    /** Endpoints of one shop. */
    public static final int PER_SHOP_MAX = 10;
    /** Pings and repetitions of one endpoint that wait. */
    public static final int EXTRAS_WAITING_MAX = 20;
    /** Characters of its description. */
    public static final int DESCRIPTION_CHARS_MAX = 200;
    /** How long the secret before signs too, at most. */
    public static final Duration OVERLAP_MAX = Duration.ofDays(7);
    /** The same where nothing is said. */
    public static final Duration OVERLAP_USUAL = Duration.ofHours(24);
    /** How long deliveries that are done with can be looked up and repeated. */
    public static final Duration DELIVERIES_KEPT = Duration.ofDays(30);

    /** Where it is, what it is for in the shop's own words, and what it wants. */
    public record Target(String url, String description, EventFilter filter) {
    }

    /**
     * Its secrets, by number.
     *
     * @param number of the secret in force, from 1
     * @param formerUntil until when the one before signs too; null for not at all
     */
    public record Signing(int number, @Nullable Instant formerUntil) {
        /** Whether the secret before signs too at that time. */
        public boolean hasFormer(Instant now) {
            return formerUntil != null && now.isBefore(formerUntil);
        }

        /** With a new secret in force, and the one of now beside it for a while. */
        public Signing rotated(Instant now, Duration overlap) {
            return new Signing(Math.addExact(number, 1), overlap.isZero() ? null : now.plus(overlap));
        }
    }
}
