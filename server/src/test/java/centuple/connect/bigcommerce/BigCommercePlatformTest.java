package centuple.connect.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.connect.ApiCall;
import centuple.connect.Delivery;
import centuple.connect.Mapping;
import centuple.connect.Payload;
import centuple.connect.Polled.Cursor;
import centuple.connect.Polled.Page;
import centuple.connect.Refusal;
import centuple.connect.Verdict;
import centuple.connect.net.ReducedJson;
import centuple.order.OrderFact;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderStatus;
import centuple.order.RemainingBase;
import centuple.testkit.payload.MutatedPayloads;
import centuple.testkit.payload.Recorded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class BigCommercePlatformTest {
    private static final Recorded RECORDED = new Recorded("bigcommerce");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String SECRET = "b2c7c4c9f0a94a0e8d1a7f0f6f6f1f11";

    private final BigCommercePlatform platform = new BigCommercePlatform();

    @Test
    void aMessageIsKnownByItsHeader() {
        assertThat(verify(SECRET)).isEqualTo(Verdict.GENUINE);
        assertThat(platform.verify(delivery("old one"), List.of(SECRET, "old one"), NOW)).isEqualTo(Verdict.GENUINE);
        for (String wrong : List.of("x", SECRET + "x", SECRET.substring(1),
                SECRET.replace("b", "B"))) {
            assertThat(((Verdict.Refused) verify(wrong)).reason()).isEqualTo(Refusal.SIGNATURE_WRONG);
        }
        assertThat(((Verdict.Refused) verify("")).reason()).isEqualTo(Refusal.SIGNATURE_MISSING);
        assertThat(platform.verify(delivery(" "), List.of(""), NOW)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void anEventNamesAnOrderThatIsThenFetched() {
        Payload event = reduced("event");
        assertThat(platform.notice(delivery(SECRET), event).eventId())
                .isEqualTo("3f9ea420af83450d7ef9f78b08c8af25b2213637/1795431665");
        Mapping.Fetch fetch = (Mapping.Fetch) platform.map("store/order/statusUpdated", event);
        assertThat(fetch.calls()).extracting(ApiCall::path).containsExactly("/v2/orders/218",
                "/v2/orders/218/products?limit=250", "/v2/orders/218/coupons",
                "/v3/orders/218/payment_actions/refunds", "/v3/orders/218/metafields?key=centuple");
        assertThat(platform.authorization(Map.of("access_token", "t0")))
                .containsExactlyEntriesOf(Map.of("X-Auth-Token", "t0"));
        assertThat(platform.map("store/product/updated", event)).isInstanceOf(Mapping.Nothing.class);
        assertThat(platform.map("store/order/created", Payload.EMPTY)).isInstanceOf(Mapping.Unreadable.class);
    }

    /** 100.00 of goods and a coupon of 10.00, both without tax; shipping, handling and store credit are no part. */
    @Test
    void anOrder() {
        List<OrderFact> facts = facts("order", "no-refunds");
        Snapshot order = (Snapshot) facts.getFirst();
        assertThat(facts).hasSize(1);
        assertThat(order.status()).isEqualTo(OrderStatus.PAID);
        assertThat(order.placedAt()).isEqualTo(Instant.parse("2026-11-23T07:30:00Z"));
        assertThat(order.lines()).extracting(line -> line.reference() + " " + line.quantity() + " " + line.netMinor())
                .containsExactly("315 2 8000", "316 1 2000");
        assertThat(order.totals()).isEqualTo(new OrderFact.Totals(1_000, 2_020, 1_100));
        assertThat(left(order)).isEqualTo(9_000);
        assertThat(order.marks().tokens()).as("in the staff notes and the metafield").hasSize(2);
        assertThat(order.marks().coupons()).containsExactly("PARTNER10");
    }

    @Test
    void refundsByUnitsAndBySums() {
        List<OrderFact> facts = facts("order", "refunds");
        assertThat(facts).hasSize(3);
        Refund units = (Refund) facts.get(1);
        assertThat(units.reference()).isEqualTo("3");
        assertThat(units.scope()).isEqualTo(new RefundScope.Lines(List.of(new OrderFact.LineRefund("315", 1, null))));
        Refund sum = (Refund) facts.get(2);
        // 12.00 of 15.00 that were given back, of which 2.50 are tax
        assertThat(sum.reference()).isEqualTo("4:sum");
        assertThat(sum.scope()).isEqualTo(new RefundScope.Amount(1_000));
        assertThat(left((Snapshot) facts.getFirst(), units, sum)).isEqualTo(9_000 - 3_600 - 1_000);
    }

    @ParameterizedTest
    @CsvSource({"11, captured, PAID", "7, authorized, PLACED", "7, captured, PAID", "11, '', PAID",
            "2, authorized, PLACED",
            "5, captured, CANCELLED", "6, declined, CANCELLED", "14, partially refunded, PAID", "10, '', PAID",
            "12, '', PLACED"})
    void whetherAnOrderIsPaid(int statusId, String payment, OrderStatus expected) {
        Snapshot order = (Snapshot) read(
                RECORDED.text("order").replace("\"status_id\": 11", "\"status_id\": " + statusId)
                        .replace("\"captured\"", "\"" + payment + "\""),
                RECORDED.text("no-refunds")).getFirst();
        assertThat(order.status()).isEqualTo(expected);
    }

    @Test
    void refundedByStatusAloneIsRefundedWhole() {
        List<OrderFact> facts = read(RECORDED.text("order").replace("\"status_id\": 11", "\"status_id\": 4"),
                RECORDED.text("no-refunds"));
        assertThat(((Refund) facts.get(1)).scope()).isEqualTo(new RefundScope.Full());
        assertThat(map(RECORDED.text("order").replace("\"status_id\": 11", "\"status_id\": 0"),
                RECORDED.text("no-refunds"))).isInstanceOf(Mapping.Nothing.class);
    }

    @Test
    void theSameAnswersAreTheSameFacts() {
        assertThat(map(RECORDED.text("order"), RECORDED.text("refunds")))
                .isEqualTo(map(RECORDED.text("order"), RECORDED.text("refunds")));
        assertThat(map(RECORDED.text("order").replace("\"id\": 218", "\"id\": 219"), RECORDED.text("no-refunds")))
                .as("the answer about another order").isInstanceOf(Mapping.Unreadable.class);
    }

    @Test
    void nothingPersonalIsKept() {
        String kept = reduced("event") + " " + answers(RECORDED.text("order"), RECORDED.text("refunds"));
        assertThat(kept).doesNotContainIgnoringCase("camille").doesNotContainIgnoringCase("durand")
                .doesNotContain("@", "44000", "33240123456", "203.0.113", "ring", "Trail", "TR-42");
    }

    /** Orders that changed while one reads are not left out, and the end is reached however many share a second. */
    @Test
    void goesOnFromTheTimeOfTheLastOrderSeen() {
        List<Instant> changes = new ArrayList<>();
        for (int i = 0; i < 260; i++) {
            changes.add(Instant.parse("2026-11-23T07:00:00Z").plusSeconds(i < 50 ? i : i < 200 ? 50 : i));
        }
        Cursor cursor = new Cursor(Instant.parse("2026-11-23T06:00:00Z"), "");
        List<String> seen = new ArrayList<>();
        for (int rounds = 0; rounds < 20; rounds++) {
            assertThat(platform.call(cursor).path()).contains("min_date_modified=2026-11-23T0").contains("%2B00:00")
                    .contains("sort=date_modified:asc").contains("limit=50");
            Page page = platform.read(Map.of(), answer(changes, cursor), cursor);
            page.events().forEach(event -> seen.add(event.body().required("data.id")));
            cursor = page.next();
            if (page.isLast()) {
                break;
            }
        }
        assertThat(seen.stream().distinct()).hasSize(260);
        assertThat(cursor).isEqualTo(new Cursor(changes.getLast(), ""));
        assertThat(platform.read(Map.of(), Payload.EMPTY, cursor).isLast()).as("an answer without a body").isTrue();
    }

    /** Its times of change have whole seconds. */
    @Test
    void twoChangesWithinOneSecondAreTwoEvents() {
        assertThat(seen("11")).isEqualTo(seen("11")).isNotEqualTo(seen("2"));
    }

    private String seen(String status) {
        Cursor cursor = new Cursor(Instant.parse("2026-11-23T06:00:00Z"), "");
        Payload body = ReducedJson.read(bytes("[" + RECORDED.text("order").replaceFirst("\"status_id\": \\d+",
                "\"status_id\": " + status) + "]"), platform.call(cursor).fields());
        return platform.read(Map.of(), body, cursor).events().getFirst().notice().eventId();
    }

    private Payload answer(List<Instant> changes, Cursor cursor) {
        int page = cursor.number();
        StringBuilder json = new StringBuilder("[");
        int matching = 0;
        for (int i = 0; i < changes.size(); i++) {
            if (!changes.get(i).isBefore(cursor.since())) {
                if (matching / 50 == page - 1) {
                    json.append(json.length() > 1 ? "," : "").append("{\"id\":").append(i + 1)
                            .append(",\"billing_address\":{\"first_name\":\"Camille\"},\"date_modified\":\"")
                            .append(java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME
                                    .format(changes.get(i).atOffset(java.time.ZoneOffset.UTC)))
                            .append("\"}");
                }
                matching++;
            }
        }
        return ReducedJson.read(bytes(json.append("]").toString()), platform.call(cursor).fields());
    }

    private List<OrderFact> facts(String order, String refunds) {
        return read(RECORDED.text(order), RECORDED.text(refunds));
    }

    private List<OrderFact> read(String order, String refunds) {
        Mapping mapping = map(order, refunds);
        assertThat(mapping).isInstanceOf(Mapping.Facts.class);
        return MutatedPayloads.read(((Mapping.Facts) mapping).facts());
    }

    private Mapping map(String order, String refunds) {
        return platform.map("store/order/updated", answers(order, refunds));
    }

    private Payload answers(String order, String refunds) {
        List<ApiCall> calls = BigCommerceOrder.calls("218");
        List<String> bodies = List.of(order, RECORDED.text("products"), RECORDED.text("coupons"), refunds,
                RECORDED.text("metafields"));
        List<Object> fetched = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            fetched.add(ReducedJson.read(bytes(bodies.get(i)), calls.get(i).fields()).fields());
        }
        Map<String, Object> fields = new LinkedHashMap<>(reduced("event").fields());
        fields.put("fetched", fetched);
        return new Payload(fields);
    }

    private static long left(Snapshot order, Refund... refunds) {
        return RemainingBase.of(order, List.of(refunds)).lines().stream().mapToLong(RemainingBase.Line::remainingMinor)
                .sum();
    }

    private Payload reduced(String name) {
        return ReducedJson.read(RECORDED.bytes(name), platform.fields());
    }

    private Verdict verify(String secret) {
        return platform.verify(delivery(secret), List.of(SECRET), NOW);
    }

    private static Delivery delivery(String secret) {
        return new Delivery(Map.of("x-centuple-secret", secret), new byte[0]);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
