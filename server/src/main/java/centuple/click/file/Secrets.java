package centuple.click.file;

import centuple.click.Keyring;

import java.nio.charset.StandardCharsets;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;

import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * What the key file holds. Immutable, safe for all threads; prints itself without secrets.
 *
 * <p>Beside the keys of click tokens there is a seal secret that never rotates: what the database keeps encrypted is
 * encrypted under keys derived from it.
 */
public final class Secrets {
    /** The length of the seal secret. */
    public static final int SEAL_BYTES = 32;

    private final Keyring keyring;
    private final byte[] sealSecret;

    public Secrets(Keyring keyring, byte[] sealSecret) {
        if (sealSecret.length != SEAL_BYTES) {
            throw new IllegalArgumentException("a seal secret has 32 bytes, not " + sealSecret.length);
        }
        this.keyring = keyring;
        this.sealSecret = sealSecret.clone();
    }

    /** The keys of the click tokens. */
    public Keyring keyring() {
        return keyring;
    }

    byte[] sealSecret() {
        return sealSecret.clone();
    }

    /** An AES-256 key for one purpose, for example {@code webhook-secrets}; another purpose gives an unrelated key. */
    public SecretKey sealKey(String purpose) {
        try {
            HKDFParameterSpec spec = HKDFParameterSpec.ofExtract().addIKM(sealSecret)
                    .thenExpand(("centuple/seal/" + purpose).getBytes(StandardCharsets.UTF_8), SEAL_BYTES);
            return KDF.getInstance("HKDF-SHA256").deriveKey("AES", spec);
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("every JDK since 25 has HKDF", e);
        }
    }

    @Override
    public String toString() {
        return "Secrets[" + keyring.keys() + "]";
    }
}
