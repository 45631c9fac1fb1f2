package centuple.click;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * A link that was suggested to one visitor: its code is its own proof, so that no row is needed for it. The code stands
 * where the code of a stored link stands, the target beside it in {@code to=}; the signature binds giver, receiver,
 * decision, expiry and the target. Immutable.
 *
 * <p>Big endian: version 1 | key id 1 | giver 4 | receiver 4 | expiry in minutes since 1970 4 | decision 16 |
 * HMAC-SHA-256 of all before and of the target, cut to 16. As base64url without padding: 62 characters. Its keys are
 * derived apart from those of the click tokens, so that neither can pass for the other.
 *
 * @param giver the shop that shows it
 * @param receiver the shop it leads to
 * @param decisionId the decision that suggested it; made by {@link #decisionId}
 * @param expiresAtMinutes minutes since 1970-01-01 UTC, 0..4,294,967,295
 */
public record SuggestedLink(int giver, int receiver, UUID decisionId, long expiresAtMinutes) {
    /** How long a suggestion may be clicked: as long as a page may stay open. */
    public static final Duration VALID = Duration.ofHours(24);
    /** The length of a code in characters. */
    public static final int CODE_LENGTH = 62;

    private static final byte VERSION = 1;
    private static final int SIGNED_BYTES = 30;
    private static final int TAG_BYTES = 16;
    private static final long EXPIRES_MAX = 0xffff_ffffL;
    private static final int ID_VERSION = 8;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    public SuggestedLink {
        if (expiresAtMinutes < 0 || expiresAtMinutes > EXPIRES_MAX || !isDecisionId(decisionId)) {
            throw new IllegalArgumentException("an expiry or decision that no suggested link has");
        }
    }

    /** A link made now. */
    public static SuggestedLink of(int giver, int receiver, UUID decisionId, Instant now) {
        return new SuggestedLink(giver, receiver, decisionId, now.plus(VALID).getEpochSecond() / 60);
    }

    /** The id of a decision: a time-ordered UUID whose version says that it is not the id of a stored link. */
    public static UUID decisionId(UUID timeOrdered) {
        return new UUID(timeOrdered.getMostSignificantBits() & ~0xf000L | ID_VERSION << 12,
                timeOrdered.getLeastSignificantBits());
    }

    /** Whether it is the id of a decision rather than of a stored link. */
    public static boolean isDecisionId(UUID id) {
        return id.version() == ID_VERSION;
    }

    /**
     * The code, signed.
     *
     * @param target the whole address, as it will stand in {@code to=} once decoded
     */
    public String code(String target, Keyring keys) {
        byte[] bytes = new byte[SIGNED_BYTES + TAG_BYTES];
        ByteBuffer.wrap(bytes).put(VERSION).put((byte) keys.currentKeyId()).putInt(giver).putInt(receiver)
                .putInt((int) expiresAtMinutes).putLong(decisionId.getMostSignificantBits())
                .putLong(decisionId.getLeastSignificantBits());
        byte[] tag = tag(bytes, target, keys.suggestionSigner(giver, receiver));
        System.arraycopy(tag, 0, bytes, SIGNED_BYTES, TAG_BYTES);
        return ENCODER.encodeToString(bytes);
    }

    /**
     * The link behind a code, or null when this exchange did not sign the code for this target. Never throws. Whether
     * it is expired is for the caller to ask.
     */
    public static @Nullable SuggestedLink read(String code, String target, Keyring keys, Instant now) {
        byte[] bytes = Base64Url.decode(code, CODE_LENGTH, CODE_LENGTH);
        if (bytes == null || bytes[0] != VERSION) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, SIGNED_BYTES - 1);
        int keyId = Byte.toUnsignedInt(buffer.get());
        int giver = buffer.getInt();
        int receiver = buffer.getInt();
        long expiresAtMinutes = Integer.toUnsignedLong(buffer.getInt());
        UUID decisionId = new UUID(buffer.getLong(), buffer.getLong());
        PairKey key = keys.suggestionVerifier(keyId, giver, receiver, now);
        if (key == null || !isDecisionId(decisionId)) {
            return null;
        }
        byte[] tag = tag(bytes, target, key);
        return MessageDigest.isEqual(tag, Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length))
                ? new SuggestedLink(giver, receiver, decisionId, expiresAtMinutes)
                : null;
    }

    /** Whether it may be clicked no more. */
    public boolean isExpired(Instant now) {
        return now.getEpochSecond() / 60 > expiresAtMinutes;
    }

    private static byte[] tag(byte[] head, String target, PairKey key) {
        byte[] address = target.getBytes(StandardCharsets.UTF_8);
        byte[] message = Arrays.copyOf(head, SIGNED_BYTES + address.length);
        System.arraycopy(address, 0, message, SIGNED_BYTES, address.length);
        return Arrays.copyOf(key.sign(message, message.length), TAG_BYTES);
    }
}
