package centuple.commission.http;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.commission.job.GroupedIntake;
import centuple.order.PresentedToken;
import centuple.order.http.OrderRoutes;
import centuple.order.store.SqlOrderStore;
import centuple.platform.http.Idempotency;
import centuple.platform.http.Route;
import centuple.shop.Event;
import centuple.shop.ShopId;
import centuple.testkit.OrderBed;
import centuple.testkit.RouteCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** An order reported without identifiers, from the report to what each shop reads of it. */
class GiverDayReadingTest {
    private static final ShopId RECEIVER = new ShopId(0x0a0a_0001);
    private static final ShopId GIVER = new ShopId(0x0b0b_0001);
    private static final ShopId OTHER = new ShopId(0x0c0c_0001);
    private static final ShopId LATER = new ShopId(0x0d0d_0001);

    private final OrderBed bed = new OrderBed();
    private final GroupedIntake intake = bed.intake();
    private final List<Route> routes = new ArrayList<>();

    @BeforeEach
    void open() {
        InstantSource clock = InstantSource.fixed(OrderBed.NOW);
        routes.addAll(new CommissionRoutes(bed.db.database(), SqlOrderStore::new, "exchange.example").routes());
        routes.addAll(new OrderRoutes(intake,
                (_, foundIn, _, _) -> new PresentedToken.Refused(foundIn, PresentedToken.Reason.FORGED),
                new Idempotency(bed.db.database(), clock), clock).routes());
        for (ShopId giver : List.of(GIVER, OTHER)) {
            bed.terms.partner(RECEIVER, giver, OrderBed.NOW.minusSeconds(9_000_000),
                    OrderBed.identifierFree(RECEIVER, giver, 500));
        }
        bed.terms.partner(LATER, OTHER, OrderBed.NOW.minusSeconds(9_000_000));
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void theGiverIsPaidAndSeesTheDayAndNothingElse() {
        JsonNode receipt = report("A-1", "\"giver_day\": {\"giver\": \"shop_0b0b0001\", \"day\": \"2026-11-20\"}");
        assertThat(receipt.path("attribution").path("status").stringValue()).isEqualTo("attributed");
        assertThat(receipt.path("attribution").path("commission_minor").longValue()).isEqualTo(250);
        assertThat(receipt.path("ignored")).isEmpty();
        String path = "/v1/orders/" + receipt.path("id").stringValue();
        JsonNode seen = by(GIVER).get(path);
        assertThat(seen.path("attribution").path("proof").toString()).contains("\"giver_day\"", "\"2026-11-20\"");
        assertThat(names(seen)).doesNotContain("giver_days", "versions", "reference");
        JsonNode commission = by(GIVER).get("/v1/commissions").path("data").get(0);
        assertThat(commission.path("proof").path("kind").stringValue()).isEqualTo("giver_day");
        JsonNode mine = by(RECEIVER).get(path).path("versions").get(0).path("giver_days");
        assertThat(mine).hasSize(1);
        assertThat(mine.get(0).path("giver").stringValue()).isEqualTo(GIVER.toString());
        assertThat(mine.get(0).path("day").stringValue()).isEqualTo("2026-11-20");
        assertThat(report("A-1", "\"giver_day\": {\"giver\": \"shop_0b0b0001\", \"day\": \"2026-11-20\"}")
                .path("result").stringValue()).isEqualTo("repeated");
    }

    @Test
    void aPartnerWhoseDayDoesNotCountIsToldWhy() {
        String order = report("A-1", """
                "giver_day": {"giver": "shop_0b0b0001", "day": "2026-11-20"},
                "giver_days": [{"giver": "shop_0c0c0001", "day": "2026-11-19"}]""").path("id").stringValue();
        JsonNode seen = by(OTHER).get("/v1/orders/" + order);
        assertThat(seen.path("attribution").path("refusals").get(0).path("reason").stringValue())
                .isEqualTo("other_day");
        assertThat(seen.toString()).doesNotContain(GIVER.toString());
        assertThat(bed.events).filteredOn(event -> event.kind().equals("order.refused")).singleElement()
                .satisfies(event -> assertThat(event.toString()).contains("giver_day", "2026-11-19"));
        assertThat(unattributed("A-2", "shop_0b0b0001", "2026-10-01")).isEqualTo("outside_window");
        assertThat(unattributed("A-3", "shop_0b0b0001", "2026-11-24")).isEqualTo("day_after_order");
        assertThat(by(GIVER).get("/v1/orders").path("data")).hasSize(3);
    }

    @Test
    void aDayUnderTermsWithTokensCountsForNothing() {
        bed.terms.partner(RECEIVER, LATER, OrderBed.NOW.minusSeconds(9_000_000),
                OrderBed.percent(RECEIVER, LATER, 500));
        assertThat(unattributed("A-1", LATER.toString(), "2026-11-20")).isEqualTo("not_identifier_free");
        assertThat(by(LATER).get("/v1/orders").path("data").get(0).toString()).contains("not_identifier_free");
    }

    @Test
    void whoIsNoPartnerIsNotToldThatItWasNamed() {
        assertThat(unattributed("A-1", "shop_0d0d0001", "2026-11-20")).isEqualTo("not_a_partner");
        assertThat(unattributed("A-2", "shop_0e0e0001", "2026-11-20")).isEqualTo("unknown_giver");
        assertThat(by(LATER).get("/v1/orders").path("data")).isEmpty();
        assertThat(by(RECEIVER).get("/v1/orders").path("data")).hasSize(2);
        assertThat(bed.events).extracting(Event::kind).containsOnly("order.unattributed");
        assertThat(bed.events).noneMatch(event -> LATER.equals(event.shopA()) || LATER.equals(event.shopB()));
    }

    @Test
    void aDayThatCannotBeReadLosesNoOrder() {
        JsonNode receipt = report("A-1", "\"giver_day\": {\"giver\": \"summer sale\", \"day\": \"2026-11-20\"}");
        assertThat(receipt.path("attribution").path("reason").stringValue()).isEqualTo("no_token");
        assertThat(receipt.path("ignored").toString()).isEqualTo("[\"/giver_day/giver\"]");
    }

    private String unattributed(String reference, String giver, String day) {
        JsonNode attribution = report(reference,
                "\"giver_day\": {\"giver\": \"%s\", \"day\": \"%s\"}".formatted(giver, day)).path("attribution");
        assertThat(attribution.path("status").stringValue()).isEqualTo("unattributed");
        return Objects.requireNonNull(attribution.path("reason").stringValue());
    }

    private JsonNode report(String reference, String marks) {
        return by(RECEIVER).postJson("/v1/orders", """
                {"reference": "%s", "status": "paid", "currency": "EUR", "placed_at": "2026-11-23T07:30:00Z",
                 "lines": [{"reference": "1", "amount_minor": 5000}], %s}""".formatted(reference, marks));
    }

    private RouteCall by(ShopId shop) {
        return RouteCall.by(shop, routes);
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>(node.propertyNames());
        node.forEach(child -> names.addAll(names(child)));
        return names;
    }
}
