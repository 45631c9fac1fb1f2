package centuple.notify;

import java.nio.charset.StandardCharsets;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The secrets of all endpoints, none of which is stored: each is derived by HKDF-Expand (RFC 5869) from one key, the
 * endpoint's id and the number of the secret. Immutable, safe for all threads.
 */
public final class SigningSecrets {
    /** For what the key is derived from the key file. */
    public static final String PURPOSE = "webhook-secrets";

    private static final int SECRET_BYTES = 32;

    private final SecretKey key;

    /** Takes the key of 256 bits that the key file gives for {@link #PURPOSE}. */
    public SigningSecrets(SecretKey key) {
        this.key = key;
    }

    /** The secret of that number of an endpoint. */
    public SigningSecret of(UUID endpoint, int number) {
        try {
            byte[] info = (endpoint + "/" + number).getBytes(StandardCharsets.UTF_8);
            byte[] secret = KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.expandOnly(key, info, SECRET_BYTES));
            return new SigningSecret(secret);
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("every JDK since 25 has HKDF", e);
        }
    }

    /** The header of a message: a signature by the secret in force and, while it overlaps, one by the one before. */
    public String signatures(Endpoint endpoint, String id, Instant now, byte[] body) {
        Endpoint.Signing signing = endpoint.signing();
        String current = of(endpoint.id(), signing.number()).sign(id, now.getEpochSecond(), body);
        return signing.hasFormer(now)
                ? current + " " + of(endpoint.id(), signing.number() - 1).sign(id, now.getEpochSecond(), body)
                : current;
    }
}
