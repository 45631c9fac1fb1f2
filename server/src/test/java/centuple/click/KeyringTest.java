package centuple.click;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;

class KeyringTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void derivesThePairsKeyAsWritten() throws Exception {
        byte[] info = ByteBuffer.allocate(24).put("centuple/click/1".getBytes(StandardCharsets.US_ASCII))
                .putInt(0x11223344).putInt(-5).array();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(KDF.getInstance("HKDF-SHA256").deriveKey("HmacSHA256",
                HKDFParameterSpec.ofExtract().addIKM(TestKeys.secret(1)).thenExpand(info, 32)));
        byte[] message = "a click".getBytes(StandardCharsets.US_ASCII);
        assertThat(TestKeys.ring().signingKey(0x11223344, -5).sign(message, message.length))
                .isEqualTo(mac.doFinal(message));
    }

    @Test
    void givesEveryPairAndDirectionItsOwnKey() {
        Keyring ring = TestKeys.ring();
        byte[] message = {1};
        assertThat(List.of(ring.signingKey(1, 2), ring.signingKey(2, 1), ring.signingKey(1, 3)).stream()
                .map(key -> ByteBuffer.wrap(key.sign(message, 1))).distinct()).hasSize(3);
    }

    /** More pairs than are remembered, each asked for twice, some of them twins but for their sign or direction. */
    @Test
    void rememberedKeysOfSuggestionsAreThoseOfThePair() {
        Keyring ring = TestKeys.ring();
        byte[] message = {1};
        for (int i = 0; i < 12_000; i++) {
            int giver = i % 4 < 2 ? i / 4 : -i / 4;
            int receiver = i % 2 == 0 ? -1 : 1;
            byte[] tag = ring.suggestionSigner(giver, receiver).sign(message, 1);
            if (i % 100 < 4) {
                assertThat(ring.suggestionSigner(giver, receiver).sign(message, 1)).isEqualTo(tag);
                assertThat(TestKeys.ring().suggestionSigner(giver, receiver).sign(message, 1)).isEqualTo(tag);
                assertThat(Objects.requireNonNull(ring.suggestionVerifier(ring.currentKeyId(), giver, receiver, NOW))
                        .sign(message, 1)).isEqualTo(tag);
            }
        }
        assertThat(ring.suggestionSigner(1, 2)).isSameAs(ring.suggestionSigner(1, 2))
                .isNotSameAs(ring.suggestionSigner(2, 1));
    }

    @Test
    void aRetiredKeyVerifiesForTheLongestWindowAndNinetyDays() {
        Keyring ring = TestKeys.ring().rotated(TestKeys.secret(2), NOW);
        assertThat(ring.currentKeyId()).isEqualTo(2);
        assertThat(ring.verifyingKey(1, 7, 8, NOW.plus(Duration.ofDays(455)).minusSeconds(1))).isNotNull();
        assertThat(ring.verifyingKey(1, 7, 8, NOW.plus(Duration.ofDays(455)))).isNull();
        assertThat(ring.verifyingKey(2, 7, 8, NOW.plus(Duration.ofDays(4_550)))).isNotNull();
        assertThat(ring.verifyingKey(3, 7, 8, NOW)).isNull();
    }

    @Test
    void rotationForgetsKeysThatVerifyNoMoreAndReusesTheirIds() {
        Keyring ring = TestKeys.ring();
        Instant at = NOW;
        for (int round = 0; round < 600; round++) {
            ring = ring.rotated(TestKeys.secret(round), at);
            at = at.plus(Duration.ofDays(2));
        }
        assertThat(ring.keys()).hasSizeBetween(227, 230);
        assertThat(ring.keys().stream().filter(key -> key.retiredAt() == null)).hasSize(1);
    }

    @Test
    void refusesToRotateIntoAKeyThatStillVerifies() {
        Keyring ring = TestKeys.ring();
        for (int round = 1; round < 256; round++) {
            ring = ring.rotated(TestKeys.secret(round), NOW);
        }
        Keyring full = ring;
        assertThatThrownBy(() -> full.rotated(TestKeys.secret(0), NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void hasExactlyOneKeyThatSigns() {
        MasterKey first = new MasterKey(1, TestKeys.secret(1), NOW, null);
        MasterKey second = new MasterKey(2, TestKeys.secret(2), NOW, null);
        assertThatThrownBy(() -> new Keyring(List.of(first, second))).hasMessageContaining("two keys sign");
        assertThatThrownBy(() -> new Keyring(List.of(first, first.retired(NOW)))).hasMessageContaining("twice");
        assertThatThrownBy(() -> new Keyring(List.of(first.retired(NOW)))).hasMessageContaining("no key signs");
    }

    @Test
    void printsNoSecret() {
        assertThat(new MasterKey(1, TestKeys.secret(0x41), NOW, null).toString()).doesNotContain("4141", "65, 65");
    }
}
