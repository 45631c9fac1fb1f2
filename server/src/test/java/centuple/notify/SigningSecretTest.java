package centuple.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.shop.ShopId;
import centuple.testkit.Seed;
import com.standardwebhooks.Webhook;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

import javax.crypto.spec.SecretKeySpec;

class SigningSecretTest {
    private static final UUID ENDPOINT = UUID.fromString("0199a000-0000-7000-8000-000000000001");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private final SigningSecrets secrets = new SigningSecrets(new SecretKeySpec(new byte[32], "AES"));

    /** The example of the Standard Webhooks specification. */
    @Test
    void signsAsTheSpecificationDoes() {
        SigningSecret secret = SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, bytes("{\"test\": 2432232314}")))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(secret.text()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThatThrownBy(() -> SigningSecret.parse("sk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void signsAsTheReferenceLibraryDoes() throws Exception {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        for (int i = 0; i < 500; i++) {
            UUID endpoint = new UUID(random.nextLong(), random.nextLong());
            SigningSecret secret = secrets.of(endpoint, 1 + random.nextInt(1_000));
            String id = "msg_" + Long.toHexString(random.nextLong());
            long seconds = random.nextLong(4_000_000_000L);
            String body = "{\"data\":\"é€😀" + random.nextLong() + "\"}";
            assertThat(secret.sign(id, seconds, bytes(body))).as(seed.toString())
                    .isEqualTo(new Webhook(secret.text()).sign(id, seconds, body));
        }
    }

    @Test
    void theLibraryAcceptsBothSecretsWhileTheyOverlapAndOneAfterwards() throws Exception {
        Instant now = Instant.now(); // the library holds the timestamp against the clock of this machine
        Endpoint endpoint = endpoint(new Endpoint.Signing(1, null).rotated(now, Duration.ofHours(1)));
        Webhook former = new Webhook(secrets.of(ENDPOINT, 1).text());
        Webhook current = new Webhook(secrets.of(ENDPOINT, 2).text());
        Map<String, List<String>> during = headers(endpoint, now);
        former.verify("{}", during);
        current.verify("{}", during);
        Endpoint later = endpoint(new Endpoint.Signing(2, now));
        current.verify("{}", headers(later, now));
        assertThatThrownBy(() -> former.verify("{}", headers(later, now))).hasMessageContaining("signature");
        assertThatThrownBy(() -> current.verify("{} ", during)).as("another body").hasMessageContaining("signature");
    }

    @Test
    void withoutOverlapTheFormerSecretSignsNothing() {
        Endpoint.Signing signing = new Endpoint.Signing(4, null).rotated(NOW, Duration.ZERO);
        assertThat(signing).isEqualTo(new Endpoint.Signing(5, null));
        assertThat(secrets.signatures(endpoint(signing), "msg_1", NOW, bytes("{}"))).doesNotContain(" ");
    }

    /** HKDF-Expand of RFC 5869 with one block is HMAC over the info and one byte of value one. */
    @Test
    void eachEndpointAndNumberHasASecretOfItsOwn() throws Exception {
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        byte[] expected = mac.doFinal((ENDPOINT + "/1\u0001").getBytes(StandardCharsets.US_ASCII));
        String first = secrets.of(ENDPOINT, 1).text();
        assertThat(first).isEqualTo("whsec_" + java.util.Base64.getEncoder().encodeToString(expected));
        assertThat(secrets.of(ENDPOINT, 2).text()).isNotEqualTo(first);
        assertThat(secrets.of(new UUID(0, 1), 1).text()).isNotEqualTo(first);
        assertThat(new SigningSecrets(new SecretKeySpec(bytes("another key of thirty-two bytes."), "AES"))
                .of(ENDPOINT, 1).text()).isNotEqualTo(first);
    }

    @Test
    void printsItselfWithoutTheSecret() {
        assertThat(secrets.of(ENDPOINT, 1)).hasToString("whsec_...");
    }

    private Map<String, List<String>> headers(Endpoint endpoint, Instant now) {
        return Map.of("webhook-id", List.of("msg_1"), "webhook-timestamp",
                List.of(Long.toString(now.getEpochSecond())), "webhook-signature",
                List.of(secrets.signatures(endpoint, "msg_1", now, bytes("{}"))));
    }

    private static Endpoint endpoint(Endpoint.Signing signing) {
        return new Endpoint(ENDPOINT, new ShopId(11),
                new Endpoint.Target("https://shop.example/hook", "", EventFilter.ALL), EndpointState.ACTIVE, "",
                signing, 0, NOW, NOW);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
