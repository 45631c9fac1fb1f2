package centuple.platform.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.BodyRule;
import centuple.platform.http.Caller;
import centuple.platform.http.Pace;
import centuple.platform.http.Route;
import centuple.platform.json.Json;
import centuple.platform.net.TrustedProxies;
import io.vertx.core.Vertx;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

class ApiServerTest {
    private static final Caller WRITER = new Caller(new UUID(0, 1), 7, Set.of("links:write"));
    private static final Caller READER = new Caller(new UUID(0, 2), 8, Set.of("orders:read"));
    private static final Pace SLOW = new Pace("slow", 1, 3);

    private static Vertx vertx;
    private static HttpClient client;

    private final Map<String, Caller> keys = new ConcurrentHashMap<>(Map.of("writer", WRITER, "reader", READER));
    private final AtomicInteger keyLookups = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> observed = new ConcurrentLinkedQueue<>();
    private ApiServer server;

    @BeforeAll
    static void startClient() {
        vertx = Vertx.vertx();
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stopClient() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void start() {
        Access write = Access.scope("links:write");
        List<Route> routes = List.of(Route.get("/open", Access.ANYONE, _ -> Answer.ok(Map.of("open", true))),
                Route.get("/things/{id}", Access.ANY_KEY,
                        request -> Answer.ok(
                                Map.of("id", request.path("id"), "account", request.caller().account()))),
                Route.post("/things", write, request -> {
                    var in = request.json();
                    String name = in.text("name", 1, 10);
                    in.finish();
                    return Answer.created("/things/1", Map.of("name", name));
                }).reading(BodyRule.json(1_000)), Route.get("/slow", Access.ANYONE, _ -> {
                    waiting.incrementAndGet();
                    gate.await();
                    return Answer.nothing();
                }), Route.get("/paced", Access.ANY_KEY, _ -> Answer.nothing()).paced(SLOW),
                Route.get("/bug", Access.ANYONE, _ -> {
                    throw new IllegalStateException("secret details");
                }), Route.get("/away", Access.ANYONE, _ -> {
                    throw new SQLTransientConnectionException("connection is not available");
                }), Route.get("/query", Access.ANYONE, request -> {
                    var query = request.query();
                    int limit = query.integer("limit", 1, 100, 50);
                    query.finish();
                    return Answer.ok(Map.of("limit", limit));
                }), Route.quick("/quick", request -> {
                    var query = request.query();
                    if (query.text("bug").isPresent()) {
                        throw new IllegalStateException("secret details");
                    }
                    Optional<String> name = query.text("name");
                    query.finish();
                    return Answer.ok(Map.of("name", name.orElse(""), "two", request.header("X-Two").orElse(""), "loop",
                            Thread.currentThread().getName().contains("eventloop"), "line", request.line()));
                }));
        HttpSettings settings = new HttpSettings("127.0.0.1", 0, 2,
                new HttpSettings.Limits(4, 100_000, 100_000, Duration.ofSeconds(15), Duration.ofSeconds(15), 1_000),
                new TrustedProxies(List.of()), Duration.ofSeconds(5));
        server = ApiServer.start(vertx, settings, new Frame(routes, secret -> {
            keyLookups.incrementAndGet();
            return Optional.ofNullable(keys.get(secret));
        }, () -> request -> {
            boolean ours = Objects.requireNonNull(request.path()).startsWith("/r/");
            if (ours) {
                request.response().setStatusCode(302).putHeader("Location", "https://shop.example/").end();
            }
            return ours;
        }, (route, status, _) -> observed.add(route + " " + status), System::nanoTime));
    }

    @AfterEach
    void stop() {
        gate.countDown();
        server.close();
    }

    @Test
    void answersWithRequestIdAndWithoutCaching() throws Exception {
        var answer = get("/open", null);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"open\":true}");
        assertThat(answer.headers().firstValue("Request-Id").orElseThrow()).matches("req_[0-9a-f]{24}");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(observed).containsExactly("GET /open 200");
    }

    @Test
    void leavesTheFastPathItsRequests() throws Exception {
        assertThat(get("/r/abc", null).statusCode()).isEqualTo(302);
        assertThat(observed).isEmpty();
    }

    @Test
    void asksForAKeyAndItsScope() throws Exception {
        var none = get("/things/5", null);
        assertProblem(none, 401, "unauthenticated");
        assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertProblem(get("/things/5", "nobody"), 401, "unauthenticated");
        assertProblem(get("/things/5", "x".repeat(500)), 401, "unauthenticated");
        assertThat(get("/things/5", "reader").body()).contains("\"id\":\"5\"").contains("\"account\":8");
        assertProblem(post("/things", "reader", "{\"name\":\"x\"}"), 403, "insufficient_scope");
        var created = post("/things", "writer", "{\"name\":\"x\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).contains("/things/1");
    }

    @Test
    void remembersAKeyForASecondOnly() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(get("/things/5", "reader").statusCode()).isEqualTo(200);
        }
        assertThat(keyLookups.get()).isLessThan(20);
        keys.remove("reader");
        Awaitility.await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(get("/things/5", "reader").statusCode()).isEqualTo(401));
    }

    @Test
    void aBusyKeyIsNeverTakenForGuessing() throws Exception {
        int rounds = ServerParts.UNKNOWN_KEYS.burst() + 20;
        for (int i = 0; i < rounds; i++) {
            keys.put("key" + i, READER);
            assertThat(get("/things/5", "key" + i).statusCode()).as("look-up " + i).isEqualTo(200);
        }
        int guesses = 0;
        while (get("/things/5", "nobody" + guesses).statusCode() == 401) {
            guesses++;
        }
        assertThat(guesses).isGreaterThanOrEqualTo(ServerParts.UNKNOWN_KEYS.burst() - 1);
    }

    @Test
    void aKeyIsLookedUpAgainByOneRequestWhileItIsStillBelieved() {
        AtomicLong nanos = new AtomicLong();
        KeyCache cache = new KeyCache(secret -> Optional.ofNullable(keys.get(secret)), nanos::get);
        cache.find("reader");
        assertThat(cache.remembered("reader")).isEqualTo(new KeyCache.Remembered(READER, false));
        nanos.set(KeyCache.RENEWED_NANOS + 1);
        assertThat(cache.remembered("reader")).isEqualTo(new KeyCache.Remembered(READER, true));
        assertThat(cache.remembered("reader")).isEqualTo(new KeyCache.Remembered(READER, false));
        nanos.set(KeyCache.BELIEVED_NANOS + 1);
        assertThat(cache.remembered("reader")).isNull();
    }

    @Test
    void namesEveryWrongField() throws Exception {
        var answer = post("/things", "writer", "{\"name\":7,\"colour\":\"red\"}");
        ObjectNode problem = assertProblem(answer, 400, "invalid_request");
        assertThat(problem.get("errors").toString()).isEqualTo(
                "[{\"pointer\":\"/name\",\"detail\":\"must be a string\"},"
                        + "{\"pointer\":\"/colour\",\"detail\":\"unknown field\"}]");
        assertThat(problem.get("request_id").stringValue())
                .isEqualTo(answer.headers().firstValue("Request-Id").orElseThrow());
    }

    @Test
    void refusesBodiesTooLargeOrOfAnotherKind() throws Exception {
        String large = "{\"name\":\"" + "x".repeat(2_000) + "\"}";
        assertProblem(post("/things", "writer", large), 413, "body_too_large");
        var chunked = HttpRequest.newBuilder(uri("/things")).header("Authorization", "Bearer writer")
                .header("Content-Type", "application/json").POST(BodyPublishers
                        .ofInputStream(() -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
                .build();
        assertProblem(client.send(chunked, HttpResponse.BodyHandlers.ofString()), 413, "body_too_large");
        var form = HttpRequest.newBuilder(uri("/things")).header("Authorization", "Bearer writer")
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString("name=x"))
                .build();
        assertProblem(client.send(form, HttpResponse.BodyHandlers.ofString()), 415, "unsupported_media_type");
    }

    @Test
    void refusesUnknownAddressesMethodsAndParameters() throws Exception {
        assertProblem(get("/nowhere", null), 404, "not_found");
        var other = post("/open", null, "{}");
        assertProblem(other, 405, "method_not_allowed");
        assertThat(other.headers().firstValue("Allow")).contains("GET");
        assertProblem(get("/query?limit=0", null), 400, "invalid_request");
        assertProblem(get("/query?limit=5&limit=6", null), 400, "invalid_request");
        assertProblem(get("/query?page=2", null), 400, "invalid_request");
        assertThat(get("/query?limit=5", null).statusCode()).isEqualTo(200);
    }

    @Test
    void slowsAKeyDownWithoutTouchingOthers() throws Exception {
        for (int i = 0; i < SLOW.burst(); i++) {
            assertThat(get("/paced", "reader").statusCode()).isEqualTo(204);
        }
        var limited = get("/paced", "reader");
        assertProblem(limited, 429, "rate_limited");
        assertThat(limited.headers().firstValue("Retry-After")).contains("1");
        assertThat(get("/paced", "writer").statusCode()).isEqualTo(204);
        assertThat(get("/things/1", "reader").statusCode()).isEqualTo(200);
    }

    @Test
    void hidesWhatFailedAndSaysWhenTheDatabaseIsAway() throws Exception {
        var bug = get("/bug", null);
        assertProblem(bug, 500, "internal");
        assertThat(bug.body()).doesNotContain("secret");
        var away = get("/away", null);
        assertProblem(away, 503, "database_unavailable");
        assertThat(away.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void quickRoutesAreAnsweredOnTheEventLoop() throws Exception {
        var request = HttpRequest.newBuilder(uri("/quick?name=B%C3%A9la+2")).header("X-Two", "a").header("X-Two", "b")
                .build();
        ObjectNode answer = body(client.send(request, HttpResponse.BodyHandlers.ofString()));
        assertThat(answer.get("loop").booleanValue()).isTrue();
        assertThat(answer.get("name").stringValue()).isEqualTo("Béla 2");
        assertThat(answer.get("two").stringValue()).as("as elsewhere").isEqualTo("b");
        assertThat(answer.get("line").stringValue()).isEqualTo("GET /quick");
        ObjectNode otherwise = body(get("/%71uick?name=x", null));
        assertThat(otherwise.get("loop").booleanValue()).as("by the router").isFalse();
        assertThat(otherwise.get("name").stringValue()).isEqualTo("x");
        assertThat(observed).containsExactly("GET /quick 200", "GET /quick 200");
    }

    @Test
    void quickRoutesRefuseAsAllOthersDo() throws Exception {
        assertProblem(get("/quick?other=1", null), 400, "invalid_request");
        assertProblem(get("/quick?name=1&name=2", null), 400, "invalid_request");
        var bug = get("/quick?bug=1", null);
        assertProblem(bug, 500, "internal");
        assertThat(bug.body()).doesNotContain("secret");
        assertProblem(post("/quick", null, "{}"), 405, "method_not_allowed");
        var withBody = HttpRequest.newBuilder(uri("/quick")).method("GET", BodyPublishers.ofString("{}")).build();
        assertProblem(client.send(withBody, HttpResponse.BodyHandlers.ofString()), 413, "body_too_large");
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(
                    "GET /quick?name=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ").contains("invalid_request");
        }
    }

    @Test
    void takesOnlySoMuchWorkAtOnceAndFinishesItOnStop() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            slow.add(client.sendAsync(HttpRequest.newBuilder(uri("/slow")).build(),
                    HttpResponse.BodyHandlers.ofString()));
        }
        Awaitility.await().until(() -> waiting.get() == 4);
        var over = get("/slow", null);
        assertProblem(over, 503, "overloaded");
        assertThat(over.headers().firstValue("Retry-After")).contains("1");
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
        gate.countDown();
        for (var answer : slow) {
            assertThat(answer.get().statusCode()).isEqualTo(204);
        }
        stopped.join();
        assertThat(canConnect()).isFalse();
    }

    @Test
    void servesSeveralRequestsOfOneConnection() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5_000);
            var out = socket.getOutputStream();
            out.write(
                    ("GET /open HTTP/1.1\r\nHost: a\r\n\r\n"
                            + "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\nGET /open HTTP/1.1\r\nHost: a\r\nConnection:"
                            + " close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all.split("HTTP/1.1 ", -1)).hasSize(4);
            assertThat(all).contains("404 Not Found").endsWith("{\"open\":true}");
        }
    }

    private static ObjectNode body(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.object(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private boolean canConnect() {
        try (Socket _ = new Socket("127.0.0.1", server.port())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> get(String path, @org.jspecify.annotations.Nullable String key) throws Exception {
        var builder = HttpRequest.newBuilder(uri(path));
        if (key != null) {
            builder.header("Authorization", "Bearer " + key);
        }
        return client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, @org.jspecify.annotations.Nullable String key, String body)
            throws Exception {
        var builder = HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (key != null) {
            builder.header("Authorization", "Bearer " + key);
        }
        return client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static ObjectNode assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        ObjectNode problem = Json.object(answer.body().getBytes(StandardCharsets.UTF_8));
        assertThat(problem.get("code").stringValue()).isEqualTo(code);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        return problem;
    }
}
