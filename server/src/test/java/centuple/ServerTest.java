package centuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.platform.cli.Refusal;
import centuple.platform.http.Route;
import centuple.platform.json.Json;
import centuple.platform.sql.Sql;
import centuple.shop.store.FirstStart;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The whole wiring: everything it serves is described, it tells how it does, and it takes replays only as a trial. */
class ServerTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void everythingItServesIsDescribedAndNothingElseIs() throws Exception {
        try (TestDatabase db = TestDatabase.fresh(); Server server = start(db, Map.of())) {
            TreeSet<String> served = new TreeSet<>();
            for (Route route : server.routes()) {
                served.add(route.method() + " " + route.path());
            }
            TreeSet<String> described = new TreeSet<>();
            ObjectNode document = Json
                    .object(get(server, "/openapi.json").body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
                for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                    described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }
            assertThat(described).isEqualTo(served);
        }
    }

    @Test
    void tellsHowItDoesAndItsFigures() throws Exception {
        try (TestDatabase db = TestDatabase.fresh(); Server server = start(db, Map.of())) {
            for (String path : List.of("/health", "/health/live", "/health/ready")) {
                HttpResponse<String> answer = get(server, path);
                assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
            }
            assertThat(get(server, "/health").body()).as("no figures for everybody").isEqualTo(
                    "{\"live\":true,\"ready\":true,\"well\":true}");
            for (String path : List.of("/metrics", "/health/parts")) {
                assertThat(get(server, path).statusCode()).as(path).isEqualTo(401);
            }
            String key = db.database().inTransaction(
                    connection -> FirstStart.furtherKey(connection, Instant.now(), new SecureRandom())).text();
            assertThat(get(server, "/health/parts", key).body()).contains("\"journal\"", "\"shipper\"", "\"hold\"",
                    "\"database\"");
            assertThat(get(server, "/metrics", key).body()).contains("centuple_redirects_total",
                    "centuple_journal_healthy 1.0", "centuple_well 1.0",
                    "centuple_http_requests_seconds_count");
        }
    }

    @Test
    void resolvesNoRoundaboutPaths() throws Exception {
        try (TestDatabase db = TestDatabase.fresh(); Server server = start(db, Map.of())) {
            for (String path : List.of("/v1/../health", "/v1/%2e%2E/health", "/./health", "//health", "/health/..")) {
                try (Socket socket = new Socket("127.0.0.1", server.port())) {
                    socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close"
                            + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                    assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).as(path)
                            .startsWith("HTTP/1.1 400 ");
                }
            }
        }
    }

    @Test
    void aLiveExchangeWithBooksStaysLive() {
        try (TestDatabase db = TestDatabase.fresh()) {
            Config live = config(Map.of());
            Config trial = config(Map.of("--exchange-live", "false"));
            Exchange.prepare(live, db.database(), Instant.now());
            Exchange.prepare(trial, db.database(), Instant.now());
            Exchange.prepare(live, db.database(), Instant.now());
            db.database().inTransaction(connection -> Sql.update(connection, """
                    insert into order_fact (order_id, kind, key, arrived_at, content, digest)
                    values (gen_random_uuid(), 'SNAPSHOT', '1', now(), '{}', sha256('x'))
                    """));
            assertThatThrownBy(() -> Exchange.prepare(trial, db.database(), Instant.now()))
                    .isInstanceOf(Refusal.class).hasMessageContaining("never takes replayed events");
            Exchange.prepare(live, db.database(), Instant.now());
        }
    }

    @Test
    void takesReplaysOnlyAsATrial() throws Exception {
        String time = "{\"type\":\"time\",\"at\":\"2026-01-01T00:00:00Z\"}\n";
        try (TestDatabase db = TestDatabase.fresh()) {
            Config trial = config(Map.of("--exchange-live", "false"));
            String key = Exchange.prepare(trial, db.database(), Instant.now()).orElseThrow().text();
            assertThat(key).startsWith("ctp_test_");
            try (Server server = Server.start(trial, db.database(), InstantSource.system(), List.of())) {
                assertThat(replay(server, key, time).statusCode()).isEqualTo(200);
                assertThat(replay(server, key, "{\"type\":\"nothing\"}\n").statusCode()).isEqualTo(422);
            }
            Config live = config(Map.of("--exchange-live", "true"));
            assertThat(Exchange.prepare(live, db.database(), Instant.now())).isEmpty();
            try (Server server = Server.start(live, db.database(), InstantSource.system(), List.of())) {
                HttpResponse<String> answer = replay(server, key, time);
                assertThat(answer.statusCode()).isEqualTo(409);
                assertThat(answer.body()).contains("exchange_is_live");
            }
        }
    }

    private Server start(TestDatabase db, Map<String, String> more) throws IOException {
        Config config = config(more);
        assertThat(Exchange.prepare(config, db.database(), Instant.now())).isPresent();
        assertThat(Exchange.prepare(config, db.database(), Instant.now())).as("shown once").isEmpty();
        return Server.start(config, db.database(), InstantSource.system(), List.of());
    }

    private Config config(Map<String, String> more) {
        Map<String, String> flags = new java.util.HashMap<>(Map.of("--data", folder.toString(), "--http-port", "0"));
        flags.putAll(more);
        return Config.load(Map.of(), flags);
    }

    private HttpResponse<String> get(Server server, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address(server, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(Server server, String path, String key) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address(server, path)).header("Authorization", "Bearer " + key).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> replay(Server server, String key, String lines)
            throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address(server, "/v1/replay")).header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/x-ndjson").POST(HttpRequest.BodyPublishers.ofString(lines))
                .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static URI address(Server server, String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
