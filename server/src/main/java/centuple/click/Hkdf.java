package centuple.click;

import java.util.Arrays;

/** HKDF with SHA-256 (RFC 5869): many independent keys out of one secret. */
final class Hkdf {
    private static final int OUTPUT_BYTES_MAX = 255 * HmacSha256.TAG_BYTES;

    private Hkdf() {
    }

    /** The pseudo-random key of a secret, ready to expand. An empty salt means none. */
    static HmacSha256 extract(byte[] salt, byte[] secret) {
        return new HmacSha256(extractBytes(salt, secret));
    }

    /** As {@link #extract}, the plain bytes. */
    static byte[] extractBytes(byte[] salt, byte[] secret) {
        return new HmacSha256(salt).tag(secret);
    }

    /** Key material of 1 to 8,160 bytes for the purpose that {@code info} names. */
    static byte[] expand(HmacSha256 pseudoRandomKey, byte[] info, int lengthBytes) {
        if (lengthBytes < 1 || lengthBytes > OUTPUT_BYTES_MAX) {
            throw new IllegalArgumentException("1 to " + OUTPUT_BYTES_MAX + " bytes, not " + lengthBytes);
        }
        byte[] output = new byte[lengthBytes];
        byte[] previous = {};
        for (int filled = 0, counter = 1; filled < lengthBytes; counter++) {
            byte[] message = Arrays.copyOf(previous, previous.length + info.length + 1);
            System.arraycopy(info, 0, message, previous.length, info.length);
            message[message.length - 1] = (byte) counter;
            previous = pseudoRandomKey.tag(message);
            int taken = Math.min(previous.length, lengthBytes - filled);
            System.arraycopy(previous, 0, output, filled, taken);
            filled += taken;
        }
        return output;
    }
}
