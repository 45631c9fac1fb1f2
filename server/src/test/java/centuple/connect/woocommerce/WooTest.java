package centuple.connect.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.connect.Delivery;
import centuple.connect.Landing;
import centuple.connect.Mapping;
import centuple.connect.Payload;
import centuple.connect.Polled.Cursor;
import centuple.connect.Polled.Page;
import centuple.connect.Refusal;
import centuple.connect.Signature;
import centuple.connect.UnreadableException;
import centuple.connect.Verdict;
import centuple.connect.net.ReducedJson;
import centuple.platform.json.Json;
import centuple.testkit.payload.MutatedPayloads;
import centuple.testkit.payload.Recorded;
import centuple.testkit.payload.Told;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class WooTest {
    private static final WooPlatform WOO = new WooPlatform();
    private static final Recorded RECORDED = new Recorded("woocommerce");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant SINCE = Instant.parse("2026-11-20T00:00:00Z");
    private static final String SECRET = "whk_8ac1e1e3f0a94e5b";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            order.created  | order-pending     | placed EUR 8570 1752
            order.updated  | order-processing  | paid EUR 8570 1752
            order.updated  | order-two-refunds | paid EUR 8570 1752; refund 729: 4223; refund 731: 783
            order.updated  | order-refunded    | paid EUR 8570 1752; refund 729: 4223; refund 731: 783; refund 735: 5316
            order.restored | order-jpy         | paid JPY 10473 2727
            order.updated  | order-kwd         | paid KWD 21825
            """)
    void messagesSayFacts(String topic, String name, String told) {
        assertThat(told(topic, RECORDED.text(name))).isEqualTo(told);
    }

    @Test
    void refundsSentAgainAreTheSameFacts() {
        List<Map<String, Object>> two = facts("order.updated", RECORDED.text("order-two-refunds"));
        List<Map<String, Object>> three = facts("order.updated", RECORDED.text("order-refunded"));
        assertThat(three).containsAll(two.subList(1, 3));
    }

    @ParameterizedTest
    @CsvSource({"order.deleted,order-processing", "product.updated,order-processing", "order.updated,rest-no-route",
            "action.woocommerce_add_to_cart,order-processing"})
    void whatIsNoSaleSaysNothing(String topic, String name) {
        assertThat(map(topic, RECORDED.text(name))).isInstanceOf(Mapping.Nothing.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pending        | paid_on_time | placed
            on-hold        | paid_on_time | placed
            failed         | paid_on_time | placed
            processing     | paid_on_time | paid
            processing     |              | placed
            completed      |              | paid
            shipped        | paid_on_time | paid
            shipped        |              | placed
            cancelled      | paid_on_time | cancelled
            trash          | paid_on_time | cancelled
            refunded       | paid_on_time | cancelled
            checkout-draft |              | nothing
            auto-draft     |              | nothing
            """)
    void statesBecomeOurs(String state, String paid, String told) {
        String body = order("EUR", "100.00", line("1", "100.00"), "", "").replace("\"processing\"",
                "\"" + state + "\"");
        body = paid == null ? body.replace("\"2026-11-20T10:00:30\"", "null") : body;
        Mapping mapping = map("order.updated", body);
        assertThat(mapping instanceof Mapping.Facts ? told("order.updated", body) : "nothing").startsWith(told);
    }

    @Test
    void aPaymentBeforeTheOrderCountsAtTheOrder() {
        String body = order("EUR", "1.00", line("1", "1.00"), "", "").replace("10:00:30", "09:59:59");
        assertThat(facts("order.updated", body).getFirst()).containsEntry("paid_at", "2026-11-20T10:00:00Z");
    }

    /** Lines, fees and what came back, of an order whose total with tax and shipping is given. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EUR | 131.77 | 100.00       |             | -131.77       | paid EUR 10000; refund 1: 10000
            EUR | 100.00 | 33.33,66.67  |             | -50,-50.00    | paid EUR 3333 6667; refund 1: 5000; refund 2: 5000
            EUR | 90.00  | 60.00,40     | -10.00      | -45           | paid EUR 5400 3600; refund 1: 4500
            EUR | 10.00  | 60.00        | -75.00,3.50 |               | paid EUR 0
            EUR | 30.00  | 50.00,-20.00 |             | -30.00        | paid EUR 3000 0; refund 1: 3000
            EUR | 30.00  | 0.00         | 30.00       | -30.00        | paid EUR 0
            EUR | 100.00 | 0.30         |             | -0.01,-99.99  | paid EUR 30; refund 2: 30
            EUR | 100    | 80           |             | -125          | paid EUR 8000; refund 1: 10000
            JPY | 3300   | 3000         |             | -1            | paid JPY 3000; refund 1: 1
            JPY | 3300.0 | 1500.50      |             |               | paid JPY 1501
            KWD | 21.825 | 21.825       |             | -0.001        | paid KWD 21825; refund 1: 1
            EUR | 100.00 | 16.528926    |             |               | paid EUR 1653
            """)
    void theBaseIsWithoutTaxShippingAndFees(String currency, String total, String lines, String fees, String refunds,
            String told) {
        String body = order(currency, total, rows("", lines), rows("fee", fees), rows("refund", refunds));
        assertThat(told("order.updated", body)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "total":"100.00"                       | "total":null                    | total
            "refunds":[]                           | "refunds":[{"id":1,"total":"5.00"}] | above zero
            "refunds":[]                           | "refunds":[{"id":1,"total":"-5"},{"id":1,"total":"-5"}] | same id
            "refunds":[]                           | "refunds":{}                    | refunds
            "line_items":[{                        | "line_items":["shoe",{          | missing
            "date_modified_gmt":"2026-11-20T10:01:00" | "date_modified_gmt":"yesterday" | date_modified_gmt
            "currency":"EUR"                       | "currency":"POINTS"             | currency
            "id":727                               | "id":"wc-727"                   | id
            """)
    void whatCannotBeReadIsParkedWithTheReason(String field, String instead, String why) {
        String body = order("EUR", "100.00", line("1", "100.00"), "", "").replace("\"refunds\":[]",
                field.contains("total") ? "\"refunds\":[{\"id\":1,\"total\":\"-5.00\"}]" : "\"refunds\":[]");
        assertThat(body).contains(field);
        assertThat(map("order.updated", body.replace(field, instead))).isInstanceOfSatisfying(
                Mapping.Unreadable.class, parked -> assertThat(parked.why()).contains(why));
    }

    @Test
    void anOldVersionOfTheApiIsNamed() {
        assertThat(map("order.updated", "{\"order\":{\"id\":7,\"status\":\"processing\"}}")).isInstanceOfSatisfying(
                Mapping.Unreadable.class, parked -> assertThat(parked.why()).contains("WP REST API Integration v3"));
    }

    @Test
    void marksComeFromPluginLandingAndCoupon() {
        Map<String, Object> landed = facts("order.updated", RECORDED.text("order-processing")).getFirst();
        assertThat(landed).containsEntry("coupons", List.of("anna10")).doesNotContainKey("giver_day");
        assertThat(Objects.requireNonNull(landed.get("tokens")).toString()).contains(
                "token=AQEAAAfZ0wsAAQsLAAIAAAABaSKq9k3xk1bQ0h7e",
                "found_in=landing_url");
        assertThat(facts("order.updated", RECORDED.text("order-jpy")).getFirst().get("tokens")).asString()
                .contains("found_in=order_field}, {token=AQ");
        assertThat(facts("order.updated", RECORDED.text("order-kwd")).getFirst())
                .containsEntry("giver_day", Map.of("giver", "shop_0b0b0001", "day", "2026-11-20"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OFF             | order-processing |             | no
            IDENTIFIER_FREE | order-processing |             | no
            TOKEN           | order-processing | landing_url | no
            OFF             | order-jpy        | order_field | no
            OFF             | order-kwd        |             | no
            IDENTIFIER_FREE | order-kwd        |             | yes
            """)
    void theConnectionSaysWhatIsReadOfTheLandingPage(Landing.Rule rule, String name, @Nullable String place,
            String hasGiver) {
        Payload kept = ReducedJson.read(RECORDED.bytes(name), WOO.fields(), rule);
        Map<String, Object> said = ((Mapping.Facts) WOO.map("order.updated", kept)).facts().getFirst();
        String tokens = said.getOrDefault("tokens", "").toString();
        for (String each : List.of("order_field", "landing_url")) {
            assertThat(tokens.contains(each)).as(each).isEqualTo(each.equals(place));
        }
        assertThat(said.containsKey("giver_day")).isEqualTo(hasGiver.equals("yes"));
    }

    @Test
    void anOrderFoundByAskingSaysTheSameAsItsMessage() {
        Page page = page(RECORDED.bytes("page"), new Cursor(SINCE, ""));
        assertThat(page.events()).hasSize(3);
        assertThat(WOO.map(page.events().getFirst().notice().topic(), page.events().getFirst().body()))
                .isEqualTo(map("order.updated", RECORDED.text("order-two-refunds")));
    }

    @Test
    void nothingPersonalIsKept() {
        for (String name : List.of("order-pending", "order-two-refunds", "order-refunded", "order-kwd")) {
            byte[] body = RECORDED.bytes(name);
            String kept = Told.values(reduced(body).fields());
            assertThat(Told.personal(JsonMapper.shared().readTree(body))).hasSizeGreaterThan(20)
                    .noneMatch(kept::contains);
            assertThat(kept).doesNotContainIgnoringCase("odette")
                    .doesNotContain("Perrin", "example.com", "203.0.113", "1984-05-02", "Mozilla", "/produit/");
        }
        String page = Told.values(ReducedJson.read(RECORDED.bytes("page"), WooFields.PAGE).fields());
        assertThat(page).contains("727").doesNotContain("Camille", "example.com", "Perrin");
    }

    @Test
    void aMessageIsGenuineWhenASecretInForceSignedIt() {
        byte[] body = RECORDED.bytes("order-processing");
        assertThat(verify(body, sign(SECRET, body))).isEqualTo(Verdict.GENUINE);
        assertThat(verify(body, sign("the one before", body))).isEqualTo(Verdict.GENUINE);
        refused(Refusal.SIGNATURE_MISSING, verify(body, ""));
        refused(Refusal.SIGNATURE_WRONG, verify(body, sign("another", body)));
        refused(Refusal.SIGNATURE_WRONG, verify(body, "%%%"));
        refused(Refusal.SIGNATURE_WRONG, verify(Signature.utf8("{}"), sign(SECRET, body)));
    }

    @Test
    void thePingIsHarmlessAndNothingElseUnsignedIs() {
        assertThat(verify(Signature.utf8("webhook_id=7"), "")).isInstanceOf(Verdict.Harmless.class);
        for (String other : List.of("webhook_id=", "webhook_id=7&x=1", "webhook_id=7 ", "webhook_id=x",
                "webhook_id=7\n",
                "{\"webhook_id\":7}", "", "Webhook_id=7", "webhook_id=" + "7".repeat(30))) {
            refused(Refusal.SIGNATURE_MISSING, verify(Signature.utf8(other), ""));
        }
    }

    @Test
    void theDigestOfTheBodyNamesAnEvent() {
        Delivery delivery = new Delivery(Map.of("x-wc-webhook-topic", "order.updated", "x-wc-webhook-delivery-id",
                "f0a1"), new byte[0]);
        assertThat(WOO.notice(delivery, Payload.EMPTY).eventId()).as("a delivery id names a second, not an event")
                .isEmpty();
        assertThat(WOO.notice(delivery, Payload.EMPTY).topic()).isEqualTo("order.updated");
    }

    @Test
    void pagesGoOnAtTheLastChangeSeen() {
        Cursor start = new Cursor(Instant.parse("2026-11-20T10:00:00.5Z"), "");
        assertThat(WOO.call(start).path()).isEqualTo("/wp-json/wc/v3/orders?modified_after=2026-11-20T09:59:59"
                + "&dates_are_gmt=true&orderby=modified&order=asc&per_page=50&page=1&_fields=id,number,status,currency,"
                + "date_created_gmt,date_modified_gmt,date_paid_gmt,date_completed_gmt,total,total_tax,shipping_total,"
                + "line_items,fee_lines,coupon_lines,refunds,meta_data");
        Page full = page(orders(50, "2026-11-20T10:05:00"), start);
        Cursor moved = new Cursor(Instant.parse("2026-11-20T10:05:00Z"), "0");
        assertThat(full.next()).isEqualTo(moved);
        assertThat(full.isLast()).isFalse();
        Page sameSecond = page(orders(50, "2026-11-20T10:05:00"), moved);
        assertThat(sameSecond.next()).isEqualTo(new Cursor(moved.since(), "50"));
        assertThat(WOO.call(sameSecond.next()).path()).contains("modified_after=2026-11-20T10:04:59&", "&page=2&");
        Page last = page(orders(3, "2026-11-20T10:06:00"), sameSecond.next());
        assertThat(last.isLast()).isTrue();
        assertThat(last.next()).isEqualTo(new Cursor(Instant.parse("2026-11-20T10:06:00Z"), ""));
        assertThat(page(orders(0, ""), last.next()).next()).isEqualTo(last.next());
        assertThat(page(orders(2, "2026-11-20T10:05:59"), last.next()).next()).as("never back")
                .isEqualTo(last.next());
        assertThat(page(orders(50, "2026-11-20T10:04:00"), last.next()).next())
                .as("the first page of a round looks back further than its cursor")
                .isEqualTo(new Cursor(Instant.parse("2026-11-20T10:04:00Z"), "0"));
    }

    @Test
    void anAnswerThatIsNoPageIsNotTheEnd() {
        assertThatThrownBy(() -> page(Signature.utf8("{\"code\":\"rest_forbidden\"}"), new Cursor(SINCE, "")))
                .isInstanceOf(UnreadableException.class);
        assertThat(WOO.authorization(Map.of("consumer_key", "ck_1", "consumer_secret", "cs_2")))
                .isEqualTo(Map.of("Authorization", "Basic Y2tfMTpjc18y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://exchange.example/hooks/woocommerce/shop_0b0b0001", "Order updated", "REST API"})
    void theStepsNameWhatIsNeeded(String needed) {
        assertThat(String.join(" ", WOO.steps("https://exchange.example/hooks/woocommerce/shop_0b0b0001")))
                .contains(needed);
    }

    private static String order(String currency, String total, String lines, String fees, String refunds) {
        return """
                {"id":727,"status":"processing","currency":"%s","date_created_gmt":"2026-11-20T10:00:00",\
                "date_modified_gmt":"2026-11-20T10:01:00","date_paid_gmt":"2026-11-20T10:00:30","total":"%s",\
                "line_items":[%s],"fee_lines":[%s],"refunds":[%s],"meta_data":[],"coupon_lines":[]}"""
                .formatted(currency, total, lines, fees, refunds);
    }

    private static String line(String id, String total) {
        return "{\"id\":" + id + ",\"quantity\":1.5,\"total\":\"" + total + "\"}";
    }

    private static String rows(String kind, String amounts) {
        List<String> rows = new ArrayList<>();
        for (String amount : amounts == null ? new String[0] : amounts.split(",")) {
            rows.add(line(Integer.toString(rows.size() + 1), amount));
        }
        return String.join(",", kind.equals("refund") ? rows.reversed() : rows);
    }

    private static byte[] orders(int count, String modified) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> order = new LinkedHashMap<>();
            order.put("id", i + 1);
            order.put("date_modified_gmt", modified);
            all.add(order);
        }
        return Json.bytes(all);
    }

    private static Page page(byte[] body, Cursor cursor) {
        return WOO.read(Map.of(), ReducedJson.read(body, WOO.call(cursor).fields()), cursor);
    }

    private static Mapping map(String topic, String body) {
        return WOO.map(topic, reduced(Signature.utf8(body)));
    }

    private static List<Map<String, Object>> facts(String topic, String body) {
        Mapping mapping = map(topic, body);
        assertThat(mapping).isInstanceOf(Mapping.Facts.class);
        return ((Mapping.Facts) mapping).facts();
    }

    private static String told(String topic, String body) {
        return String.join("; ", Told.of(MutatedPayloads.read(facts(topic, body))));
    }

    private static Payload reduced(byte[] body) {
        return ReducedJson.read(body, WOO.fields());
    }

    private static Verdict verify(byte[] body, String signature) {
        return WOO.verify(new Delivery(Map.of("x-wc-webhook-signature", signature), body),
                List.of(SECRET, "the one before"), NOW);
    }

    private static void refused(Refusal reason, Verdict verdict) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static String sign(String secret, byte[] body) {
        return Base64.getEncoder().encodeToString(Signature.hmac(Signature.utf8(secret), body));
    }
}
