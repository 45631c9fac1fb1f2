package centuple;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.TestExchange.Member;
import centuple.ledger.Cause;
import centuple.ledger.Move;
import centuple.ledger.Transfer;
import centuple.money.Currency;
import centuple.order.OrderRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A visitor goes from Anne to Bela and on to Cora, and buys there: over HTTP, up to what is paid and given back. */
class ChainTest {
    private static final Instant AFTER_HOLD = Instant.now().plus(Duration.ofDays(31));
    private static final Currency EUR = new Currency("EUR");

    @TempDir
    Path folder;

    private TestExchange exchange;
    private Member anne;
    private Member bela;
    private Member cora;
    private String anneToBela = "";
    private String belaToCora = "";

    @BeforeEach
    void threeShops() throws IOException {
        exchange = TestExchange.start(folder,
                Map.of("--exchange-fee-bps", "200", "--exchange-origin-share-bps", "4000"));
        anne = exchange.member("Anne");
        bela = exchange.member("Bela");
        cora = exchange.member("Cora");
        anneToBela = exchange.partner(bela, anne, "EUR", 500);
        belaToCora = exchange.partner(cora, bela, "EUR", 1_000);
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    /** Ten percent of 100.00 are 10.00: 0.20 for the exchange, of the rest 40 % for Anne, 60 % for Bela. */
    @Test
    void originAndLastGiverShareAndGiveBackTheirPartsOfARefund() {
        exchange.partner(cora, anne, "EUR", 300);
        order();
        expectOwed(Map.of("pending", 588L), bela);
        expectOwed(Map.of("pending", 392L), anne);
        expectOrigin();
        expectTransfers(List.of("pending 588 commission", "pending 392 commission", "pending 20 fee"));

        refund("R-1", "\"amount_minor\": 5000");
        expectOwed(Map.of("pending", 294L), bela);
        expectOwed(Map.of("pending", 196L), anne);

        assertThat(exchange.holdsOver(AFTER_HOLD)).isOne();
        expectOwed(Map.of("due", 294L), bela);
        refund("R-2", "\"amount_minor\": 2500");
        expectOwed(Map.of("due", 147L), bela);
        expectOwed(Map.of("due", 98L), anne);
        expectTransfers(List.of("accrued 147 commission", "accrued 98 commission", "accrued 5 fee"));
    }

    @Test
    void whatIsSettledIsPaidAndARefundAfterThatIsOwedTheOtherWay() {
        exchange.partner(cora, anne, "EUR", 300);
        order();
        exchange.holdsOver(AFTER_HOLD);
        var statements = exchange.statements();
        assertThat(statements.close(List.of(new OrderRef(cora.shop(), "C-1")), AFTER_HOLD)).hasSize(3);
        expectOwed(Map.of("settled", 588L), bela);
        statements.move(new Transfer.Pair(cora.shop(), bela.shop(), EUR), Move.PAY, 588,
                new Cause.Payment(new UUID(1, 1)), AFTER_HOLD);
        statements.move(new Transfer.Pair(cora.shop(), anne.shop(), EUR), Move.PAY, 192,
                new Cause.SetOff(new UUID(1, 2)), AFTER_HOLD);
        expectOwed(Map.of("paid", 588L), bela);
        expectOwed(Map.of("settled", 200L, "paid", 192L), anne);
        expectTransfers(List.of("paid 192 set_off", "paid 588 payment"));

        refund("R-1", "\"full\": true");
        assertThat(owed(bela, "received")).isEqualTo(Map.of("due", 588L));
        assertThat(owed(anne, "received")).isEqualTo(Map.of("due", 392L));
        expectOwed(Map.of("paid", 588L), bela);
        JsonNode commission = only(bela, "/v1/commissions");
        assertThat(commission.path("amounts").path("given_back_minor").longValue()).isEqualTo(588);
        assertThat(commission.path("amounts").path("net_minor").longValue()).isZero();
    }

    @Test
    void whoIsNoPartnerOfTheSellerHasNoShareOfTheSale() {
        order();
        expectOwed(Map.of("pending", 980L), bela);
        assertThat(exchange.get(anne, "/v1/balances").path("data")).noneMatch(
                standing -> standing.path("partner").asString().equals(cora.id()));
        assertThat(exchange.get(anne, "/v1/commissions").path("data")).isEmpty();
    }

    private void order() {
        String first = exchange.visit(anneToBela, null);
        String second = exchange.visit(belaToCora, first);
        assertThat(second.length()).as("the second token carries a hop").isGreaterThan(first.length());
        JsonNode answer = exchange.post(cora.key(), "/v1/orders", """
                {"reference": "C-1", "status": "paid", "currency": "EUR", "placed_at": "%s", "token": "%s",
                 "lines": [{"reference": "1", "quantity": 1, "amount_minor": 10000}]}"""
                .formatted(Instant.now(), second));
        assertThat(answer.path("attribution").path("giver").asString()).isEqualTo(bela.id());
    }

    private void refund(String reference, String scope) {
        exchange.post(cora.key(), "/v1/orders", """
                {"type": "refund", "reference": "C-1", "refund_reference": "%s", "currency": "EUR", %s}"""
                .formatted(reference, scope));
    }

    /** The origin sees that it is owed, and neither by whom the visitor came to the seller nor with what proof. */
    private void expectOrigin() {
        JsonNode commission = only(anne, "/v1/commissions");
        assertThat(commission.path("role").asString()).isEqualTo("origin");
        assertThat(commission.path("amounts").path("pending_minor").longValue()).isEqualTo(392);
        assertThat(commission.toString()).doesNotContain(bela.id(), "clk_");
    }

    private void expectOwed(Map<String, Long> stages, Member giver) {
        assertThat(owed(giver, "given")).isEqualTo(stages);
    }

    /** What stands between a giver and Cora, by stage and without zeros. */
    private Map<String, Long> owed(Member giver, String direction) {
        Map<String, Long> stages = new HashMap<>();
        for (JsonNode standing : exchange.get(giver, "/v1/balances").path("data")) {
            if (standing.path("partner").asString().equals(cora.id())) {
                JsonNode euros = standing.path(direction).path("owed").path(0);
                for (String stage : List.of("pending", "due", "settled", "paid")) {
                    stages.put(stage, euros.path(stage + "_minor").asLong(0));
                }
            }
        }
        stages.values().removeIf(amount -> amount == 0);
        return stages;
    }

    /** The newest transfers, in the order in which they were booked. */
    private void expectTransfers(List<String> newest) {
        List<String> all = new java.util.ArrayList<>();
        exchange.get(cora, "/v1/transfers").path("data").forEach(transfer -> all.add(transfer.path("to").asString()
                + " " + transfer.path("amount_minor").asString() + " "
                + transfer.path("cause").path("kind").asString()));
        assertThat(all.subList(0, newest.size())).containsExactlyInAnyOrderElementsOf(newest);
    }

    private JsonNode only(Member member, String path) {
        JsonNode data = exchange.get(member, path).path("data");
        assertThat(data).as(path).hasSize(1);
        return data.get(0);
    }
}
