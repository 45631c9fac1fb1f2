package centuple;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.TestExchange.Member;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** An order that a shopping agent placed, from its object to what the shops read back, over HTTP. */
class AgenticCheckoutTest {

    @Test
    void theAgentsTokenIsPaidAndTheObjectComesBackWithoutIt(@TempDir Path folder) throws IOException {
        try (TestExchange exchange = TestExchange.start(folder, Map.of())) {
            Member anne = exchange.member("Anne");
            Member bela = exchange.member("Bela");
            Member cora = exchange.member("Cora");
            String token = exchange.visit(exchange.partner(bela, anne, "EUR", 500), null);
            exchange.partner(bela, cora, "EUR", 500);
            JsonNode receipt = exchange.post(bela.key(), "/v1/orders", """
                    {"reference": "B-1", "status": "paid", "currency": "EUR", "placed_at": "%s",
                     "lines": [{"reference": "1", "amount_minor": 10000}], "affiliate_attribution": [
                       {"provider": "impact.com", "token": "atp_1", "touchpoint": "first"},
                       {"provider": "exchange.example", "token": "%s", "touchpoint": "last"}]}"""
                    .formatted(Instant.now(), token));
            assertThat(receipt.path("attribution").path("giver").asString()).isEqualTo(anne.id());
            assertThat(receipt.path("attribution").path("commission_minor").longValue()).isEqualTo(500);
            assertThat(receipt.path("ignored").toString()).contains("/affiliate_attribution/*/provider");
            String order = "/v1/orders/" + TestExchange.text(receipt, "id");

            JsonNode mine = exchange.get(bela, order);
            JsonNode object = mine.path("affiliate_attribution");
            assertThat(object.path("provider").asString()).isEqualTo("exchange.example");
            assertThat(object.path("publisher_id").asString()).isEqualTo(anne.id());
            assertThat(object.path("touchpoint").asString()).isEqualTo("last");
            assertThat(object.path("metadata").path("proof").asString()).isEqualTo("click");
            assertThat(object.has("issued_at")).isTrue();
            assertThat(mine.path("versions").get(0).path("tokens").get(0).path("found_in").asString())
                    .isEqualTo("agent_last");
            JsonNode theirs = exchange.get(anne, order).path("affiliate_attribution");
            assertThat(theirs.propertyNames()).containsExactlyInAnyOrder("provider", "publisher_id", "metadata");
            for (Member member : java.util.List.of(anne, bela)) {
                JsonNode events = exchange.get(member, "/v1/events");
                assertThat(events.toString()).contains("\"affiliate_attribution\":{").doesNotContain(token, "atp_1");
            }
            assertThat(exchange.get(cora, "/v1/events").toString()).doesNotContain("affiliate_attribution");
            assertThat(mine.toString()).doesNotContain(token, "atp_1");
        }
    }
}
