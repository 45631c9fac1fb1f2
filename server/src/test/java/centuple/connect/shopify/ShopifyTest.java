package centuple.connect.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.connect.Delivery;
import centuple.connect.Landing;
import centuple.connect.Mapping;
import centuple.connect.Notice;
import centuple.connect.Payload;
import centuple.connect.Polled.Cursor;
import centuple.connect.Polled.Page;
import centuple.connect.Refusal;
import centuple.connect.Signature;
import centuple.connect.UnreadableException;
import centuple.connect.Verdict;
import centuple.connect.net.ReducedJson;
import centuple.order.OrderFact.Snapshot;
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

class ShopifyTest {
    private static final ShopifyPlatform SHOPIFY = new ShopifyPlatform();
    private static final Recorded RECORDED = new Recorded("shopify");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant SINCE = Instant.parse("2026-11-20T00:00:00Z");
    private static final String SECRET = "8ac1e1e3f0a94e5b9d6f2c7a";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            orders/paid      | order-paid           | paid EUR 8985 1837 0 0
            orders/updated   | order-updated        | paid EUR 8985 1837 0 0; refund 929361462: 1 of 866550311; \
            refund 929361475.amount: 570
            orders/cancelled | order-cancelled      | cancelled EUR 8985 1837 0 0
            orders/create    | order-tax-excluded   | placed USD 6755 2565 0
            orders/paid      | order-jpy            | paid JPY 10473 2727
            orders/paid      | order-kwd            | paid KWD 21825
            refunds/create   | refund-create        | refund 929361462: 1 of 866550311
            """)
    void messagesSayFacts(String topic, String name, String told) {
        assertThat(Told.of(MutatedPayloads.read(facts(topic, RECORDED.bytes(name)))))
                .isEqualTo(List.of(told.split("; ")));
    }

    @ParameterizedTest
    @CsvSource({"orders/paid,order-test", "refunds/create,refund-amount-only", "test/orders/paid,order-paid",
            "products/update,order-paid", "app/uninstalled,order-paid"})
    void whatIsNoSaleSaysNothing(String topic, String name) {
        assertThat(SHOPIFY.map(topic, reduced(RECORDED.bytes(name)))).isInstanceOf(Mapping.Nothing.class);
    }

    @Test
    void marksComeFromCartAttributeLandingAndDiscountCode() {
        Map<String, Object> paid = facts("orders/paid", RECORDED.bytes("order-paid")).getFirst();
        assertThat(paid).containsEntry("coupons", List.of("ANNA10")).doesNotContainKey("giver_day");
        assertThat(Objects.requireNonNull(paid.get("tokens")).toString())
                .startsWith("[{token=AQEAAAfZ0wsAAQsLAAIAAAABaSKq9k3xk1bQ0h7e")
                .contains("found_in=cart_attribute}, {token=AQ", "found_in=landing_url}]");
        Map<String, Object> landed = facts("orders/create", RECORDED.bytes("order-tax-excluded")).getFirst();
        assertThat(landed).containsEntry("giver_day", Map.of("giver", "shop_0b0b0001", "day", "2026-11-21"))
                .as("a code with spaces can be no giver's").doesNotContainKeys("tokens", "coupons");
        assertThat(facts("orders/paid", RECORDED.bytes("order-jpy")).getFirst())
                .containsEntry("giver_day", Map.of("giver", "shop_0b0b0001", "day", "2026-11-21"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OFF             | order-paid         | cart_attribute             |
            IDENTIFIER_FREE | order-paid         | cart_attribute             |
            TOKEN           | order-paid         | cart_attribute landing_url |
            OFF             | order-tax-excluded |                            |
            IDENTIFIER_FREE | order-tax-excluded |                            | shop_0b0b0001
            TOKEN           | order-tax-excluded |                            | shop_0b0b0001
            """)
    void theConnectionSaysWhatIsReadOfTheLandingPage(Landing.Rule rule, String name, @Nullable String places,
            @Nullable String giver) {
        Payload kept = ReducedJson.read(RECORDED.bytes(name), SHOPIFY.fields(), rule);
        assertThat(kept.toString().contains("utm_source")).isEqualTo(rule != Landing.Rule.OFF);
        Map<String, Object> said = facts("orders/paid", kept).getFirst();
        String all = said.getOrDefault("tokens", "") + " " + said.getOrDefault("giver_day", "");
        for (String place : List.of("cart_attribute", "landing_url")) {
            assertThat(all.contains(place)).as(place).isEqualTo(places != null && places.contains(place));
        }
        assertThat(all.contains("giver=")).isEqualTo(giver != null);
    }

    /** Units and prices with the line's discounts and taxes; what is left is the base. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EUR | true  | "19.99"  | 1   |                | "3.33"        | 1666
            EUR | false | "19.99"  | 1   |                | "4.00"        | 1999
            EUR | true  | 19.99    | 3   | "5.997"        | "9.00"        | 4497
            EUR | false | "10"     | "2" | "0.50","0.25"  |               | 1925
            EUR | true  | "10.00"  | 2   | "20.00"        | "0.00"        | 0
            EUR | true  | "0.00"   | 5   |                |               | 0
            EUR | true  | "120.00" | 1   |                | "12.0","8.00" | 10000
            JPY | true  | "1100"   | 2   | "100"          | "191"         | 1909
            JPY | false | 1100.00  | 2   |                | "200"         | 2200
            KWD | false | "1.250"  | 3   | "0.125"        |               | 3625
            KWD | true  | "1.2345" | 2   |                |               | 2469
            EUR | false | "-15.00" | 1   |                |               | 0
            """)
    void theBaseIsWithoutDiscountsAndTax(String currency, boolean isIncluded, String price, String quantity,
            String discounts, String taxes, long baseMinor) {
        String body = order(currency, isIncluded, line(1, price, quantity, discounts, taxes));
        Snapshot snapshot = (Snapshot) MutatedPayloads.read(facts("orders/paid", Signature.utf8(body))).getFirst();
        assertThat(Told.of(List.of(snapshot))).containsExactly("paid " + currency + " " + baseMinor);
    }

    @Test
    void aLineThatTakesAwayComesOffTheOthers() {
        String body = order("EUR", false, line(1, "\"60.00\"", "1", "", "") + "," + line(2, "\"40.00\"", "1", "", "")
                + "," + line(3, "\"-25.00\"", "1", "", ""));
        assertThat(Told.of(MutatedPayloads.read(facts("orders/paid", Signature.utf8(body)))))
                .containsExactly("paid EUR 4500 3000 0");
    }

    /** Money given back beyond lines, of an order of 100.00 without and 132.00 with tax and shipping. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -132.00 |         | refund 9.amount: 10000
            -66.00  | -66.00  | refund 9.amount: 5000; refund 10.amount: 5000
            -0.01   | -0.01   | refund 9.amount: 1; refund 10.amount: 1
            -33.33  | -98.67  | refund 9.amount: 2525; refund 10.amount: 7475
            8.00    | -13.20  | refund 10.amount: 1000
            0.00    |         |
            """)
    void moneyWithoutALineIsTakenInProportion(String first, String second, String told) {
        String refunds = refund(9, first) + (second == null ? "" : "," + refund(10, second));
        String body = order("EUR", false, line(1, "\"100.00\"", "1", "", "")).replace("\"refunds\":[]",
                "\"refunds\":[" + refunds + "]");
        List<String> all = Told.of(MutatedPayloads.read(facts("orders/updated", Signature.utf8(body))));
        assertThat(String.join("; ", all.subList(1, all.size()))).isEqualTo(told == null ? "" : told);
    }

    @Test
    void anOrderFoundByAskingSaysTheSameAsItsMessage() {
        Page page = SHOPIFY.read(Map.of(), ReducedJson.read(RECORDED.bytes("page"), SHOPIFY.call(new Cursor(SINCE, ""))
                .fields()), new Cursor(SINCE, ""));
        assertThat(page.events()).hasSize(3);
        assertThat(SHOPIFY.map(page.events().getFirst().notice().topic(), page.events().getFirst().body()))
                .isEqualTo(SHOPIFY.map("orders/updated", reduced(RECORDED.bytes("order-updated"))));
        assertThat(facts("orders/updated", RECORDED.bytes("order-updated")))
                .as("and a refund alone the same as within its order")
                .containsAll(facts("refunds/create", RECORDED.bytes("refund-create")));
    }

    @Test
    void theNumberTheCustomerWasToldGoesAlong() {
        assertThat(facts("orders/updated", RECORDED.bytes("order-tax-excluded")).getFirst())
                .containsEntry("number", "#1042");
    }

    @Test
    void nothingPersonalIsKept() {
        for (String name : List.of("order-paid", "order-updated", "order-tax-excluded", "refund-create")) {
            byte[] body = RECORDED.bytes(name);
            String kept = Told.values(reduced(body).fields())
                    .replaceAll("partially_refunded|refund_discrepancy|shipping_refund", "");
            // An order's own name, such as #1042, is its number.
            assertThat(Told.personal(JsonMapper.shared().readTree(body))).hasSizeGreaterThan(20)
                    .filteredOn(text -> !text.startsWith("#")).noneMatch(kept::contains);
            assertThat(kept).doesNotContainIgnoringCase("odette").doesNotContain("Perrin", "example.com", "203.0.113");
        }
        String page = Told.values(ReducedJson.read(RECORDED.bytes("page"), ShopifyFields.PAGE).fields());
        assertThat(page).contains("5678901234567").doesNotContain("Camille", "example.com", "Perrin");
    }

    @Test
    void aMessageIsGenuineWhenASecretInForceSignedIt() {
        byte[] body = RECORDED.bytes("order-paid");
        String signature = sign(SECRET, body);
        assertThat(verify(body, Map.of("x-shopify-hmac-sha256", signature))).isEqualTo(Verdict.GENUINE);
        assertThat(verify(body, Map.of("x-shopify-hmac-sha256", sign("the one before", body))))
                .isEqualTo(Verdict.GENUINE);
        assertThat(verify(body, Map.of("x-shopify-hmac-sha256", signature, "x-shopify-triggered-at",
                "2026-11-20T12:00:01.123456789Z"))).isEqualTo(Verdict.GENUINE);
        assertThat(verify(body, Map.of("x-shopify-hmac-sha256", signature, "x-shopify-triggered-at", "soon")))
                .isEqualTo(Verdict.GENUINE);
        refused(Refusal.TIMESTAMP_WRONG, body, Map.of("x-shopify-hmac-sha256", signature, "x-shopify-triggered-at",
                "2026-11-20T11:59:59Z"));
        refused(Refusal.SIGNATURE_MISSING, body, Map.of());
        refused(Refusal.SIGNATURE_WRONG, body, Map.of("x-shopify-hmac-sha256", sign("another", body)));
        refused(Refusal.SIGNATURE_WRONG, body, Map.of("x-shopify-hmac-sha256", "not base64!"));
        byte[] changed = body.clone();
        changed[changed.length - 2] ^= 1;
        refused(Refusal.SIGNATURE_WRONG, changed, Map.of("x-shopify-hmac-sha256", signature));
    }

    @Test
    void anEventIsTopicOrderAndEventId() {
        Payload body = reduced(RECORDED.bytes("order-paid"));
        Notice event = notice(body, Map.of("x-shopify-topic", "orders/paid", "x-shopify-event-id", "e-1",
                "x-shopify-webhook-id", "w-1"));
        assertThat(event.topic()).isEqualTo("orders/paid");
        assertThat(event).isEqualTo(notice(body, Map.of("x-shopify-topic", "orders/paid", "x-shopify-event-id", "e-1",
                "x-shopify-webhook-id", "w-2")));
        assertThat(event.eventId()).isNotEqualTo(notice(body, Map.of("x-shopify-topic", "orders/updated",
                "x-shopify-event-id", "e-1")).eventId());
        assertThat(notice(body, Map.of("x-shopify-topic", "orders/paid", "x-shopify-webhook-id", "w-1")).eventId())
                .endsWith(" w-1");
        assertThat(notice(body, Map.of("x-shopify-topic", "orders/paid")).eventId()).isEmpty();
        assertThat(notice(body, Map.of("x-shopify-topic", "orders/paid", "x-shopify-test", "true")).topic())
                .isEqualTo("test/orders/paid");
    }

    @Test
    void pagesAreFollowedAndTheNextRoundBeginsAtTheNewestChange() {
        Cursor start = new Cursor(SINCE, "");
        assertThat(SHOPIFY.call(start).path())
                .startsWith("/admin/api/2026-10/orders.json?limit=50&fields=id,name,test,")
                .endsWith("&status=any&updated_at_min=2026-11-20T00:00:00Z").doesNotContain("email", "customer");
        Payload body = ReducedJson.read(RECORDED.bytes("page"), ShopifyFields.PAGE);
        Page first = SHOPIFY.read(Map.of("link", "<https://x.example/admin/api/2026-10/orders.json?limit=250&page_info="
                + "prev>; rel=\"previous\", <https://x.example/admin/api/2026-10/orders.json?limit=250&page_info=eyJsYX"
                + "N0X2lkIjo0fQ>; rel=\"next\""), body, start);
        assertThat(first.isLast()).isFalse();
        assertThat(SHOPIFY.call(first.next()).path()).endsWith("&page_info=eyJsYXN0X2lkIjo0fQ")
                .doesNotContain("updated_at_min", "&status=");
        Page last = SHOPIFY.read(Map.of(), new Payload(Map.of("orders", List.of())), first.next());
        assertThat(last).isEqualTo(new Page(List.of(), new Cursor(Instant.parse("2026-11-22T07:40:01Z"), ""), true));
        assertThat(SHOPIFY.read(Map.of(), body, start).events()).as("seen again it is the same event")
                .isEqualTo(first.events());
    }

    @Test
    void anAnswerThatIsNoPageIsNotTheEnd() {
        Cursor start = new Cursor(SINCE, "");
        assertThatThrownBy(() -> SHOPIFY.read(Map.of(), Payload.EMPTY, start)).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> SHOPIFY.read(Map.of("link", "<https://x.example/?cursor=1>; rel=\"next\""),
                new Payload(Map.of("orders", List.of())), start)).isInstanceOf(UnreadableException.class);
        assertThat(SHOPIFY.authorization(Map.of("access_token", "shpat_1")))
                .isEqualTo(Map.of("X-Shopify-Access-Token", "shpat_1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "currency", "financial_status", "created_at", "updated_at", "taxes_included", "test",
            "line_items", "refunds", "total_price"})
    void anOrderWithoutWhatCountsIsParkedWithTheReason(String field) {
        Map<String, Object> fields = new LinkedHashMap<>(reduced(RECORDED.bytes("order-updated")).fields());
        fields.remove(field);
        assertThat(SHOPIFY.map("orders/paid", new Payload(fields))).isInstanceOfSatisfying(Mapping.Unreadable.class,
                parked -> assertThat(parked.why()).contains(field));
    }

    @Test
    void theStepsNameTheAddressAndEveryMessage() {
        assertThat(String.join(" ", SHOPIFY.steps("https://exchange.example/hooks/shopify/shop_0b0b0001")))
                .contains("https://exchange.example/hooks/shopify/shop_0b0b0001", "Order payment", "Refund create");
    }

    private static String order(String currency, boolean isIncluded, String lines) {
        return """
                {"id":77,"test":false,"currency":"%s","financial_status":"paid","taxes_included":%s,
                 "created_at":"2026-11-20T10:00:00Z","updated_at":"2026-11-20T10:00:00Z","cancelled_at":null,
                 "total_price":"132.00","note_attributes":[],"discount_codes":[],"refunds":[],"line_items":[%s]}"""
                .formatted(currency, isIncluded, lines);
    }

    private static String line(int id, String price, String quantity, String discounts, String taxes) {
        return "{\"id\":%d,\"price\":%s,\"quantity\":%s,\"gift_card\":false,\"discount_allocations\":[%s],\"tax_lines\":[%s]}"
                .formatted(id, price, quantity, rows("amount", discounts), rows("price", taxes));
    }

    private static String rows(String field, String amounts) {
        List<String> rows = new ArrayList<>();
        for (String amount : amounts == null ? new String[0] : amounts.split(",")) {
            if (!amount.isBlank()) {
                rows.add("{\"" + field + "\":" + amount + "}");
            }
        }
        return String.join(",", rows);
    }

    private static String refund(int id, String adjustment) {
        return "{\"id\":%d,\"refund_line_items\":[],\"order_adjustments\":[{\"amount\":\"%s\",\"tax_amount\":\"0.00\"}]}"
                .formatted(id, adjustment);
    }

    private static List<Map<String, Object>> facts(String topic, byte[] body) {
        return facts(topic, reduced(body));
    }

    private static List<Map<String, Object>> facts(String topic, Payload body) {
        Mapping mapping = SHOPIFY.map(topic, body);
        assertThat(mapping).isInstanceOf(Mapping.Facts.class);
        return ((Mapping.Facts) mapping).facts();
    }

    private static Payload reduced(byte[] body) {
        return ReducedJson.read(body, SHOPIFY.fields());
    }

    private static Notice notice(Payload body, Map<String, String> headers) {
        return SHOPIFY.notice(new Delivery(headers, new byte[0]), body);
    }

    private static Verdict verify(byte[] body, Map<String, String> headers) {
        return SHOPIFY.verify(new Delivery(headers, body), List.of(SECRET, "the one before"), NOW);
    }

    private static void refused(Refusal reason, byte[] body, Map<String, String> headers) {
        assertThat(verify(body, headers)).isInstanceOfSatisfying(Verdict.Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static String sign(String secret, byte[] body) {
        return Base64.getEncoder().encodeToString(Signature.hmac(Signature.utf8(secret), body));
    }
}
