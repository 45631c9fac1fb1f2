package centuple.shop;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Ids as the API writes them: a prefix that says of what, and the 32 hex digits of a time-ordered UUID. Stateless. */
public final class PublicId {
    public static final String API_KEY = "key_";
    public static final String DOMAIN = "dom_";
    public static final String PARTNERSHIP = "par_";
    public static final String LINK = "lnk_";
    public static final String DECISION = "dec_";
    public static final String WEBHOOK = "whk_";
    public static final String MESSAGE = "msg_";
    public static final String INBOX_EVENT = "inb_";

    private static final int HEX_DIGITS = 32;

    private PublicId() {
    }

    /** The public form. */
    public static String of(String prefix, UUID id) {
        HexFormat hex = HexFormat.of();
        return prefix + hex.toHexDigits(id.getMostSignificantBits()) + hex.toHexDigits(id.getLeastSignificantBits());
    }

    /** Reads the public form; empty when it has another prefix or is anything else. */
    public static Optional<UUID> parse(String prefix, String text) {
        if (text.length() != prefix.length() + HEX_DIGITS || !text.startsWith(prefix)) {
            return Optional.empty();
        }
        int middle = prefix.length() + HEX_DIGITS / 2;
        for (int i = prefix.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return Optional.empty();
            }
        }
        return Optional.of(new UUID(HexFormat.fromHexDigitsToLong(text, prefix.length(), middle),
                HexFormat.fromHexDigitsToLong(text, middle, text.length())));
    }

    /** A new UUID of version 7 (RFC 9562): its order is the order of time, to the millisecond. */
    public static UUID next(Instant now, RandomGenerator random) {
        long high = now.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
