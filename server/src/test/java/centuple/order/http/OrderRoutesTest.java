package centuple.order.http;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.order.FoundIn;
import centuple.order.PresentedToken;
import centuple.platform.http.Answer;
import centuple.platform.http.Idempotency;
import centuple.platform.http.Route;
import centuple.platform.json.Json;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import centuple.testkit.OrderBed;
import centuple.testkit.RouteCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

class OrderRoutesTest {
    private static final ShopId RECEIVER = new ShopId(0x0a0a_0001);
    private static final ShopId GIVER = new ShopId(0x0b0b_0001);
    private static final String JSON = "application/json";
    private static final String CLICK = "clk_000000000000000000000abc";

    private final OrderBed bed = new OrderBed();
    private final List<Route> routes = new OrderRoutes(bed.intake(), (text, foundIn, _, _) -> token(text, foundIn),
            new Idempotency(bed.db.database(), InstantSource.fixed(OrderBed.NOW)), InstantSource.fixed(OrderBed.NOW))
            .routes();
    private final RouteCall receiver = RouteCall.by(RECEIVER, routes);

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void anOrderOfAPartnersVisitorEarnsItACommission() {
        bed.terms.partner(RECEIVER, GIVER, OrderBed.NOW.minusSeconds(9_000_000),
                OrderBed.percent(RECEIVER, GIVER, 500));
        ObjectNode answer = receiver.postJson("/v1/orders", order("A-1", "paid", "\"token\": \"good\""));
        assertThat(answer.path("id").stringValue()).startsWith("ord_");
        assertThat(answer.path("result").stringValue()).isEqualTo("recorded");
        JsonNode attribution = answer.path("attribution");
        assertThat(attribution.path("status").stringValue()).isEqualTo("attributed");
        assertThat(attribution.path("giver").stringValue()).isEqualTo(GIVER.toString());
        assertThat(attribution.path("commission_minor").longValue()).isEqualTo(250);
        assertThat(attribution.path("proof").path("value").stringValue()).isEqualTo(CLICK);
        ObjectNode again = receiver.postJson("/v1/orders", order("A-1", "paid", "\"token\": \"good\""));
        assertThat(again.path("result").stringValue()).isEqualTo("repeated");
        again.put("result", "recorded");
        assertThat(again).isEqualTo(answer);
    }

    @Test
    void anIdempotencyKeyGetsTheAnswerItGotBeforeAndServesOneRequestOnly() {
        Answer first = receiver.with("idempotency-key", "k1").post("/v1/orders", JSON,
                order("A-1", "paid", "\"x\": 1"));
        Answer again = receiver.with("idempotency-key", "k1").post("/v1/orders", JSON,
                order("A-1", "paid", "\"x\": 1"));
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(receiver.with("idempotency-key", "k1").post("/v1/orders", JSON, order("A-2", "paid", "\"x\": 1"))
                .status()).isEqualTo(422);
        assertThat(bed.number("select count(*) as n from shop_order")).isOne();
    }

    @Test
    void anotherContentUnderTheSameVersionIsAConflict() {
        receiver.postJson("/v1/orders", order("A-1", "paid", "\"x\": 1"));
        Answer answer = receiver.post("/v1/orders", JSON, order("A-1", "paid", "\"shipping_minor\": 1"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(Json.object(answer.body()).path("code").stringValue()).isEqualTo("order_conflict");
        assertThat(Json.object(answer.body()).path("detail").stringValue()).contains("see /v1/orders/ord_");
    }

    @Test
    void aRefundMayComeBeforeItsOrder() {
        bed.terms.partner(RECEIVER, GIVER, OrderBed.NOW.minusSeconds(9_000_000),
                OrderBed.percent(RECEIVER, GIVER, 500));
        ObjectNode refund = receiver.postJson("/v1/orders", """
                {"type": "refund", "reference": "A-1", "refund_reference": "R-1", "currency": "EUR", "full": true}""");
        assertThat(refund.path("attribution").path("status").stringValue()).isEqualTo("unknown");
        ObjectNode paid = receiver.postJson("/v1/orders", order("A-1", "paid", "\"token\": \"good\""));
        assertThat(paid.path("attribution").path("commission_minor").longValue()).isZero();
    }

    @Test
    void inABatchABadLineSpoilsNoOther() {
        String good = order("A-1", "paid", "\"token\": \"good\"").replace("\n", " ");
        String body = good + "\n{\"reference\":\n\n" + good.replace("A-1", "A-2").replace("paid", "shipped") + "\r\n"
                + good.replace("A-1", "A-3") + "\n" + good.replace("5000", "5001") + "\n" + good;
        Answer answer = receiver.post("/v1/orders", "application/x-ndjson", body);
        List<JsonNode> lines = new String(answer.body(), StandardCharsets.UTF_8).lines()
                .map(line -> (JsonNode) Json.object(line.getBytes(StandardCharsets.UTF_8))).toList();
        assertThat(lines).extracting(line -> line.path("line").intValue() + " " + line.path("status").intValue() + " "
                + (line.has("code") ? line.path("code").stringValue() : line.path("result").stringValue()))
                .containsExactly("1 200 recorded", "2 400 invalid_request", "4 400 invalid_request", "5 200 recorded",
                        "6 409 order_conflict", "7 200 repeated");
    }

    @Test
    void tooManyLinesAndNoneAreRefused() {
        assertThat(receiver.post("/v1/orders", "application/x-ndjson", "\n \n").status()).isEqualTo(400);
        String many = "{}\n".repeat(FactBatch.LINES_MAX + 1);
        assertThat(receiver.post("/v1/orders", "application/x-ndjson", many).status()).isEqualTo(413);
        assertThat(bed.number("select count(*) as n from shop_order")).isZero();
    }

    @Test
    void aStoppedServerTakesNothingAndSaysWhenToComeBack() {
        var intake = bed.intake();
        intake.close();
        RouteCall stopped = RouteCall.by(RECEIVER,
                new OrderRoutes(intake, (text, foundIn, _, _) -> token(text, foundIn),
                        new Idempotency(bed.db.database(), InstantSource.fixed(OrderBed.NOW)),
                        InstantSource.fixed(OrderBed.NOW)).routes());
        Answer answer = stopped.post("/v1/orders", JSON, order("A-1", "paid", "\"x\": 1"));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("Retry-After", "5");
    }

    @Test
    void aSingleFactIsNoLongerThanOneOfABatch() {
        String note = "\"note\": \"" + " ".repeat(1 << 20) + "\"";
        assertThat(receiver.post("/v1/orders", JSON, order("A-1", "paid", note)).status()).isEqualTo(413);
        assertThat(bed.number("select count(*) as n from shop_order")).isZero();
    }

    @Test
    void nothingPersonalReachesTheDatabase() {
        bed.terms.partner(RECEIVER, GIVER, OrderBed.NOW.minusSeconds(9_000_000),
                OrderBed.percent(RECEIVER, GIVER, 500));
        List<String> personal = List.of("Jacques", "Dupont", "jacques@dupont.example", "12 rue des Maldives", "75011",
                "203.0.113.77", "+33 6 12 34 56 78", "Mozilla/5.0", "Hiking boots", "FR7630006000011234567890189");
        receiver.with("idempotency-key", "jacques@dupont.example").post("/v1/orders", JSON, order("A-1", "paid", """
                "token": "good", "landing_url": "https://shop.example/?email=jacques@dupont.example&ctp=good2",
                "customer": {"first_name": "Jacques", "last_name": "Dupont", "email": "jacques@dupont.example",
                    "phone": "+33 6 12 34 56 78", "iban": "FR7630006000011234567890189"},
                "shipping_address": {"street": "12 rue des Maldives", "zip": "75011"}, "client_ip": "203.0.113.77",
                "user_agent": "Mozilla/5.0", "note": "for Jacques", "Jacques Dupont": 1,
                "title": "Hiking boots" """));
        assertThat(bed.number("select count(*) as n from transfer")).isOne();
        String dump = dump();
        assertThat(dump).contains("A-1", CLICK);
        assertThat(personal).allSatisfy(text -> assertThat(dump).doesNotContainIgnoringCase(text));
    }

    /** Every row of every table, as text. */
    private String dump() {
        return bed.db.asOwner(connection -> {
            List<String> tables = Sql.list(connection,
                    "select format('%I.%I', table_schema, table_name) as name from information_schema.tables"
                            + " where table_type = 'BASE TABLE' and table_schema = 'centuple'",
                    row -> row.text("name"));
            assertThat(tables).hasSizeGreaterThan(10);
            StringBuilder all = new StringBuilder();
            for (String table : tables) {
                Sql.list(connection, "select t::text as line from " + table + " t",
                        row -> all.append(row.text("line")));
            }
            return all + bed.events.toString();
        });
    }

    private static PresentedToken token(String text, FoundIn foundIn) {
        return text.startsWith("good")
                ? new PresentedToken.Valid(foundIn, CLICK, GIVER, 1, OrderBed.NOW.minusSeconds(3_600), List.of())
                : new PresentedToken.Refused(foundIn, PresentedToken.Reason.FORGED);
    }

    private static String order(String reference, String status, String more) {
        return """
                {"reference": "%s", "status": "%s", "currency": "EUR", "placed_at": "2026-11-23T07:30:00Z",
                 "lines": [{"reference": "1", "amount_minor": 5000}], %s}""".formatted(reference, status, more);
    }
}
