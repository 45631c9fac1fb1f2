package centuple.click;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

class TokenCodecTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:30Z");
    private static final Keyring RING = TestKeys.ring();
    private static final int GIVER = 0x0a0b0c0d;
    private static final int RECEIVER = 0xf1f2f3f4;

    @ParameterizedTest
    @CsvSource({"0, 62", "1, 67", "2, 72", "3, 78"})
    void aTokenIsReadBackAsWritten(int hops, int length) {
        ClickToken token = token(hops);
        String text = sign(token);
        assertThat(text).hasSize(length).matches("[A-Za-z0-9_-]+");
        assertThat(verify(text)).isEqualTo(new TokenVerdict.Valid(token));
        assertThat(TokenCodec.readUnverified(text)).isEqualTo(token);
    }

    @Test
    void theLayoutIsTheDocumentedOne() {
        byte[] bytes = Base64.getUrlDecoder().decode(sign(token(1)));
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        assertThat(buffer.get()).isEqualTo((byte) 1);
        assertThat(buffer.get()).isEqualTo((byte) 1);
        assertThat(buffer.getInt()).isEqualTo(GIVER);
        assertThat(buffer.getInt()).isEqualTo(RECEIVER);
        assertThat(buffer.getInt()).isEqualTo(7);
        assertThat(buffer.getInt()).isEqualTo((int) (NOW.getEpochSecond() / 60));
        assertThat(buffer.getLong()).isEqualTo(0x0102030405060708L);
        assertThat(buffer.getInt()).isEqualTo(0x090a0b0c);
        assertThat(buffer.getInt()).isEqualTo(100);
        assertThat(buffer.remaining()).isEqualTo(16);
    }

    /** A change of this text is a change of the format: every token in a visitor's browser would become worthless. */
    @Test
    void theTextOfAKnownTokenNeverChanges() {
        assertThat(sign(token(0))).isEqualTo("AQEKCwwN8fLz9AAAAAcByJnYAQIDBAUGBwgJCgsM9aQb5XErxXVbwmRfnR9e5g");
        assertThat(sign(token(3)))
                .isEqualTo("AQEKCwwN8fLz9AAAAAcByJnYAQIDBAUGBwgJCgsMAAAAZP___ziAAAAAe4Y9tACObjWXB00zZh7psg");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void everyFlippedBitIsRefused(int hops) {
        byte[] bytes = Base64.getUrlDecoder().decode(sign(token(hops)));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(flipped);
            TokenVerdict.Reason expected = bit / 8 == 0
                    ? TokenVerdict.Reason.MALFORMED
                    : bit / 8 == 1 ? TokenVerdict.Reason.UNKNOWN_KEY : TokenVerdict.Reason.FORGED;
            if (bit == 10 * 8 + 7) {
                expected = TokenVerdict.Reason.MALFORMED; // the sign of the terms version
            }
            assertThat(verify(text)).as("bit %s", bit).isEqualTo(new TokenVerdict.Refused(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void everyChangedCharacterIsRefused(int hops) {
        String text = sign(token(hops));
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. \u00e9\u0141";
        for (int at = 0; at < text.length(); at++) {
            for (char c : alphabet.toCharArray()) {
                if (c != text.charAt(at)) {
                    String changed = text.substring(0, at) + c + text.substring(at + 1);
                    assertThat(verify(changed)).as(changed).isInstanceOf(TokenVerdict.Refused.class);
                }
            }
        }
    }

    @Test
    void theTextFormIsUnique() {
        for (int hops = 0; hops <= 3; hops++) {
            String text = sign(token(hops));
            for (String other : new String[]{text + "=", text + "==", text + "A", text + "\n", " " + text,
                    text.substring(0, text.length() - 1), text.replace('_', '/').replace('-', '+') + "="}) {
                assertThat(verify(other)).as(other)
                        .isEqualTo(new TokenVerdict.Refused(TokenVerdict.Reason.MALFORMED));
            }
        }
    }

    @Test
    void aHopMovedIntoOrOutOfATokenIsRefused() {
        byte[] three = Base64.getUrlDecoder().decode(sign(token(3)));
        byte[] two = new byte[three.length - 4];
        System.arraycopy(three, 0, two, 0, 38);
        System.arraycopy(three, 42, two, 38, 16);
        assertThat(verify(Base64.getUrlEncoder().withoutPadding().encodeToString(two)))
                .isEqualTo(new TokenVerdict.Refused(TokenVerdict.Reason.FORGED));
        byte[] four = new byte[62];
        System.arraycopy(three, 0, four, 0, 58);
        assertThat(verify(Base64.getUrlEncoder().withoutPadding().encodeToString(four)))
                .isEqualTo(new TokenVerdict.Refused(TokenVerdict.Reason.MALFORMED));
    }

    @Test
    void randomTokensAreReadBackAndDiffer() {
        long seed = 62;
        Random random = new Random(seed);
        Set<String> texts = new HashSet<>();
        for (int round = 0; round < 5_000; round++) {
            int[] hops = random.ints(random.nextInt(4)).toArray();
            ClickToken token = new ClickToken(1, random.nextInt(), random.nextInt(), random.nextInt() >>> 1,
                    NOW.getEpochSecond() / 60 - random.nextInt(600_000),
                    new ClickId(random.nextLong(), random.nextInt()),
                    Hops.of(hops));
            String text = sign(token);
            assertThat(TokenCodec.verify(text, token.receiver(), RING, NOW)).as("seed %s round %s", seed, round)
                    .isEqualTo(new TokenVerdict.Valid(token));
            texts.add(text);
        }
        assertThat(texts).hasSize(5_000);
    }

    @Test
    void anotherReceiverIsRefused() {
        assertThat(TokenCodec.verify(sign(token(0)), GIVER, RING, NOW))
                .isEqualTo(new TokenVerdict.Refused(TokenVerdict.Reason.WRONG_RECEIVER));
    }

    @Test
    void expiresWhenNoTermsCouldPay() {
        String text = sign(token(0));
        Instant issuedAt = token(0).issuedAt();
        assertThat(TokenCodec.verify(text, RECEIVER, RING, issuedAt.plus(Duration.ofDays(455))))
                .isInstanceOf(TokenVerdict.Valid.class);
        assertThat(TokenCodec.verify(text, RECEIVER, RING, issuedAt.plus(Duration.ofDays(455)).plusSeconds(60)))
                .isEqualTo(new TokenVerdict.Refused(TokenVerdict.Reason.EXPIRED));
    }

    @Test
    void staysValidAfterARotationAndThenItsKeyIsUnknown() {
        String text = sign(token(0));
        Keyring rotated = RING.rotated(TestKeys.secret(9), NOW);
        assertThat(TokenCodec.verify(text, RECEIVER, rotated, NOW)).isInstanceOf(TokenVerdict.Valid.class);
        assertThat(TokenCodec.verify(text, RECEIVER, rotated, NOW.plus(Duration.ofDays(456))))
                .isEqualTo(new TokenVerdict.Refused(TokenVerdict.Reason.UNKNOWN_KEY));
    }

    @Test
    void aKeyOfAnotherExchangeIsForged() {
        Keyring other = new Keyring(List.of(new MasterKey(1, TestKeys.secret(5), TestKeys.MADE_AT, null)));
        String text = TokenCodec.sign(token(0), other.signingKey(GIVER, RECEIVER));
        assertThat(verify(text)).isEqualTo(new TokenVerdict.Refused(TokenVerdict.Reason.FORGED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "null", "%00", "../../etc/passwd", "eyJhbGciOiJub25lIn0.e30."})
    void otherTextsAreMalformed(String text) {
        assertThat(verify(text)).isEqualTo(new TokenVerdict.Refused(TokenVerdict.Reason.MALFORMED));
        assertThat(verify(text.repeat(10_000)))
                .isEqualTo(new TokenVerdict.Refused(TokenVerdict.Reason.MALFORMED));
    }

    @Test
    void signsOnlyUnderTheKeyItNames() {
        ClickToken token = new ClickToken(2, GIVER, RECEIVER, 1, 1, new ClickId(1, 1), Hops.NONE);
        PairKey key = RING.signingKey(GIVER, RECEIVER);
        assertThatThrownBy(() -> TokenCodec.sign(token, key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void inspectionTellsWhatATextSaysAndWhetherToBelieveIt() {
        String text = sign(token(1));
        assertThat(TokenInspection.of(text, RING, NOW).fields()).containsEntry("verdict", "valid")
                .containsEntry("giver", "shop_0a0b0c0d").containsEntry("receiver", "shop_f1f2f3f4")
                .containsEntry("terms_version", 7).containsEntry("click", "clk_0102030405060708090a0b0c")
                .containsEntry("issued_at", "2026-11-23T10:00:00Z")
                .containsEntry("hops", List.of("shop_00000064"));
        assertThat(TokenInspection.of(text, null, NOW).verdict()).isEqualTo("unverified");
        assertThat(TokenInspection.of("x", RING, NOW).fields()).containsOnlyKeys("verdict");
        String forged = text.substring(0, 66) + (text.charAt(66) == 'A' ? 'E' : 'A');
        assertThat(TokenInspection.of(forged, RING, NOW).verdict()).isEqualTo("forged");
    }

    private static ClickToken token(int hopCount) {
        int[] hops = {100, -200, Integer.MIN_VALUE};
        return new ClickToken(1, GIVER, RECEIVER, 7, NOW.getEpochSecond() / 60,
                new ClickId(0x0102030405060708L, 0x090a0b0c), Hops.of(Arrays.copyOf(hops, hopCount)));
    }

    private static String sign(ClickToken token) {
        return TokenCodec.sign(token, RING.signingKey(token.giver(), token.receiver()));
    }

    private static TokenVerdict verify(String text) {
        return TokenCodec.verify(text, RECEIVER, RING, NOW);
    }
}
