package centuple.click;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A secret from which the keys of all pairs are derived.
 *
 * @param keyId 0..255, named in every token
 * @param secret 32 bytes; never printed
 * @param createdAt when it was made
 * @param retiredAt since when it signs no more, or null while it signs
 */
public record MasterKey(int keyId, byte[] secret, Instant createdAt, @Nullable Instant retiredAt) {
    /** The length of a secret. */
    public static final int SECRET_BYTES = 32;
    /**
     * How long after its retirement a key still verifies: the longest window of any terms, and 90 days for late
     * orders.
     */
    public static final Duration VERIFIES_AFTER_RETIREMENT = Duration.ofDays(365 + 90);

    public MasterKey {
        if (keyId < 0 || keyId > 255) {
            throw new IllegalArgumentException("key id " + keyId + " is not in 0..255");
        }
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("a master key has 32 bytes, not " + secret.length);
        }
        secret = secret.clone();
    }

    /** A copy of the secret. */
    @Override
    public byte[] secret() {
        return secret.clone();
    }

    /** Whether tokens under this key are still believed. */
    public boolean verifiesAt(Instant now) {
        return retiredAt == null || now.isBefore(retiredAt.plus(VERIFIES_AFTER_RETIREMENT));
    }

    /** The same key, signing no more. */
    public MasterKey retired(Instant at) {
        return retiredAt != null ? this : new MasterKey(keyId, secret, createdAt, at);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "MasterKey[keyId=" + keyId + ", createdAt=" + createdAt + ", retiredAt=" + retiredAt + "]";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MasterKey that && keyId == that.keyId && createdAt.equals(that.createdAt)
                && Objects.equals(retiredAt, that.retiredAt)
                && MessageDigest.isEqual(secret, that.secret);
    }

    @Override
    public int hashCode() {
        return 31 * keyId + createdAt.hashCode();
    }
}
