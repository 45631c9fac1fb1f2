package centuple.connect.standard;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.connect.Delivery;
import centuple.connect.Mapping;
import centuple.connect.Payload;
import centuple.connect.Platform;
import centuple.connect.Refusal;
import centuple.connect.Verdict;
import centuple.connect.net.ReducedJson;
import centuple.order.OrderFact;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderStatus;
import centuple.testkit.Seed;
import centuple.testkit.payload.MutatedPayloads;
import centuple.testkit.payload.Recorded;
import com.standardwebhooks.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

class StandardPlatformTest {
    private static final Recorded RECORDED = new Recorded("standard");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private final Platform platform = StandardPlatform.all().getFirst();

    @Test
    void believesWhatTheReferenceLibrarySigns() throws Exception {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        for (int i = 0; i < 500; i++) {
            byte[] key = new byte[24 + random.nextInt(41)];
            random.nextBytes(key);
            String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
            String id = "msg_" + Long.toHexString(random.nextLong());
            String body = "{\"data\":\"é€😀" + random.nextLong() + "\"}";
            long at = NOW.getEpochSecond() + random.nextLong(-300, 301);
            Delivery genuine = delivery(id, String.valueOf(at), new Webhook(secret).sign(id, at, body), body);
            assertThat(verify(genuine, secret)).as(seed.toString()).isEqualTo(Verdict.GENUINE);
            assertThat(refusal(genuine, OTHER)).as(seed.toString()).isEqualTo(Refusal.SIGNATURE_WRONG);
        }
    }

    @Test
    void eachOfSeveralSignaturesAndSecretsWillDo() throws Exception {
        long at = NOW.getEpochSecond();
        String one = new Webhook(SECRET).sign("msg_1", at, "{}");
        String two = new Webhook(OTHER).sign("msg_1", at, "{}");
        for (String signatures : List.of(one + " " + two, two + " " + one, "v1a,AAAA " + one, "v2,x v1,!! " + one)) {
            assertThat(verify(delivery("msg_1", "" + at, signatures, "{}"), SECRET)).isEqualTo(Verdict.GENUINE);
        }
        assertThat(platform.verify(delivery("msg_1", "" + at, two, "{}"), List.of(SECRET, OTHER), NOW))
                .isEqualTo(Verdict.GENUINE);
        String many = "v1,AAAA ".repeat(StandardSignature.SIGNATURES_MAX) + one;
        assertThat(refusal(delivery("msg_1", "" + at, many, "{}"), SECRET)).isEqualTo(Refusal.SIGNATURE_WRONG);
    }

    @Test
    void whatIsNotSignedAsItCameIsRefused() throws Exception {
        long at = NOW.getEpochSecond();
        String signature = new Webhook(SECRET).sign("msg_1", at, "{}");
        assertThat(refusal(delivery("msg_1", "" + at, signature, "{ }"), SECRET)).isEqualTo(Refusal.SIGNATURE_WRONG);
        assertThat(refusal(delivery("msg_2", "" + at, signature, "{}"), SECRET)).isEqualTo(Refusal.SIGNATURE_WRONG);
        assertThat(refusal(delivery("msg_1", "" + (at + 1), signature, "{}"), SECRET))
                .isEqualTo(Refusal.SIGNATURE_WRONG);
        assertThat(refusal(delivery("msg_1", "now", signature, "{}"), SECRET)).isEqualTo(Refusal.TIMESTAMP_WRONG);
        assertThat(refusal(delivery("msg_1", "" + at, "", "{}"), SECRET)).isEqualTo(Refusal.SIGNATURE_MISSING);
        assertThat(refusal(new Delivery(Map.of(), new byte[0]), SECRET)).isEqualTo(Refusal.SIGNATURE_MISSING);
        for (String noSecret : List.of("", "whsec_", "whsec_*", "*")) {
            assertThat(refusal(delivery("msg_1", "" + at, signature, "{}"), noSecret))
                    .isEqualTo(Refusal.SIGNATURE_WRONG);
        }
    }

    @Test
    void whatIsFiveMinutesFromOursIsTheClocksFaultAndSaysSo() throws Exception {
        for (Duration off : List.of(Duration.ofSeconds(301), Duration.ofSeconds(-301))) {
            long at = NOW.plus(off).getEpochSecond();
            Verdict verdict = verify(
                    delivery("msg_1", "" + at, new Webhook(SECRET).sign("msg_1", at, "{}"), "{}"), SECRET);
            assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
                assertThat(refused.reason()).isEqualTo(Refusal.TIMESTAMP_WRONG);
                assertThat(refused.detail()).contains("301 s", "clock").doesNotContain(SECRET.substring(6));
            });
        }
    }

    @Test
    void aFactIsPassedOnFieldByField() {
        Snapshot order = (Snapshot) fact("order-paid");
        assertThat(order.version()).isEqualTo(7);
        assertThat(order.status()).isEqualTo(OrderStatus.PAID);
        assertThat(order.placedAt()).isEqualTo(Instant.parse("2026-11-23T07:30:00Z"));
        assertThat(order.paidAt()).isEqualTo(Instant.parse("2026-11-23T07:31:00Z"));
        assertThat(order.newCustomer()).isTrue();
        assertThat(order.lines()).hasSize(2);
        assertThat(order.lines().getFirst().category()).isEqualTo("shoes");
        assertThat(order.lines().getFirst().quantity()).isEqualTo(2);
        assertThat(order.lines().getFirst().netMinor()).isEqualTo(9_998 - 500 - 1_516);
        assertThat(order.totals()).isEqualTo(new OrderFact.Totals(300, 1_816, 490));
        assertThat(order.marks().tokens()).as("in the order, the cart and the landing address").hasSize(3);
        assertThat(order.marks().coupons()).containsExactly("PARTNER10");
        assertThat(order.marks().giverDays()).hasSize(1);
    }

    @Test
    void refundsAndCancellations() {
        assertThat(((Snapshot) fact("order-cancelled")).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(((Refund) fact("refund-lines")).scope()).isEqualTo(
                new RefundScope.Lines(List.of(new OrderFact.LineRefund("1", 1, 3_991L))));
        assertThat(((Refund) fact("refund-amount")).scope()).isEqualTo(new RefundScope.Amount(250));
        assertThat(((Refund) fact("refund-full")).scope()).isEqualTo(new RefundScope.Full());
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-paid", "order-cancelled", "refund-lines", "ping"})
    void nothingPersonalIsKept(String name) {
        assertThat(reduced(name).toString()).doesNotContainIgnoringCase("camille").doesNotContainIgnoringCase("durand")
                .doesNotContain("@", "44000", "33240123456", "Trail", "TR-42");
    }

    @Test
    void otherMessagesSayNothing() {
        Payload ping = reduced("ping");
        Delivery delivery = delivery("msg_9", "1", "v1,x", "{}");
        assertThat(platform.notice(delivery, ping).topic()).isEqualTo(StandardPlatform.PING);
        assertThat(platform.notice(delivery, ping).eventId()).startsWith("msg_9/").hasSize(22);
        assertThat(platform.notice(delivery, ping)).isEqualTo(platform.notice(delivery, reduced("ping")));
        assertThat(platform.notice(delivery, reduced("order-paid")).eventId()).as("the same id for something else")
                .startsWith("msg_9/").isNotEqualTo(platform.notice(delivery, reduced("order-cancelled")).eventId());
        assertThat(platform.map(StandardPlatform.PING, ping)).isInstanceOf(Mapping.Nothing.class);
        assertThat(platform.map("order.paid", ping)).isInstanceOf(Mapping.Nothing.class);
        assertThat(platform.map("", Payload.EMPTY)).isInstanceOf(Mapping.Unreadable.class);
        assertThat(platform.map(StandardPlatform.ORDER_FACT, Payload.EMPTY)).isInstanceOf(Mapping.Unreadable.class);
    }

    @Test
    void everyNameHasItsOwnSteps() {
        assertThat(StandardPlatform.all()).extracting(Platform::name)
                .containsExactlyInAnyOrder("standard", "vendure", "medusa", "prestashop", "sylius");
        assertThat(StandardPlatform.all()).allSatisfy(each -> assertThat(each.steps("https://exchange.example/hooks/x"))
                .hasSizeGreaterThan(2).anyMatch(step -> step.contains("https://exchange.example/hooks/x")));
    }

    @Test
    void tokensBeyondTheLimitAreDroppedAndTheOrderIsNot() {
        List<Object> tokens = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            tokens.add(Map.of("token", "token" + i));
        }
        Payload body = reduced("order-paid");
        Map<String, Object> data = new HashMap<>(body.object("data").fields());
        data.put("tokens", tokens);
        Mapping mapping = platform.map(StandardPlatform.ORDER_FACT, new Payload(Map.of("data", data)));
        assertThat(((Mapping.Facts) mapping).facts().getFirst().get("tokens")).asString().contains("token17")
                .doesNotContain("token18");
        assertThat(MutatedPayloads.read(((Mapping.Facts) mapping).facts())).hasSize(1);
    }

    private OrderFact fact(String name) {
        Mapping mapping = platform.map(StandardPlatform.ORDER_FACT, reduced(name));
        return MutatedPayloads.read(((Mapping.Facts) mapping).facts()).getFirst();
    }

    private Payload reduced(String name) {
        return ReducedJson.read(RECORDED.bytes(name), platform.fields());
    }

    private Verdict verify(Delivery delivery, String secret) {
        return platform.verify(delivery, List.of(secret), NOW);
    }

    private Refusal refusal(Delivery delivery, String secret) {
        return ((Verdict.Refused) verify(delivery, secret)).reason();
    }

    private static Delivery delivery(String id, String timestamp, String signature, String body) {
        Map<String, String> headers = new HashMap<>(Map.of(StandardSignature.ID, id, StandardSignature.TIMESTAMP,
                timestamp, StandardSignature.SIGNATURE, signature));
        return new Delivery(headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
