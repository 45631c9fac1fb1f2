package centuple.click;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Key rings with known secrets for tests. */
public final class TestKeys {
    /** When the keys of {@link #ring} were made. */
    public static final Instant MADE_AT = Instant.parse("2026-01-01T00:00:00Z");

    private TestKeys() {
    }

    /** A ring whose only key has id 1 and the secret 01 01 01 ... */
    public static Keyring ring() {
        return new Keyring(List.of(new MasterKey(1, secret(1), MADE_AT, null)));
    }

    /** 32 equal bytes. */
    public static byte[] secret(int value) {
        byte[] secret = new byte[MasterKey.SECRET_BYTES];
        Arrays.fill(secret, (byte) value);
        return secret;
    }
}
