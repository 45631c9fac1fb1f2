package centuple.notify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret by which a receiver knows our messages, in the form of Standard Webhooks: 256 bits, written as
 * {@code whsec_} and base64. Immutable, safe for all threads; prints itself without the secret.
 */
public final class SigningSecret {
    /** Before the base64. */
    public static final String PREFIX = "whsec_";

    private static final String HMAC = "HmacSHA256";
    private static final String VERSION = "v1,";

    private final byte[] bytes;

    SigningSecret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static SigningSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a signing secret begins with " + PREFIX);
        }
        return new SigningSecret(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    }

    /** As it is shown to the shop, once. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * The signature of a message: HMAC-SHA-256 over {@code id.timestamp.body}, as {@code v1,} and base64.
     *
     * @param id of the message
     * @param epochSeconds of the attempt
     * @param body as it is sent
     */
    public String sign(String id, long epochSeconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(bytes, HMAC));
            mac.update((id + "." + epochSeconds + ".").getBytes(StandardCharsets.UTF_8));
            return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    @Override
    public String toString() {
        return PREFIX + "...";
    }
}
