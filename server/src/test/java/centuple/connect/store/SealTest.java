package centuple.connect.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.connect.Connection;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;

import javax.crypto.spec.SecretKeySpec;

class SealTest {
    private static final Connection.Keys KEYS = new Connection.Keys("whsec_abc", "before",
            Instant.parse("2026-11-24T08:00:00Z"), Map.of("access_token", "shpat_1"));

    private final Seal seal = new Seal(new SecretKeySpec(new byte[32], "AES"), new SecureRandom());

    @Test
    void whatWasSealedIsOpenedForTheSameRowOnly() {
        byte[] sealed = seal.seal(KEYS, 11, "stripe");
        assertThat(seal.open(sealed, 11, "stripe")).isEqualTo(KEYS);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("whsec_", "shpat_");
        assertThatThrownBy(() -> seal.open(sealed, 12, "stripe")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> seal.open(sealed, 11, "shopify")).isInstanceOf(IllegalStateException.class);
        sealed[20] ^= 1;
        assertThatThrownBy(() -> seal.open(sealed, 11, "stripe")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(KEYS.toString()).doesNotContain("abc", "before", "shpat");
    }
}
