package centuple.connect.magento;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.connect.Delivery;
import centuple.connect.Mapping;
import centuple.connect.Payload;
import centuple.connect.Polled.Cursor;
import centuple.connect.Polled.Page;
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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class MagentoPlatformTest {
    private static final Recorded RECORDED = new Recorded("magento");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Cursor CURSOR = new Cursor(Instant.parse("2026-11-23T07:00:00Z"), "");

    private final MagentoPlatform platform = new MagentoPlatform();

    @Test
    void nothingThatIsSentIsBelieved() {
        assertThat(platform.verify(new Delivery(Map.of(), new byte[0]), List.of("s"), NOW))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void asksForWhatChangedSince() {
        String path = platform.call(CURSOR).path();
        assertThat(URLDecoder.decode(path, StandardCharsets.UTF_8)).startsWith("/rest/V1/orders?")
                .contains("[field]=updated_at", "[conditionType]=gteq", "[value]=2026-11-23 07:00:00",
                        "[direction]=ASC",
                        "[pageSize]=50", "[currentPage]=1");
        assertThat(platform.authorization(Map.of("access_token", "t0"))).containsEntry("Authorization", "Bearer t0");
        Page page = page("orders");
        assertThat(page.isLast()).isTrue();
        assertThat(page.next()).isEqualTo(new Cursor(Instant.parse("2026-11-23T07:41:05Z"), ""));
        assertThat(page.events()).singleElement()
                .satisfies(seen -> assertThat(seen.notice().eventId()).startsWith("poll 42 "));
    }

    /**
     * A product of variants counts by its own row, a bundle by the rows below it. The discount of 12.00 has 2.00 of tax
     * in it.
     */
    @Test
    void anOrder() {
        Snapshot order = (Snapshot) facts("orders").getFirst();
        assertThat(order.status()).isEqualTo(OrderStatus.PAID);
        assertThat(order.placedAt()).isEqualTo(Instant.parse("2026-11-23T07:30:00Z"));
        assertThat(order.lines()).extracting(line -> line.reference() + " " + line.quantity() + " " + line.netMinor())
                .containsExactly("61 2 7000", "64 1 800", "65 1 1200");
        assertThat(order.totals()).isEqualTo(new OrderFact.Totals(0, 2_000, 1_000));
        assertThat(order.marks().tokens()).as("of the attribute and of a comment").hasSize(2);
        assertThat(order.marks().coupons()).containsExactly("PARTNER10");
    }

    @Test
    void creditMemosAreAskedForAndTakeBackTheirRows() {
        Payload order = page("orders-refunded").events().getFirst().body();
        Mapping.Fetch fetch = (Mapping.Fetch) platform.map("order", order);
        assertThat(fetch.calls()).singleElement().satisfies(call -> assertThat(call.path())
                .startsWith("/rest/V1/creditmemos?").contains("order_id").contains("=42"));
        List<OrderFact> facts = facts("orders-refunded");
        assertThat(facts).as("the order, its memo, and what was given beyond; the other memo is cancelled").hasSize(3);
        assertThat(((Refund) facts.get(1)).scope()).isEqualTo(new RefundScope.Lines(List.of(
                new OrderFact.LineRefund("61", 0, 3_500L), new OrderFact.LineRefund("64", 0, 800L))));
        assertThat(((Refund) facts.get(2)).scope()).isEqualTo(new RefundScope.Amount(200));
        RemainingBase left = RemainingBase.of((Snapshot) facts.getFirst(),
                List.of((Refund) facts.get(1), (Refund) facts.get(2)));
        assertThat(left.lines().stream().mapToLong(RemainingBase.Line::remainingMinor).sum())
                .isEqualTo(9_000 - 3_500 - 800 - 200);
    }

    @ParameterizedTest
    @CsvSource({"processing, 0, PAID", "processing, 12.5, PLACED", "complete, 0, PAID", "closed, 0, PAID",
            "new, 120, PLACED", "pending_payment, 120, PLACED", "holded, 0, PLACED", "canceled, 0, CANCELLED"})
    void whetherAnOrderIsPaid(String state, String due, OrderStatus expected) {
        String orders = RECORDED.text("orders").replace("\"state\": \"processing\"", "\"state\": \"" + state + "\"")
                .replace("\"total_due\": 0", "\"total_due\": " + due);
        Payload order = page(orders.getBytes(StandardCharsets.UTF_8)).events().getFirst().body();
        Mapping.Facts facts = (Mapping.Facts) platform.map("order", order);
        assertThat(((Snapshot) MutatedPayloads.read(facts.facts()).getFirst()).status()).isEqualTo(expected);
    }

    @Test
    void nothingPersonalIsKept() {
        String kept = whole("orders-refunded").toString();
        assertThat(kept).doesNotContainIgnoringCase("camille").doesNotContainIgnoringCase("durand")
                .doesNotContain("@", "44000", "33240123456", "203.0.113", "Trail", "TR-42", "4242");
    }

    /** Its times of change have whole seconds. */
    @Test
    void twoChangesWithinOneSecondAreTwoEvents() {
        String first = RECORDED.text("orders");
        assertThat(page(first.replace("\"processing\"", "\"complete\"").getBytes(StandardCharsets.UTF_8)).events())
                .extracting(seen -> seen.notice().eventId()).doesNotContainAnyElementsOf(
                        page("orders").events().stream().map(seen -> seen.notice().eventId()).toList());
        assertThat(page("orders").events()).as("seen again it is the same event").isEqualTo(page("orders").events());
    }

    /** Asked behind its last page, Magento shows the last one again. */
    @Test
    void theLastPageIsTheLastHoweverManyShareASecond() {
        Cursor alone = new Cursor(CURSOR.since(), "", 1);
        byte[] body = RECORDED.bytes("orders");
        assertThat(RECORDED.text("orders")).contains("\"total_count\": 1");
        assertThat(platform.read(Map.of(), ReducedJson.read(body, platform.call(alone).fields()), alone).isLast())
                .isTrue();
        assertThat(URLDecoder.decode(platform.names(alone).path(), StandardCharsets.UTF_8)).contains("[pageSize]=1",
                "fields=items[entity_id,increment_id,updated_at],total_count");
    }

    @Test
    void anOrderAloneIsAskedForWithItsCreditMemos() {
        Payload named = platform.named(page("orders-refunded").events().getFirst()).body();
        Mapping.Fetch fetch = (Mapping.Fetch) platform.map("order named", named);
        assertThat(fetch.calls()).extracting(call -> call.path()).first().asString().startsWith("/rest/V1/orders/");
        Map<String, Object> fields = new LinkedHashMap<>(named.fields());
        Payload order = page("orders-refunded").events().getFirst().body();
        fields.put("fetched", List.of(order.fields(),
                ReducedJson.read(RECORDED.bytes("creditmemos"), fetch.calls().getLast().fields()).fields()));
        assertThat(platform.map("order named", new Payload(fields)))
                .isEqualTo(platform.map("order", whole("orders-refunded")));
    }

    private List<OrderFact> facts(String name) {
        return MutatedPayloads.read(((Mapping.Facts) platform.map("order", whole(name))).facts());
    }

    /** The order as it is mapped: with its credit memos where it asks for them. */
    private Payload whole(String name) {
        Payload order = page(name).events().getFirst().body();
        if (!(platform.map("order", order) instanceof Mapping.Fetch(var calls))) {
            return order;
        }
        Map<String, Object> fields = new LinkedHashMap<>(order.fields());
        fields.put("fetched",
                List.of(ReducedJson.read(RECORDED.bytes("creditmemos"), calls.getFirst().fields()).fields()));
        return new Payload(fields);
    }

    private Page page(String name) {
        return page(RECORDED.bytes(name));
    }

    private Page page(byte[] body) {
        return platform.read(Map.of(), ReducedJson.read(body, platform.call(CURSOR).fields()), CURSOR);
    }
}
