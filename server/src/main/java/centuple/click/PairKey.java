package centuple.click;

import centuple.link.PairSigner;

/** The key of one (giver, receiver) under one master key. Immutable, safe for all threads. */
public final class PairKey implements PairSigner {
    private final int keyId;
    private final HmacSha256 hmac;

    PairKey(int keyId, HmacSha256 hmac) {
        this.keyId = keyId;
        this.hmac = hmac;
    }

    @Override
    public int keyId() {
        return keyId;
    }

    @Override
    public byte[] sign(byte[] message, int lengthBytes) {
        return hmac.tag(message, lengthBytes);
    }
}
