package centuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.commission.store.Statements;
import centuple.connect.store.Seal;
import centuple.platform.json.Json;
import centuple.shop.AscendingIds;
import centuple.shop.ShopId;
import centuple.simulation.job.Tokens;
import centuple.testkit.TestDatabase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A whole server on a database and a folder of its own, spoken to over HTTP. */
final class TestExchange implements AutoCloseable {
    private static final String SCOPES = """
            ["orders:write", "orders:read", "links:write", "partners:write", "ledger:read",
             "suggestions:read"]""";
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    private static final Duration FOLLOWED_WITHIN = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final TestDatabase db;
    private final String operatorKey;
    private final Server server;

    private TestExchange(TestDatabase db, Config config, InstantSource clock) throws IOException {
        this.db = db;
        this.operatorKey = Exchange.prepare(config, db.database(), clock.instant()).orElseThrow().text();
        this.server = Server.start(config, db.database(), clock, List.of());
    }

    /** A shop, a key of it, and a host it has proven. */
    record Member(String id, String key, String host) {
        ShopId shop() {
            return ShopId.parse(id).orElseThrow();
        }
    }

    /** Starts it with these flags beside the usual ones. */
    static TestExchange start(Path folder, Map<String, String> more) throws IOException {
        return start(folder, more, InstantSource.system());
    }

    /** The same by another clock. */
    static TestExchange start(Path folder, Map<String, String> more, InstantSource clock) throws IOException {
        Map<String, String> flags = new HashMap<>(Map.of("--data", folder.toString(), "--http-port", "0",
                "--public-url", "http://exchange.example"));
        flags.putAll(more);
        return new TestExchange(TestDatabase.fresh(), Config.load(Map.of(), flags), clock);
    }

    /** Opens the secrets of connections. */
    Seal seal() {
        return new Seal(server.exchange().connectionSecrets(), new SecureRandom());
    }

    /** The port it listens on. */
    int port() {
        return server.port();
    }

    TestDatabase db() {
        return db;
    }

    /** Lets holds run out as if it were that time. */
    long holdsOver(Instant now) {
        return server.exchange().hold().run(now);
    }

    /** Closes and pays statements on its database. */
    Statements statements() {
        return new Statements(db.database(), new AscendingIds(InstantSource.system(), new SecureRandom()));
    }

    /** Makes a member of the exchange, on a host of its name. */
    Member member(String name) {
        return member(name, name.toLowerCase(java.util.Locale.ROOT) + ".example");
    }

    /** Makes a member on that host. */
    Member member(String name, String host) {
        String id = text(post(operatorKey, "/v1/shops", """
                {"name": "%s", "currency": "EUR"}""".formatted(name)), "id");
        String key = text(post(operatorKey, "/v1/keys", """
                {"shop": "%s", "name": "test", "scopes": %s}""".formatted(id, SCOPES)), "secret");
        String domain = text(post(key, "/v1/domains", """
                {"host": "%s"}""".formatted(host)), "id");
        post(operatorKey, "/v1/domains/" + domain + "/confirm", """
                {"name": "The operator", "reason": "a shop of a test"}""");
        return new Member(id, key, host);
    }

    /** The receiver offers the giver a percentage, which accepts; the code of the giver's link to the receiver. */
    String partner(Member receiver, Member giver, String currency, int basisPoints) {
        String partnership = text(post(receiver.key(), "/v1/partnerships", """
                {"shop": "%s", "i_offer": {"currency": "%s", "rules": [{"percent_bps": %d}]}}"""
                .formatted(giver.id(), currency, basisPoints)), "id");
        post(giver.key(), "/v1/partnerships/" + partnership + "/accept", "{}");
        return text(post(giver.key(), "/v1/links", """
                {"receiver": "%s", "target": "https://%s/landing"}""".formatted(receiver.id(), receiver.host())),
                "code");
    }

    /** A person follows a link, having come by the click of that token; the token they land with. */
    String visit(String code, @Nullable String via) {
        String path = "/r/" + code + (via == null ? "" : "?via=" + via);
        HttpResponse<String> answer = await().atMost(FOLLOWED_WITHIN).until(
                () -> send(request(path).header("User-Agent", BROWSER).GET()), found -> found.statusCode() == 302);
        String location = answer.headers().firstValue("Location").orElse("");
        return Objects.requireNonNull(Tokens.in(location), location);
    }

    /** Posts JSON with a key and reads the answer. */
    JsonNode post(String key, String path, String json) {
        return read(send(request(path).header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json))));
    }

    /** Reads with a member's key. */
    JsonNode get(Member member, String path) {
        return read(send(request(path).header("Authorization", "Bearer " + member.key()).GET()));
    }

    /** Puts JSON with a member's key. */
    JsonNode put(Member member, String path, String json) {
        return read(send(request(path).header("Authorization", "Bearer " + member.key())
                .header("Content-Type", "application/json").PUT(HttpRequest.BodyPublishers.ofString(json))));
    }

    /** What a browser is answered that names these headers, names and values by turns. */
    void delete(String key, String path) {
        read(send(request(path).header("Authorization", "Bearer " + key).DELETE()));
    }

    HttpResponse<String> browse(String path, String... headers) {
        return send(request(path).headers(headers).GET());
    }

    /** Sends a message to an address of the server, without a key, its headers names and values by turns. */
    HttpResponse<String> hook(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Decides about all lines now. */
    void decideLines(Instant now) {
        server.exchange().lines().run(now);
    }

    private static JsonNode read(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as("%s: %s", answer.uri(), answer.body()).isBetween(200, 299);
        return answer.body().isEmpty() ? Json.object("{}".getBytes(StandardCharsets.UTF_8)) : json(answer);
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.tree(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new AssertionError("no answer", failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", failure);
        }
    }

    static String text(JsonNode answer, String field) {
        assertThat(answer.path(field).isString()).as("%s in %s", field, answer).isTrue();
        return answer.path(field).asString();
    }

    @Override
    public void close() {
        server.close();
        http.close();
        db.close();
    }
}
