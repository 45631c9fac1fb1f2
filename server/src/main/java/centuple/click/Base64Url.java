package centuple.click;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Strict base64url without padding: one text per byte string. The JDK's decoder takes texts whose spare bits are not
 * zero, so that two texts would be one token; this one refuses them.
 */
final class Base64Url {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int value = 0; value < ALPHABET.length(); value++) {
            VALUES[ALPHABET.charAt(value)] = (byte) value;
        }
    }

    private Base64Url() {
    }

    /** The bytes, or null when the text is not the canonical form of any, or not in the given range of lengths. */
    static byte @Nullable [] decode(String text, int lengthMin, int lengthMax) {
        int length = text.length();
        if (length < lengthMin || length > lengthMax || length % 4 == 1) {
            return null;
        }
        byte[] bytes = new byte[length * 3 / 4];
        int filled = 0;
        int bits = 0;
        int bitCount = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            int value = c < VALUES.length ? VALUES[c] : -1;
            if (value < 0) {
                return null;
            }
            bits = bits << 6 | value;
            bitCount += 6;
            if (bitCount >= 8) {
                bitCount -= 8;
                bytes[filled++] = (byte) (bits >> bitCount);
                bits &= (1 << bitCount) - 1;
            }
        }
        return bits == 0 ? bytes : null;
    }
}
