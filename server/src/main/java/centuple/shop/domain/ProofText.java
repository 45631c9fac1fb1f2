package centuple.shop.domain;

import centuple.shop.ShopId;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a proof says: this exchange, this shop, this random challenge. Written as {@code exchange=https://...
 * shop=shop_...
 * challenge=...} in a TXT record or meta tag, and with the same three names in the file.
 *
 * @param exchange the exchange's public address
 * @param shop the shop that claims the host
 * @param challenge random, given for this claim
 */
public record ProofText(String exchange, ShopId shop, String challenge) {
    private static final int CHALLENGE_BYTES = 16;

    /** A new challenge: 32 hex digits. */
    public static String nextChallenge(RandomGenerator random) {
        byte[] bytes = new byte[CHALLENGE_BYTES];
        random.nextBytes(bytes);
        return java.util.HexFormat.of().formatHex(bytes);
    }

    /** Reads the written form; words it does not know are passed over. */
    public static Optional<ProofText> parse(String text) {
        Map<String, String> words = new HashMap<>();
        for (String word : text.strip().split("\\s+")) {
            int equals = word.indexOf('=');
            if (equals > 0 && words.putIfAbsent(word.substring(0, equals), word.substring(equals + 1)) != null) {
                return Optional.empty();
            }
        }
        return of(words.get("exchange"), words.get("shop"), words.get("challenge"));
    }

    /** From its three parts; empty when one is missing or no shop. */
    public static Optional<ProofText> of(@org.jspecify.annotations.Nullable String exchange,
            @org.jspecify.annotations.Nullable String shop, @org.jspecify.annotations.Nullable String challenge) {
        if (exchange == null || shop == null || challenge == null) {
            return Optional.empty();
        }
        return ShopId.parse(shop).map(id -> new ProofText(exchange, id, challenge));
    }

    @Override
    public String toString() {
        return "exchange=" + exchange + " shop=" + shop + " challenge=" + challenge;
    }
}
