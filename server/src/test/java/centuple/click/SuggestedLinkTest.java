package centuple.click;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** A suggested link proves giver, receiver, decision, expiry and target; nothing else of it can be changed. */
class SuggestedLinkTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:30Z");
    private static final Keyring RING = TestKeys.ring();
    private static final String TARGET = "https://odile.example/shoes?size=46#reviews";
    private static final UUID DECISION = SuggestedLink
            .decisionId(UUID.fromString("019ab000-1234-7abc-8def-0123456789ab"));
    private static final SuggestedLink LINK = SuggestedLink.of(1, 0x8000_0002, DECISION, NOW);

    @Test
    void aCodeIsReadBackWithItsTarget() {
        String code = LINK.code(TARGET, RING);
        assertThat(code).hasSize(SuggestedLink.CODE_LENGTH).matches("[A-Za-z0-9_-]+");
        assertThat(SuggestedLink.read(code, TARGET, RING, NOW)).isEqualTo(LINK);
        assertThat(code).as("signing draws nothing").isEqualTo(LINK.code(TARGET, RING));
    }

    @Test
    void everyChangedBitIsRefused() {
        byte[] bytes = Base64.getUrlDecoder().decode(LINK.code(TARGET, RING));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            String code = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThat(SuggestedLink.read(code, TARGET, RING, NOW)).as("bit " + bit).isNull();
        }
    }

    @Test
    void anotherTargetOrFormIsRefused() {
        String code = LINK.code(TARGET, RING);
        assertThat(SuggestedLink.read(code, TARGET + "x", RING, NOW)).isNull();
        assertThat(SuggestedLink.read(code, "https://evil.example/", RING, NOW)).isNull();
        assertThat(SuggestedLink.read(code, "", RING, NOW)).isNull();
        // The last character of 62 has spare bits: only one text may be the code.
        char last = code.charAt(code.length() - 1);
        for (char other = 'A'; other <= 'z'; other++) {
            if (other != last) {
                String changed = code.substring(0, code.length() - 1) + other;
                assertThat(SuggestedLink.read(changed, TARGET, RING, NOW)).as(changed).isNull();
            }
        }
        assertThat(SuggestedLink.read("", TARGET, RING, NOW)).isNull();
        assertThat(SuggestedLink.read("A".repeat(62), TARGET, RING, NOW)).isNull();
    }

    @Test
    void aTokenOfTheSamePairIsNoLink() {
        PairKey clicks = RING.signingKey(1, 0x8000_0002);
        byte[] forged = Base64.getUrlDecoder().decode(LINK.code(TARGET, RING));
        byte[] message = new byte[30 + TARGET.length()];
        System.arraycopy(forged, 0, message, 0, 30);
        System.arraycopy(TARGET.getBytes(java.nio.charset.StandardCharsets.UTF_8), 0, message, 30, TARGET.length());
        System.arraycopy(clicks.sign(message, message.length), 0, forged, 30, 16);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(forged);
        assertThat(SuggestedLink.read(code, TARGET, RING, NOW)).isNull();
    }

    @Test
    void itExpiresAfterADayAndSurvivesAChangeOfKeys() {
        assertThat(LINK.isExpired(NOW.plus(SuggestedLink.VALID))).isFalse();
        assertThat(LINK.isExpired(NOW.plus(SuggestedLink.VALID).plus(Duration.ofMinutes(1)))).isTrue();
        String code = LINK.code(TARGET, RING);
        Keyring rotated = RING.rotated(TestKeys.secret(2), NOW);
        assertThat(SuggestedLink.read(code, TARGET, rotated, NOW)).isEqualTo(LINK);
        Keyring foreign = new Keyring(List.of(new MasterKey(1, TestKeys.secret(9), TestKeys.MADE_AT, null)));
        assertThat(SuggestedLink.read(code, TARGET, foreign, NOW)).isNull();
    }

    @Test
    void decisionsAreToldFromStoredLinksByTheirVersion() {
        UUID ordered = UUID.fromString("019ab000-1234-7abc-8def-0123456789ab");
        assertThat(DECISION).isEqualTo(UUID.fromString("019ab000-1234-8abc-8def-0123456789ab"));
        assertThat(SuggestedLink.isDecisionId(DECISION)).isTrue();
        assertThat(SuggestedLink.isDecisionId(ordered)).isFalse();
    }
}
