package centuple.link;

/** Signs the clicks of one (giver, receiver). Derived once and kept in the link table. Safe for all threads. */
public interface PairSigner {
    /** The master key behind it, 0..255; it is named in the token. */
    int keyId();

    /** The 32-byte HMAC-SHA-256 tag of the first {@code lengthBytes} bytes of the message. */
    byte[] sign(byte[] message, int lengthBytes);
}
