package centuple.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.platform.http.Route;
import centuple.platform.http.server.ApiServer;
import centuple.platform.http.server.FastPath;
import centuple.platform.http.server.Frame;
import centuple.platform.http.server.HttpSettings;
import centuple.platform.http.server.RequestObserver;
import centuple.platform.json.Json;
import centuple.platform.sql.Database;
import centuple.shop.http.Desk;
import centuple.shop.key.KeySecret;
import centuple.shop.store.FirstStart;
import centuple.shop.store.StoredKeys;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A real server on a free port and a database of its own, with a clock that the test moves, and the operator's key.
 * Every answer is held against the API's description.
 *
 * <pre>{@code
 * try (TestApi api = TestApi.start((vertx, desk) -> new ShopRoutes(desk).routes())) {
 *     TestApi.Caller anne = api.shop("Anne");
 *     anne.post("/v1/links", "{...}").expect(201);
 * }
 * }</pre>
 */
public final class TestApi implements AutoCloseable {
    private static final List<String> SHOP_SCOPES = List.of("orders:write", "orders:read", "links:write",
            "partners:write", "ledger:read");

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase db = TestDatabase.fresh();
    private final TestClock clock = new TestClock(Instant.parse("2026-11-23T08:00:00Z"));
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ApiServer server;
    private final Caller operator;

    private TestApi(BiFunction<Vertx, Desk, List<Route>> routes) {
        Desk desk = Desk.of(db.database(), clock, new SecureRandom());
        KeySecret secret = db.database()
                .inTransaction(connection -> FirstStart.operatorKey(connection, clock.instant(), desk.random()))
                .orElseThrow();
        server = ApiServer.start(vertx, HttpSettings.of("127.0.0.1", 0), new Frame(routes.apply(vertx, desk),
                new StoredKeys(db.database(), clock), () -> FastPath.NONE, RequestObserver.SILENT, System::nanoTime));
        operator = new Caller(secret.text());
    }

    /** Starts it with these routes. */
    public static TestApi start(BiFunction<Vertx, Desk, List<Route>> routes) {
        return new TestApi(routes);
    }

    public TestDatabase db() {
        return db;
    }

    public Database database() {
        return db.database();
    }

    public TestClock clock() {
        return clock;
    }

    /** With the operator's key. */
    public Caller operator() {
        return operator;
    }

    /** Without any key. */
    public Caller nobody() {
        return new Caller(null);
    }

    /** With that key. */
    public Caller with(String secret) {
        return new Caller(secret);
    }

    /** Makes a shop and a key of it with every scope a shop may have; needs the routes of shops and keys. */
    public Caller shop(String name) {
        String id = operator.post("/v1/shops", "{\"name\":\"" + name + "\",\"currency\":\"EUR\"}").expect(201)
                .text("id");
        return key(id, SHOP_SCOPES.toArray(String[]::new));
    }

    /** Makes a key of a shop. */
    public Caller key(String shop, String... scopes) {
        String body = Json.string(new NewKey(shop, "test", Arrays.asList(scopes)));
        return new Caller(operator.post("/v1/keys", body).expect(201).text("secret"), shop);
    }

    @Override
    public void close() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        http.close();
        db.close();
    }

    private record NewKey(String shop, String name, List<String> scopes) {
    }

    /** Sends requests with one key. */
    public final class Caller {
        private final @Nullable String secret;
        private final String shop;

        private Caller(@Nullable String secret) {
            this(secret, "");
        }

        private Caller(@Nullable String secret, String shop) {
            this.secret = secret;
            this.shop = shop;
        }

        /** The public id of the key's shop. */
        public String shop() {
            return shop;
        }

        public Answered get(String path) {
            return send(request(path).GET());
        }

        /** Gets with headers, names and values by turns. */
        public Answered getWith(String path, String... headers) {
            return send(request(path).headers(headers).GET());
        }

        /** Sends a JSON body. */
        public Answered post(String path, String json) {
            return post(path, json.getBytes(StandardCharsets.UTF_8), "application/json");
        }

        /** Sends no body. */
        public Answered post(String path) {
            return send(request(path).POST(BodyPublishers.noBody()));
        }

        /** Puts a JSON body. */
        public Answered put(String path, String json) {
            return send(request(path).header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(json)));
        }

        public Answered delete(String path) {
            return send(request(path).DELETE());
        }

        public Answered post(String path, byte[] body, String mediaType, String... headers) {
            var request = request(path).header("Content-Type", mediaType).POST(BodyPublishers.ofByteArray(body));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return send(request);
        }

        /** Sends a JSON body under an idempotency key. */
        public Answered postOnce(String key, String path, String json) {
            return post(path, json.getBytes(StandardCharsets.UTF_8), "application/json", "Idempotency-Key", key);
        }

        private HttpRequest.Builder request(String path) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
            return secret == null ? request : request.header("Authorization", "Bearer " + secret);
        }

        private Answered send(HttpRequest.Builder request) {
            try {
                HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                String path = response.request().uri().toString().replaceFirst("^http://[^/]+", "");
                assertThat(ApiDescription.faults(response.request().method(), path, response.statusCode(),
                        response.body())).as(response.body()).isEmpty();
                return new Answered(response);
            } catch (IOException e) {
                throw new AssertionError("no answer", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    /** An answer, to be looked at. */
    public record Answered(HttpResponse<String> response) {
        /** Fails unless it has that status. */
        public Answered expect(int status) {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
            return this;
        }

        /** Fails unless it is that problem. */
        public Answered refused(int status, String code) {
            expect(status);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(text("code")).isEqualTo(code);
            return this;
        }

        public ObjectNode json() {
            return Json.object(response.body().getBytes(StandardCharsets.UTF_8));
        }

        /** The text at a path such as {@code proof.challenge} or {@code data.0.id}. */
        public String text(String path) {
            return at(path).asString();
        }

        public JsonNode at(String path) {
            return json().at("/" + path.replace('.', '/'));
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
