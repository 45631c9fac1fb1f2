package centuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.platform.json.Json;
import centuple.reciprocity.store.LineBed;
import centuple.shop.ShopId;
import centuple.testkit.Receiver;
import centuple.testkit.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** On a whole live server: a partner gives nothing back, giving pauses, and the giver's own program is told of it. */
class WebhookTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void aPausedLineArrivesWithItsReasonAndFigures() throws Exception {
        TestClock clock = new TestClock(LineBed.DAY_0.plus(Duration.ofDays(4)));
        try (LineBed bed = new LineBed(); Receiver receiver = new Receiver()) {
            ShopId anna = bed.shop(11);
            ShopId clara = bed.shop(12);
            bed.partners(anna, clara);
            bed.terms(clara, anna, 0, 10);
            Config config = Config.load(Map.of(), Map.of("--data", folder.toString(), "--http-port", "0",
                    "--outbound-loopback-allowed", "true"));
            String operator = Exchange.prepare(config, bed.db.database(), clock.instant()).orElseThrow().text();
            String secret;
            try (Server server = Server.start(config, bed.db.database(), clock, List.of())) {
                String key = post(server, operator, "/v1/keys", """
                        {"shop": "%s", "name": "test", "scopes": ["partners:write", "ledger:read"]}""".formatted(anna))
                        .get("secret").stringValue();
                secret = post(server, key, "/v1/webhooks", """
                        {"url": "%s", "events": ["giving.*"]}""".formatted(receiver.url("/hook"))).get("secret")
                        .stringValue();
                bed.visits(anna, clara, clock.instant(), 25);
                server.exchange().lines().run(clock.instant());
                await().atMost(Duration.ofSeconds(20)).until(() -> !receiver.got().isEmpty());
                assertThat(get(server, operator, "/health/parts")).contains("1 messages delivered");
                assertThat(get(server, operator, "/metrics")).contains("centuple_webhooks_delivered_total 1.0");
            }
            Receiver.Got got = receiver.got().getFirst();
            assertThat(got.isSignedBy(secret)).isTrue();
            assertThat(got.type()).isEqualTo("giving.paused");
            JsonNode data = Objects.requireNonNull(got.json().get("data"));
            assertThat(data.get("giver").stringValue()).isEqualTo(anna.toString());
            assertThat(data.get("reason").stringValue()).isEqualTo("trial_used_up");
            assertThat(data.get("words").stringValue()).isNotBlank();
            assertThat(data.get("given_minor").intValue()).isEqualTo(250);
            assertThat(data.get("line_minor").intValue()).isEqualTo(250);
            assertThat(data.get("paused_until").stringValue()).isEqualTo(LineBed.DAY_0.plus(Duration.ofDays(30))
                    .toString());
            bed.visits(clara, anna, clock.instant(), 15);
            try (Server server = Server.start(config, bed.db.database(), clock, List.of())) {
                server.exchange().lines().run(clock.instant());
                await().atMost(Duration.ofSeconds(20)).until(() -> receiver.got().size() >= 2);
            }
            assertThat(receiver.got()).as("a new process goes on, with the same secret")
                    .extracting(Receiver.Got::type).containsExactly("giving.paused", "giving.open");
            assertThat(receiver.got().getLast().isSignedBy(secret)).isTrue();
        }
    }

    private JsonNode post(Server server, String key, String path, String json) throws Exception {
        HttpResponse<String> answer = http.send(request(server, key, path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Json.tree(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private String get(Server server, String key, String path) throws Exception {
        return http.send(request(server, key, path).build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private static HttpRequest.Builder request(Server server, String key, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).header("Authorization",
                "Bearer " + key);
    }
}
