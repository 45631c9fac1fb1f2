package centuple.commission.http;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.commission.job.GroupedIntake;
import centuple.ledger.http.LedgerRoutes;
import centuple.money.Currency;
import centuple.order.FoundIn;
import centuple.order.OrderFact.LineRefund;
import centuple.order.OrderFact.Marks;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFact.Totals;
import centuple.order.OrderLine;
import centuple.order.OrderRef;
import centuple.order.OrderReport;
import centuple.order.OrderStatus;
import centuple.order.PresentedToken;
import centuple.order.store.SqlOrderStore;
import centuple.platform.http.Route;
import centuple.shop.ShopId;
import centuple.testkit.OrderBed;
import centuple.testkit.RouteCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Each shop sees of an order what its own partnership needs, and nothing more. */
class ReadingPrivacyTest {
    private static final ShopId RECEIVER = new ShopId(0x0a0a_0001);
    private static final ShopId GIVER = new ShopId(0x0b0b_0001);
    private static final ShopId LATE = new ShopId(0x0c0c_0001);
    private static final ShopId STRANGER = new ShopId(0x0d0d_0001);

    private final OrderBed bed = new OrderBed();
    private final GroupedIntake intake = bed.intake();
    private final List<Route> routes = new ArrayList<>(
            new CommissionRoutes(bed.db.database(), SqlOrderStore::new, "exchange.example").routes());

    @BeforeEach
    void anOrderWithTwoTokens() {
        routes.addAll(new LedgerRoutes(bed.db.database()).routes());
        for (ShopId giver : List.of(GIVER, LATE)) {
            bed.terms.partner(RECEIVER, giver, OrderBed.NOW.minusSeconds(9_000_000),
                    OrderBed.percent(RECEIVER, giver, 500));
        }
        Marks marks = new Marks(List.of(token(GIVER, "a", 1), token(LATE, "b", 40)), List.of());
        List<OrderLine> lines = List.of(new OrderLine("SKU-BOOTS", "shoes", 3, 9_000, 0, 0),
                new OrderLine("SKU-LACES", "shoes", 7, 1_000, 0, 0), new OrderLine("SKU-HAT", null, 1, 2_000, 0, 0));
        Instant placedAt = OrderBed.NOW.minusSeconds(60);
        OrderRef order = new OrderRef(RECEIVER, "SECRET-42");
        intake.take(List.of(
                new OrderReport(order, new Snapshot(2, OrderStatus.PAID, OrderBed.EUR, placedAt, placedAt, null, lines,
                        Totals.NONE, marks, OrderBed.NOW)),
                new OrderReport(order, new Refund("R-SECRET", OrderBed.EUR,
                        new RefundScope.Amount(1_200), OrderBed.NOW))));
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void theReceiverSeesItsOrderWithReferencesAndReasons() {
        JsonNode order = only(RECEIVER, "/v1/orders");
        assertThat(order.path("reference").stringValue()).isEqualTo("SECRET-42");
        assertThat(order.path("attribution").path("giver").stringValue()).isEqualTo(GIVER.toString());
        assertThat(order.path("attribution").path("refusals").get(0).path("reason").stringValue())
                .isEqualTo("outside_window");
        JsonNode commission = only(RECEIVER, "/v1/commissions");
        assertThat(commission.path("lines")).hasSize(3);
        assertThat(commission.path("lines").get(0).path("line").stringValue()).isEqualTo("SKU-BOOTS");
        JsonNode whole = by(RECEIVER).get("/v1/orders/" + order.path("id").stringValue());
        order.propertyNames().forEach(name -> assertThat(whole.path(name)).as(name).isEqualTo(order.path(name)));
        assertThat(by(RECEIVER).get("/v1/commissions/" + commission.path("id").stringValue())).isEqualTo(commission);
    }

    @Test
    void theReceiverSeesWhatItReportedAndNobodyElseDoes() {
        OrderRef ref = new OrderRef(RECEIVER, "SECRET-42");
        intake.take(List.of(
                new OrderReport(ref, new Refund("R-YEN", new Currency("JPY"), new RefundScope.Amount(5), OrderBed.NOW)),
                new OrderReport(ref, new Refund("R-LINE", OrderBed.EUR,
                        new RefundScope.Lines(List.of(new LineRefund("SKU-HAT", 1, null))), OrderBed.NOW))));
        String path = "/v1/orders/" + only(RECEIVER, "/v1/orders").path("id").stringValue();
        JsonNode whole = by(RECEIVER).get(path);
        JsonNode version = whole.path("versions").path(0);
        assertThat(whole.path("versions")).hasSize(1);
        assertThat(version.path("version").longValue()).isEqualTo(2);
        assertThat(version.path("status").stringValue()).isEqualTo("paid");
        assertThat(version.path("placed_at").stringValue()).isEqualTo(OrderBed.NOW.minusSeconds(60).toString());
        assertThat(version.path("lines").path(1).path("reference").stringValue()).isEqualTo("SKU-LACES");
        assertThat(version.path("lines").path(1).path("quantity").intValue()).isEqualTo(7);
        assertThat(version.path("tokens").path(0).path("giver").stringValue()).isEqualTo(GIVER.toString());
        assertThat(whole.path("refunds")).hasSize(3);
        assertThat(whole.path("flags_about").toString()).isEqualTo(
                "[{\"flag\":\"refund_in_other_currency\",\"refund_references\":[\"R-YEN\"]}]");
        for (ShopId giver : List.of(GIVER, LATE)) {
            JsonNode seen = by(giver).get(path);
            assertThat(names(seen)).doesNotContain("versions", "refunds", "flags_about", "lines", "reference");
            assertThat(seen.toString()).doesNotContain("SKU", "R-YEN", "SECRET");
        }
    }

    @Test
    void theGiverSeesSumsByCategoryAndNoNamesOrCounts() {
        JsonNode commission = only(GIVER, "/v1/commissions");
        assertThat(commission.path("lines")).hasSize(2);
        JsonNode shoes = commission.path("lines").get(0);
        assertThat(shoes.path("category").stringValue()).isEqualTo("shoes");
        assertThat(shoes.path("base_minor").longValue()).isEqualTo(10_000);
        assertThat(shoes.path("refunded_minor").longValue()).isEqualTo(1_000);
        assertThat(shoes.path("percent_bps").longValue()).isEqualTo(500);
        assertThat(commission.path("amounts").path("pending_minor").longValue()).isEqualTo(540);
        assertThat(names(commission)).doesNotContain("line", "quantity", "reference");
        for (String path : List.of("/v1/orders", "/v1/commissions", "/v1/transfers", "/v1/balances")) {
            assertThat(by(GIVER).get(path).toString()).doesNotContain("SKU", "SECRET", LATE.toString());
        }
    }

    @Test
    void aGiverWhoseTokenDidNotCountSeesWhyAndNotWhoHasIt() {
        JsonNode order = only(LATE, "/v1/orders");
        assertThat(order.path("attribution").path("status").stringValue()).isEqualTo("unattributed");
        assertThat(order.path("attribution").path("refusals").get(0).path("reason").stringValue())
                .isEqualTo("outside_window");
        assertThat(by(LATE).get("/v1/orders").toString()).doesNotContain("SECRET", GIVER.toString(), "com_");
        assertThat(by(LATE).get("/v1/commissions").path("data")).isEmpty();
        assertThat(by(LATE).get("/v1/transfers").path("data")).isEmpty();
    }

    @Test
    void aStrangerSeesNothing() {
        String order = only(RECEIVER, "/v1/orders").path("id").stringValue();
        String commission = only(RECEIVER, "/v1/commissions").path("id").stringValue();
        for (String path : List.of("/v1/orders", "/v1/commissions", "/v1/transfers", "/v1/balances")) {
            assertThat(by(STRANGER).get(path).path("data")).as(path).isEmpty();
        }
        assertThat(by(STRANGER).answer("/v1/orders/" + order).status()).isEqualTo(404);
        assertThat(by(STRANGER).answer("/v1/commissions/" + commission).status()).isEqualTo(404);
    }

    @Test
    void balancesOfTheTwoSidesAreTheSame() {
        JsonNode mine = only(GIVER, "/v1/balances");
        JsonNode theirs = only(RECEIVER, "/v1/balances");
        assertThat(mine.path("partner").stringValue()).isEqualTo(RECEIVER.toString());
        assertThat(mine.path("given")).isEqualTo(theirs.path("received"));
        assertThat(mine.path("given").path("owed").get(0).path("pending_minor").longValue()).isEqualTo(540);
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        for (int i = 0; i < 6; i++) {
            intake.take(List.of(new OrderReport(new OrderRef(RECEIVER, "N-" + i),
                    new Refund("r", OrderBed.EUR, new RefundScope.Full(), OrderBed.NOW))));
        }
        Set<String> seen = new HashSet<>();
        String next = "/v1/orders?limit=2";
        int pages = 0;
        while (!next.isEmpty()) {
            JsonNode page = by(RECEIVER).get(next);
            page.path("data").forEach(order -> assertThat(seen.add(order.path("id").stringValue())).isTrue());
            pages++;
            next = page.path("has_more").booleanValue()
                    ? "/v1/orders?limit=2&cursor=" + page.path("next_cursor").stringValue()
                    : "";
        }
        assertThat(seen).hasSize(7);
        assertThat(pages).isEqualTo(4);
    }

    private JsonNode only(ShopId shop, String path) {
        JsonNode data = by(shop).get(path).path("data");
        assertThat(data).as(path).hasSize(1);
        return data.get(0);
    }

    private RouteCall by(ShopId shop) {
        return RouteCall.by(shop, routes);
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new HashSet<>(node.propertyNames());
        node.forEach(child -> names.addAll(names(child)));
        return names;
    }

    private static PresentedToken token(ShopId giver, String end, int daysAgo) {
        return new PresentedToken.Valid(FoundIn.ORDER_FIELD, "clk_00000000000000000000000" + end, giver, 1,
                OrderBed.NOW.minus(Duration.ofDays(daysAgo)), List.of());
    }
}
