package centuple.click.mark;

import centuple.click.MasterKey;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the database may know of a master key: enough to tell it from another, nothing to sign with.
 *
 * @param keyId the key's id, 0..255
 * @param fingerprint HMAC-SHA-256 of a fixed text under the key, 64 hexadecimal digits
 */
public record KeyMark(int keyId, String fingerprint) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] TEXT = "centuple/fingerprint/1".getBytes(StandardCharsets.US_ASCII);

    /** Of a key. */
    public static KeyMark of(MasterKey key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.secret(), ALGORITHM));
            return new KeyMark(key.keyId(), HexFormat.of().formatHex(mac.doFinal(TEXT)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
