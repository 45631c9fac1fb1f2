package centuple.routing;

import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A key by which the pages of a shop ask for suggestions. It is no secret: everybody who opens the page can read it.
 * What it opens is limited by origin and by rate, and discloses nothing but suggestions.
 *
 * @param id time-ordered
 * @param shop whose pages
 * @param text as pages send it
 * @param name what the shop calls it
 * @param origins of the pages that may use it, such as {@code https://shop.example}
 * @param use when it was made and revoked
 */
public record PublishableKey(UUID id, ShopId shop, String text, String name, List<String> origins, Use use) {
    /** Keys of one shop that are not revoked. */
    public static final int KEYS_PER_SHOP_MAX = 20;
    /** Origins of one key. */
    public static final int ORIGINS_MAX = 20;
    /** Characters of a name. */
    public static final int NAME_CHARS_MAX = 100;
    /** What an origin looks like: https, or plain http on this machine for trials. */
    public static final Pattern ORIGIN = Pattern.compile(
            "https://[a-z0-9.-]{1,253}(:[0-9]{1,5})?|http://(localhost|127\\.0\\.0\\.1)(:[0-9]{1,5})?");

    private static final String PREFIX = "ctp_pub_";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int DRAWN_CHARS = 32;

    public PublishableKey {
        origins = List.copyOf(origins);
    }

    /** A new text. */
    public static String draw(RandomGenerator random) {
        StringBuilder text = new StringBuilder(PREFIX);
        for (int i = 0; i < DRAWN_CHARS; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** Whether a page of that origin may use it. */
    public boolean allows(String origin) {
        return origins.contains(origin);
    }

    /**
     * The life of a key.
     *
     * @param revokedAt from when it works no more; null while it does
     */
    public record Use(Instant createdAt, @Nullable Instant revokedAt) {
    }
}
