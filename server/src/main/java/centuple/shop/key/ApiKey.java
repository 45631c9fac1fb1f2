package centuple.shop.key;

import centuple.shop.Scope;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * An API key without its secret.
 *
 * @param id time-ordered
 * @param owner the shop that holds it; {@link ShopId#EXCHANGE} for the operator
 * @param name what its owner calls it
 * @param scopes what it may do, at least one
 * @param use when it was made, last used and revoked
 */
public record ApiKey(UUID id, ShopId owner, String name, Set<Scope> scopes, Use use) {
    public static final int NAME_CHARS_MAX = 100;
    /** Keys of one owner that are not revoked. */
    public static final int KEYS_PER_OWNER_MAX = 50;

    public ApiKey {
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a key may do at least one thing");
        }
        scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
    }

    /**
     * The life of a key.
     *
     * @param createdAt when it was made
     * @param lastUsedOn the last day (UTC) it was used; null when never
     * @param revokedAt from when it works no more; null while it does
     */
    public record Use(Instant createdAt, @Nullable LocalDate lastUsedOn, @Nullable Instant revokedAt) {
    }
}
