package centuple.shop.domain;

import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A host that a shop claims. Immutable.
 *
 * @param id time-ordered
 * @param shop who claims it
 * @param name the host and what it is for
 * @param challenge what the proof must name
 * @param claimedAt when it was claimed
 * @param standing what is known of the proof
 */
public record Domain(UUID id, ShopId shop, Name name, String challenge, Instant claimedAt, Standing standing) {
    /** Hosts one shop may claim. */
    public static final int DOMAINS_PER_SHOP_MAX = 100;

    /** The same host with other standing. */
    public Domain with(Standing other) {
        return new Domain(id, shop, name, challenge, claimedAt, other);
    }

    /**
     * Which host, and what for.
     *
     * @param host in the one form of {@link Hosts}
     * @param kind what it is for
     */
    public record Name(String host, DomainKind kind) {
    }

    /** Whether the shop owns the host. */
    public sealed interface Standing {
        /** Claimed, but not proven yet. */
        Standing CLAIMED = new Claimed();
    }

    /** Claimed, but not proven yet. */
    public record Claimed() implements Standing {
    }

    /**
     * Proven.
     *
     * @param method how
     * @param since when it was proven first
     * @param checkedOn the day of the last check; null before the first daily one
     * @param failedDays days in a row on which the check has failed
     */
    public record Proven(ProofMethod method, Instant since, @Nullable LocalDate checkedOn, int failedDays)
            implements
                Standing {
    }

    /**
     * Was proven, but could not be for a week: links to it are paused until it is again.
     *
     * @param since when that was noticed
     */
    public record Lost(Instant since) implements Standing {
    }
}
