package centuple.click;

import centuple.link.PairSigner;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * The text form of a click token. One token has exactly one text; whatever differs in a bit is refused. Stateless, safe
 * for all threads.
 *
 * <p>Big endian: version 1 | key id 1 | giver 4 | receiver 4 | terms version 4 | issued-at minutes 4 | nonce 12 | 0
 * to 3
 * hops of 4 | HMAC-SHA-256 of all before, cut to 16. As base64url without padding: 62, 67, 72 or 78 characters.
 */
public final class TokenCodec {
    /** The length of the shortest token in characters. */
    public static final int TEXT_LENGTH_MIN = 62;
    /** The length of the longest token in characters. */
    public static final int TEXT_LENGTH_MAX = 78;

    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 30;
    private static final int TAG_BYTES = 16;
    private static final int HOP_BYTES = 4;
    /** Older than this, no terms would pay for it: the longest window and 90 days for orders that arrive late. */
    private static final long AGE_MINUTES_MAX = MasterKey.VERIFIES_AFTER_RETIREMENT.toMinutes();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private TokenCodec() {
    }

    /**
     * The text of a token, signed.
     *
     * @param signer the key of the token's giver and receiver under the token's key id
     */
    public static String sign(ClickToken token, PairSigner signer) {
        if (token.keyId() != signer.keyId()) {
            throw new IllegalArgumentException("token of key " + token.keyId() + ", signer of key " + signer.keyId());
        }
        Hops hops = token.hops();
        int signedBytes = HEAD_BYTES + HOP_BYTES * hops.count();
        byte[] bytes = new byte[signedBytes + TAG_BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).put(VERSION).put((byte) token.keyId()).putInt(token.giver())
                .putInt(token.receiver()).putInt(token.termsVersion()).putInt((int) token.issuedAtMinutes())
                .putLong(token.clickId().high()).putInt(token.clickId().low());
        for (int hop = 0; hop < hops.count(); hop++) {
            buffer.putInt(hops.get(hop));
        }
        System.arraycopy(signer.sign(bytes, signedBytes), 0, bytes, signedBytes, TAG_BYTES);
        return new String(ENCODER.encode(bytes), StandardCharsets.ISO_8859_1);
    }

    /**
     * Whether a text is a token of ours for this receiver. Never throws; takes the same time for every wrong signature.
     *
     * @param receiver the shop that presents it, or to which it is presented
     * @param now decides which retired keys are still believed, and what is expired
     */
    public static TokenVerdict verify(String text, int receiver, Keyring keys, Instant now) {
        byte[] bytes = Base64Url.decode(text, TEXT_LENGTH_MIN, TEXT_LENGTH_MAX);
        ClickToken token = bytes == null ? null : read(bytes);
        if (bytes == null || token == null) {
            return refused(TokenVerdict.Reason.MALFORMED);
        }
        PairKey key = keys.verifyingKey(token.keyId(), token.giver(), token.receiver(), now);
        if (key == null) {
            return refused(TokenVerdict.Reason.UNKNOWN_KEY);
        }
        int signedBytes = bytes.length - TAG_BYTES;
        byte[] tag = Arrays.copyOf(key.sign(bytes, signedBytes), TAG_BYTES);
        if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(bytes, signedBytes, bytes.length))) {
            return refused(TokenVerdict.Reason.FORGED);
        }
        if (token.receiver() != receiver) {
            return refused(TokenVerdict.Reason.WRONG_RECEIVER);
        }
        if (token.issuedAtMinutes() < now.getEpochSecond() / 60 - AGE_MINUTES_MAX) {
            return refused(TokenVerdict.Reason.EXPIRED);
        }
        return new TokenVerdict.Valid(token);
    }

    /** The fields of a token, believed or not, for inspection only; null when the text is malformed. */
    public static @Nullable ClickToken readUnverified(String text) {
        byte[] bytes = Base64Url.decode(text, TEXT_LENGTH_MIN, TEXT_LENGTH_MAX);
        return bytes == null ? null : read(bytes);
    }

    private static @Nullable ClickToken read(byte[] bytes) {
        int hopBytes = bytes.length - HEAD_BYTES - TAG_BYTES;
        if (bytes[0] != VERSION || hopBytes < 0 || hopBytes % HOP_BYTES != 0
                || hopBytes / HOP_BYTES > Hops.COUNT_MAX) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        buffer.get();
        int keyId = Byte.toUnsignedInt(buffer.get());
        int giver = buffer.getInt();
        int receiver = buffer.getInt();
        int termsVersion = buffer.getInt();
        long issuedAtMinutes = Integer.toUnsignedLong(buffer.getInt());
        ClickId clickId = new ClickId(buffer.getLong(), buffer.getInt());
        int[] hops = new int[hopBytes / HOP_BYTES];
        for (int hop = 0; hop < hops.length; hop++) {
            hops[hop] = buffer.getInt();
        }
        return termsVersion < 0
                ? null
                : new ClickToken(keyId, giver, receiver, termsVersion, issuedAtMinutes, clickId, Hops.of(hops));
    }

    private static TokenVerdict refused(TokenVerdict.Reason reason) {
        return new TokenVerdict.Refused(reason);
    }
}
