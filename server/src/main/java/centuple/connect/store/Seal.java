package centuple.connect.store;

import centuple.connect.Connection;
import centuple.platform.json.Json;
import tools.jackson.databind.JsonNode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts the secrets of connections for the database: AES-256-GCM under a key of the key file, bound to shop and
 * platform, so that a row's secrets are of no use in another row. Thread-safe.
 */
public final class Seal {
    /** For what the key is derived from the key file. */
    public static final String PURPOSE = "connection-secrets";

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random;

    public Seal(SecretKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    byte[] seal(Connection.Keys keys, int shop, String platform) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("secret", keys.secret());
        plain.put("former", keys.former());
        plain.put("former_until", keys.formerUntil().getEpochSecond());
        plain.put("credentials", keys.credentials());
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = apply(Cipher.ENCRYPT_MODE, nonce, Json.bytes(plain), shop, platform);
        return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @throws IllegalStateException when it was sealed under another key, or for another shop or platform
     */
    Connection.Keys open(byte[] sealed, int shop, String platform) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        byte[] rest = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
        JsonNode plain = Json.object(apply(Cipher.DECRYPT_MODE, nonce, rest, shop, platform));
        Map<String, String> credentials = new HashMap<>();
        plain.path("credentials").properties()
                .forEach(entry -> credentials.put(entry.getKey(), entry.getValue().stringValue()));
        return new Connection.Keys(plain.path("secret").stringValue(), plain.path("former").stringValue(),
                Instant.ofEpochSecond(plain.path("former_until").longValue()), credentials);
    }

    private byte[] apply(int mode, byte[] nonce, byte[] bytes, int shop, String platform) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD((shop + "/" + platform).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            // Neither the bytes nor the reason of the cipher belong into a log.
            throw new IllegalStateException("the secrets of a connection cannot be opened with the present key file");
        }
    }
}
