package centuple.commission.http;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.commission.job.GroupedIntake;
import centuple.journal.http.ClickRoutes;
import centuple.ledger.http.LedgerRoutes;
import centuple.order.FoundIn;
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
import centuple.platform.json.Json;
import centuple.shop.Event;
import centuple.shop.ShopId;
import centuple.testkit.OrderBed;
import centuple.testkit.RouteCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The first shop of a chain sees that it has a share and nothing of the last one; the operator sees as a shop does. */
class ChainReadingTest {
    private static final ShopId RECEIVER = new ShopId(0x0a0a_0001);
    private static final ShopId LAST = new ShopId(0x0b0b_0001);
    private static final ShopId FIRST = new ShopId(0x0c0c_0001);
    private static final String CLICK = "clk_00000000000000000000000a";

    private final OrderBed bed = new OrderBed();
    private final GroupedIntake intake = bed.intake();
    private final List<Route> routes = new ArrayList<>(
            new CommissionRoutes(bed.db.database(), SqlOrderStore::new, "exchange.example").routes());

    @BeforeEach
    void anOrderByAChain() {
        routes.addAll(new LedgerRoutes(bed.db.database()).routes());
        routes.addAll(new ClickRoutes(bed.db.database()).routes());
        for (ShopId giver : List.of(LAST, FIRST)) {
            bed.terms.partner(RECEIVER, giver, OrderBed.NOW.minusSeconds(9_000_000),
                    OrderBed.percent(RECEIVER, giver, 500));
        }
        Instant placedAt = OrderBed.NOW.minusSeconds(60);
        PresentedToken token = new PresentedToken.Valid(FoundIn.ORDER_FIELD, CLICK, LAST, 1,
                OrderBed.NOW.minusSeconds(86_400), List.of(FIRST));
        OrderRef order = new OrderRef(RECEIVER, "SECRET-42");
        intake.take(List.of(
                new OrderReport(order, new Snapshot(2, OrderStatus.PAID, OrderBed.EUR, placedAt, placedAt, null,
                        List.of(new OrderLine("SKU-BOOTS", "shoes", 1, 10_000, 0, 0)), Totals.NONE,
                        new Marks(List.of(token), List.of()), OrderBed.NOW)),
                new OrderReport(order,
                        new Refund("R-SECRET", OrderBed.EUR, new RefundScope.Amount(1_000), OrderBed.NOW))));
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void theFirstShopSeesItsShareAndNothingOfTheLast() {
        JsonNode order = by(FIRST).get("/v1/orders").path("data").path(0);
        assertThat(order.path("role").stringValue()).isEqualTo("origin");
        assertThat(order.path("attribution").path("status").stringValue()).isEqualTo("attributed");
        assertThat(order.path("commissions")).hasSize(1);
        assertThat(by(FIRST).get("/v1/orders/" + order.path("id").stringValue())).isEqualTo(order);
        JsonNode transfers = by(FIRST).get("/v1/transfers").path("data");
        assertThat(transfers).hasSize(2);
        assertThat(transfers.path(0).path("cause").path("kind").stringValue()).isEqualTo("commission");
        for (String path : List.of("/v1/orders", "/v1/commissions", "/v1/transfers", "/v1/balances")) {
            assertThat(by(FIRST).get(path).toString()).as(path).doesNotContain(CLICK, LAST.toString(),
                    "terms_version", "SKU", "SECRET");
        }
    }

    @Test
    void theFirstShopIsTold() {
        List<Event> told = bed.events.stream()
                .filter(event -> event.shopA().equals(FIRST) || FIRST.equals(event.shopB())).toList();
        assertThat(told).extracting(Event::kind).containsExactly("order.attributed", "commission.booked",
                "commission.reversed");
        assertThat(Json.string(told)).doesNotContain(CLICK, LAST.toString(), "SKU", "SECRET");
    }

    @Test
    void theOthersSeeTheClickOfTheirSale() {
        for (ShopId shop : List.of(RECEIVER, LAST)) {
            by(shop).get("/v1/transfers").path("data").forEach(transfer -> {
                assertThat(transfer.path("cause").path("proof").path("value").stringValue()).isEqualTo(CLICK);
                assertThat(transfer.path("cause").path("terms_version").intValue()).isEqualTo(1);
            });
        }
    }

    @Test
    void theOperatorSeesAsTheShopItNames() {
        RouteCall operator = RouteCall.byOperator(routes);
        String order = by(FIRST).get("/v1/orders").path("data").path(0).path("id").stringValue();
        for (String path : List.of("/v1/orders", "/v1/orders/" + order, "/v1/commissions", "/v1/transfers",
                "/v1/balances", "/v1/clicks")) {
            assertThat(operator.answer(path).status()).as(path).isEqualTo(400);
            assertThat(Json.object(operator.answer(path).body()).toString()).contains("?shop", "operator");
            assertThat(operator.answer(path + "?shop=x").status()).as(path).isEqualTo(400);
            assertThat(operator.get(path + "?shop=" + FIRST)).as(path).isEqualTo(by(FIRST).get(path));
            assertThat(by(LAST).answer(path + "?shop=" + FIRST).status()).as(path).isEqualTo(400);
        }
    }

    private RouteCall by(ShopId shop) {
        return RouteCall.by(shop, routes);
    }
}
