package centuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.TestExchange.Member;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** From the terms to the commission without any identifier of the visitor, over HTTP. */
class IdentifierFreeTest {
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

    @Test
    void aVisitorBringsTheGiversNameAndTheOrderNamesItWithTheDay(@TempDir Path folder) throws IOException {
        try (TestExchange exchange = TestExchange.start(folder, Map.of())) {
            Member anne = exchange.member("Anne");
            Member bela = exchange.member("Bela");
            String partnership = TestExchange.text(exchange.post(bela.key(), "/v1/partnerships", """
                    {"shop": "%s", "i_offer": {"currency": "EUR", "rules": [{"percent_bps": 500}],
                     "identifier_free": true}}""".formatted(anne.id())), "id");
            JsonNode accepted = exchange.post(anne.key(), "/v1/partnerships/" + partnership + "/accept", "{}");
            assertThat(accepted.toString()).contains("\"identifier_free\":true");
            String code = TestExchange.text(exchange.post(anne.key(), "/v1/links", """
                    {"receiver": "%s", "target": "https://bela.example/boots"}""".formatted(bela.id())), "code");
            HttpResponse<String> answer = await().atMost(Duration.ofSeconds(20)).until(
                    () -> exchange.browse("/r/" + code, "User-Agent", BROWSER), found -> found.statusCode() == 302);
            assertThat(answer.headers().firstValue("Location")).contains("https://bela.example/boots"
                    + "?utm_source=centuple&utm_medium=partner&utm_campaign=" + anne.id());
            Instant now = Instant.now();
            JsonNode order = exchange.post(bela.key(), "/v1/orders", """
                    {"reference": "B-1", "status": "paid", "currency": "EUR", "placed_at": "%s",
                     "lines": [{"reference": "1", "amount_minor": 10000}],
                     "giver_day": {"giver": "%s", "day": "%s"}}"""
                    .formatted(now, anne.id(), LocalDate.ofInstant(now, ZoneOffset.UTC)));
            assertThat(order.path("attribution").path("proof").path("kind").asString()).isEqualTo("giver_day");
            assertThat(order.path("attribution").path("commission_minor").longValue()).isEqualTo(500);
            JsonNode told = exchange.get(anne, "/v1/commissions").path("data").get(0);
            assertThat(told.path("amounts").path("pending_minor").longValue()).isEqualTo(500);
        }
    }
}
