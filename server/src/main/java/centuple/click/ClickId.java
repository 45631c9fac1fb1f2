package centuple.click;

import java.util.HexFormat;

/**
 * The id of one click: 96 random bits, which are also the nonce of its token.
 *
 * Public form: {@code clk_} and 24 lower-case hexadecimal digits. Immutable.
 *
 * @param high the first 64 bits
 * @param low the last 32 bits
 */
public record ClickId(long high, int low) {

    /** Bytes of an id in binary forms, big endian. */
    public static final int LENGTH_BYTES = 12;

    private static final String PREFIX = "clk_";
    private static final int TEXT_LENGTH = PREFIX.length() + 2 * LENGTH_BYTES;
    private static final HexFormat HEX = HexFormat.of();

    /** Reads the public form; throws IllegalArgumentException for anything else, upper case included. */
    public static ClickId parse(String text) {
        if (text.length() != TEXT_LENGTH || !text.startsWith(PREFIX) || !isLowerHex(text)) {
            throw new IllegalArgumentException("not a click id: clk_ and 24 lower-case hexadecimal digits are needed");
        }
        return new ClickId(HexFormat.fromHexDigitsToLong(text, 4, 20), HexFormat.fromHexDigits(text, 20, 28));
    }

    /** The public form. */
    @Override
    public String toString() {
        return PREFIX + HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }

    private static boolean isLowerHex(String text) {
        for (int i = PREFIX.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }
}
