package centuple.click;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA-256 (RFC 2104) under one key.
 *
 * <p>The two padded key blocks are hashed once; a tag starts from copies of these states. That halves the work of a
 * short message against {@code javax.crypto.Mac} and needs no object per thread: immutable, safe for all threads.
 */
final class HmacSha256 {
    static final int TAG_BYTES = 32;
    private static final int BLOCK_BYTES = 64;

    private final MessageDigest inner;
    private final MessageDigest outer;

    /** Takes a key of any length; longer ones than a block are hashed first, as the RFC says. */
    HmacSha256(byte[] key) {
        byte[] block = Arrays.copyOf(key.length > BLOCK_BYTES ? sha256().digest(key) : key, BLOCK_BYTES);
        inner = keyed(block, 0x36);
        outer = keyed(block, 0x5c);
        Arrays.fill(block, (byte) 0);
    }

    /** The whole tag of the first {@code lengthBytes} bytes. */
    byte[] tag(byte[] message, int lengthBytes) {
        byte[] tag = new byte[TAG_BYTES];
        try {
            MessageDigest digest = (MessageDigest) inner.clone();
            digest.update(message, 0, lengthBytes);
            digest.digest(tag, 0, TAG_BYTES);
            digest = (MessageDigest) outer.clone();
            digest.update(tag, 0, TAG_BYTES);
            digest.digest(tag, 0, TAG_BYTES);
        } catch (CloneNotSupportedException | DigestException e) {
            throw new IllegalStateException("SHA-256 of this JDK cannot be copied", e);
        }
        return tag;
    }

    /** The whole tag of a message. */
    byte[] tag(byte[] message) {
        return tag(message, message.length);
    }

    private static MessageDigest keyed(byte[] block, int pad) {
        MessageDigest digest = sha256();
        for (byte b : block) {
            digest.update((byte) (b ^ pad));
        }
        return digest;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
