package centuple.connect.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.connect.Delivery;
import centuple.connect.Mapping;
import centuple.connect.Payload;
import centuple.connect.Refusal;
import centuple.connect.Signature;
import centuple.connect.UnreadableException;
import centuple.connect.Verdict;
import centuple.connect.net.ReducedJson;
import centuple.order.OrderFact;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderStatus;
import centuple.order.RemainingBase;
import centuple.testkit.Seed;
import centuple.testkit.payload.MutatedPayloads;
import centuple.testkit.payload.Recorded;
import com.stripe.net.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

class StripePlatformTest {
    private static final Recorded RECORDED = new Recorded("stripe");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String SECRET = "whsec_5f4dcc3b5aa765d61d8327deb882cf99";

    private final StripePlatform platform = new StripePlatform();

    @Test
    void believesWhatStripesLibrarySignsAndSignsWhatItBelieves() throws Exception {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        for (int i = 0; i < 300; i++) {
            String secret = "whsec_" + Long.toHexString(random.nextLong());
            String body = "{\"id\":\"é€😀" + random.nextLong() + "\"}";
            long at = NOW.getEpochSecond() + random.nextLong(-300, 301);
            String theirs = Webhook.Util.computeHmacSha256(secret, at + "." + body);
            assertThat(verdict("t=" + at + ",v1=" + theirs + ",v0=00", body, secret)).as(seed.toString())
                    .isEqualTo(Verdict.GENUINE);
            assertThat(refusal("t=" + at + ",v1=" + theirs, body, SECRET)).as(seed.toString())
                    .isEqualTo(Refusal.SIGNATURE_WRONG);
            String ours = HexFormat.of()
                    .formatHex(Signature.hmac(bytes(secret), bytes(at + "." + body)));
            assertThat(Webhook.Signature.verifyHeader(body, "t=" + at + ",v1=" + ours, secret, 0))
                    .as(seed.toString()).isTrue();
        }
    }

    @Test
    void oneOfSeveralSignaturesWillDoWhileASecretIsChanged() throws Exception {
        long at = NOW.getEpochSecond();
        String wrong = "00".repeat(32);
        String right = Webhook.Util.computeHmacSha256(SECRET, at + ".{}");
        assertThat(verdict("t=" + at + ",v1=" + wrong + ",v1=" + right, "{}", SECRET)).isEqualTo(Verdict.GENUINE);
        assertThat(verdict("t=" + at + ", v1=" + right, "{}", SECRET)).isEqualTo(Verdict.GENUINE);
        assertThat(refusal("t=" + at + ",v0=" + right, "{}", SECRET)).isEqualTo(Refusal.SIGNATURE_MISSING);
        assertThat(refusal("v1=" + right, "{}", SECRET)).isEqualTo(Refusal.TIMESTAMP_WRONG);
        assertThat(refusal("t=" + at + ",v1=zz", "{}", SECRET)).isEqualTo(Refusal.SIGNATURE_MISSING);
        assertThat(refusal("t=" + at + ",v1=" + right, "{ }", SECRET)).isEqualTo(Refusal.SIGNATURE_WRONG);
        assertThat(refusal("t=" + at + ",v1=" + right, "{}", "")).isEqualTo(Refusal.SIGNATURE_WRONG);
        assertThat(refusal("", "{}", SECRET)).isEqualTo(Refusal.SIGNATURE_MISSING);
        long old = at - 301;
        assertThat(refusal("t=" + old + ",v1=" + Webhook.Util.computeHmacSha256(SECRET, old + ".{}"), "{}", SECRET))
                .isEqualTo(Refusal.TIMESTAMP_WRONG);
    }

    /** Goods without tax and shipping, whether tax is in the prices or on top. */
    @ParameterizedTest
    @CsvSource({
            "session-paid, EUR, 9000, 2000, 1000",
            "session-tax-on-top, USD, 10000, 2200, 1000",
            "session-jpy, JPY, 5000, 500, 0",
            "session-kwd, KWD, 12340, 0, 0"})
    void whatASessionSold(String name, String currency, long goods, long tax, long shipping) {
        Snapshot order = (Snapshot) fact(name);
        assertThat(order.status()).isEqualTo(OrderStatus.PAID);
        assertThat(order.currency().code()).isEqualTo(currency);
        assertThat(order.lines()).singleElement().satisfies(line -> assertThat(line.netMinor()).isEqualTo(goods));
        assertThat(order.totals()).isEqualTo(new OrderFact.Totals(0, tax, shipping));
        assertThat(order.marks().tokens()).hasSize(1);
    }

    @Test
    void timesReferenceAndCoupons() {
        Mapping.Facts facts = (Mapping.Facts) map("session-paid");
        assertThat(facts.facts().getFirst()).containsEntry("reference", "pi_3QaBcDeFgHiJkLmN0OpQrSt");
        Snapshot order = (Snapshot) fact("session-paid");
        assertThat(order.placedAt()).isEqualTo(Instant.parse("2026-11-23T11:00:00Z"));
        assertThat(order.paidAt()).isEqualTo(Instant.parse("2026-11-23T11:01:05Z"));
        assertThat(order.marks().coupons()).containsExactly("PARTNER10", "promo_1QaBcDeFgH");
    }

    @Test
    void whatIsPaidLaterIsPlacedFirst() {
        Snapshot placed = (Snapshot) fact("session-unpaid");
        Snapshot failed = (Snapshot) fact("session-async-failed");
        Snapshot paid = (Snapshot) fact("session-async-succeeded");
        assertThat(placed.status()).isEqualTo(OrderStatus.PLACED);
        assertThat(failed.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(paid.status()).isEqualTo(OrderStatus.PAID);
        assertThat(paid.version()).isGreaterThan(placed.version());
    }

    /** What was authorised is taken days later, by hand; only the session says what was sold and who sent the visitor. */
    @Test
    void whatIsCapturedByHandIsPaidThen() {
        assertThat(map("charge-captured")).isEqualTo(new Mapping.Join("checkout.session.completed",
                "pi_3QaBcDeFgHiJkLmN0OpQrSt"));
        Snapshot paid = (Snapshot) MutatedPayloads.read(
                ((Mapping.Facts) joined("charge-captured", RECORDED.text("session-unpaid"))).facts()).getFirst();
        Snapshot placed = (Snapshot) fact("session-unpaid");
        assertThat(paid.status()).isEqualTo(OrderStatus.PAID);
        assertThat(paid.paidAt()).isEqualTo(Instant.ofEpochSecond(1_795_433_000));
        assertThat(paid.version()).isGreaterThan(placed.version());
        assertThat(paid.lines()).isEqualTo(placed.lines());
        assertThat(paid.totals()).isEqualTo(placed.totals());
        assertThat(paid.marks()).isEqualTo(placed.marks());
        assertThat(left(paid, (Refund) fact("refund-created"))).isEqualTo(9_000 - 2_250);
        assertThat(joined("charge-captured", RECORDED.text("session-paid"))).isInstanceOf(Mapping.Nothing.class);
        assertThat(joined("charge-captured", RECORDED.text("session-jpy").replace("\"paid\"", "\"unpaid\"")))
                .isInstanceOf(Mapping.Unreadable.class);
        assertThat(joined("charge-captured",
                RECORDED.text("session-unpaid").replace("\"amount_total\": 12000", "\"amount_total\": 15000")))
                .as("a part was captured").isInstanceOfSatisfying(Mapping.Unreadable.class,
                        parked -> assertThat(parked.why()).contains("another sum"));
        assertThat(platform.steps("u").toString()).contains("charge.captured");
    }

    private Mapping joined(String name, String session) {
        Map<String, Object> fields = new LinkedHashMap<>(reduced(name).fields());
        fields.put(Mapping.Join.JOINED, ReducedJson.read(bytes(session), platform.fields()).fields());
        return platform.map("charge.captured", new Payload(fields));
    }

    /** A refund is told with tax and shipping; of what was paid it takes back the part that is goods. */
    @Test
    void aPartGivenBackTakesItsPartOfTheGoods() {
        Snapshot order = (Snapshot) fact("session-paid");
        Refund part = (Refund) fact("refund-created");
        // 30.00 of 120.00 paid: a quarter of 90.00
        assertThat(left(order, part)).isEqualTo(9_000 - 2_250);
        assertThat(left(order, part, (Refund) fact("charge-refunded"))).isZero();
        assertThat(left(order, (Refund) fact("dispute-lost"))).isZero();
        // 1,100 of 5,500 yen: a fifth of 5,000
        assertThat(left((Snapshot) fact("session-jpy"), (Refund) fact("refund-jpy"))).isEqualTo(4_000);
    }

    /** Thirds of a cent are not lost or made: what all refunds take is rounded once. */
    @Test
    void manyPartsTogetherTakeAll() {
        Snapshot order = (Snapshot) fact("session-paid");
        Refund[] parts = new Refund[7];
        for (int i = 0; i < parts.length; i++) {
            int units = i < 6 ? 1_714 : 12_000 - 6 * 1_714;
            parts[i] = new Refund("re_" + i, order.currency(),
                    new RefundScope.Lines(List.of(new OrderFact.LineRefund("paid-EUR", units, null))), NOW);
        }
        assertThat(left(order, parts)).isZero();
        assertThat(RemainingBase.of(order, List.of(parts)).refundBeyondOrder()).isFalse();
    }

    @Test
    void aRefundInAnotherCurrencyWaits() {
        Snapshot order = (Snapshot) fact("session-paid");
        RemainingBase base = RemainingBase.of(order, List.of((Refund) fact("refund-jpy")));
        assertThat(base.lines().getFirst().remainingMinor()).isEqualTo(9_000);
        assertThat(base.parked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"session-test-mode", "charge-refunded-in-part", "refund-pending", "dispute-created",
            "dispute-won"})
    void whatSaysNothing(String name) {
        assertThat(map(name)).isInstanceOf(Mapping.Nothing.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"session-paid", "session-tax-on-top", "charge-refunded", "refund-created", "dispute-lost"})
    void nothingPersonalIsKept(String name) {
        assertThat(reduced(name).toString()).doesNotContainIgnoringCase("camille").doesNotContainIgnoringCase("durand")
                .doesNotContain("@", "44000", "33240123456", "4242", "cus_", "203.0.113");
    }

    @Test
    void whatAShopWritesIntoTheReferenceForItselfIsNotKept() {
        Payload body = ReducedJson.read(bytes(RECORDED.text("session-paid")
                .replaceFirst("\"client_reference_id\": \"[^\"]*\"", "\"client_reference_id\": \"camille.durand\"")),
                platform.fields());
        assertThat(body.has("data.object.client_reference_id")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"eur, 1234, 1234", "jpy, 1234, 1234", "kwd, 12340, 12340", "isk, 123400, 1234", "isk, 150, 2",
            "mga, 12, 1200", "huf, 1234, 1234", "twd, 1234, 1234", "krw, 5, 5"})
    void amountsAsStripeCountsThem(String currency, String amount, long minor) {
        Payload object = new Payload(Map.of("currency", currency, "amount", new BigDecimal(amount)));
        assertThat(StripeAmounts.of(object).minor(object, "amount")).isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ugx", "iqd", "lyd", "xxx", ""})
    void aCurrencyThatIsNotKnownForCertainIsNotGuessed(String currency) {
        Payload object = new Payload(Map.of("currency", currency, "amount", BigDecimal.TEN));
        assertThatThrownBy(() -> StripeAmounts.of(object)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void subscriptionsAreToldOnlyWhereAPartnerIsConcerned() {
        String subscription = RECORDED.text("session-paid").replace("\"mode\": \"payment\"",
                "\"mode\": \"subscription\"");
        assertThat(map(subscription, "checkout.session.completed")).isInstanceOf(Mapping.Unreadable.class);
        assertThat(
                map(subscription.replaceFirst("\"client_reference_id\": \"[^\"]*\"", "\"client_reference_id\": null"),
                        "checkout.session.completed"))
                .isInstanceOf(Mapping.Nothing.class);
    }

    private static long left(Snapshot order, Refund... refunds) {
        return RemainingBase.of(order, List.of(refunds)).lines().stream().mapToLong(RemainingBase.Line::remainingMinor)
                .sum();
    }

    private OrderFact fact(String name) {
        Mapping mapping = map(name);
        assertThat(mapping).isInstanceOf(Mapping.Facts.class);
        return MutatedPayloads.read(((Mapping.Facts) mapping).facts()).getFirst();
    }

    private Mapping map(String name) {
        Payload body = reduced(name);
        return platform.map(platform.notice(new Delivery(Map.of(), new byte[0]), body).topic(), body);
    }

    private Mapping map(String text, String topic) {
        return platform.map(topic, ReducedJson.read(bytes(text), platform.fields()));
    }

    private Payload reduced(String name) {
        return ReducedJson.read(RECORDED.bytes(name), platform.fields());
    }

    private Verdict verdict(String header, String body, String secret) {
        return platform.verify(new Delivery(Map.of(StripeSignature.HEADER, header), bytes(body)), List.of(secret), NOW);
    }

    private Refusal refusal(String header, String body, String secret) {
        return ((Verdict.Refused) verdict(header, body, secret)).reason();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
