package centuple.redirect;

/**
 * SipHash-2-4 (Aumasson, Bernstein) over 64-bit words: a keyed hash that nobody without the key can steer. One object
 * per hash, for one thread.
 */
final class SipHash {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    SipHash(long key0, long key1) {
        v0 = key0 ^ 0x736f6d6570736575L;
        v1 = key1 ^ 0x646f72616e646f6dL;
        v2 = key0 ^ 0x6c7967656e657261L;
        v3 = key1 ^ 0x7465646279746573L;
    }

    /** Takes eight bytes, the first one lowest. */
    SipHash word(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
        return this;
    }

    /** Takes the first {@code length} characters of a text, one byte each (header texts are Latin-1). */
    SipHash text(String text, int length) {
        long word = 0;
        for (int i = 0; i < length; i++) {
            word |= (text.charAt(i) & 0xffL) << 8 * (i & 7);
            if ((i & 7) == 7) {
                word(word);
                word = 0;
            }
        }
        return word(word | (long) length << 56);
    }

    /** The hash; with a last word of the length and the bytes left over it is that of the reference. */
    long finish() {
        v2 ^= 0xff;
        round();
        round();
        round();
        round();
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
    }
}
