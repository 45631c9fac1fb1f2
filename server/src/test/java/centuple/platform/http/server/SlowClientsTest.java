package centuple.platform.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.platform.config.AddressRange;
import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.BodyRule;
import centuple.platform.http.Caller;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Problem;
import centuple.platform.http.Route;
import centuple.platform.net.TrustedProxies;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that send slowly, in large numbers or what nobody wants: they are let go, and keep nobody else out. */
class SlowClientsTest {
    private static final int BODY_BYTES = 10_000;
    private static final HttpSettings.Limits LIMITS = new HttpSettings.Limits(16, 100_000, 8 * BODY_BYTES,
            Duration.ofSeconds(15), Duration.ofSeconds(15), 60);
    private static final int LARGE_BYTES = 250_000;
    /** One share of those without a key holds four large bodies. */
    private static final HttpSettings.Limits LARGE_LIMITS = new HttpSettings.Limits(16, 16_000_000, 16 * LARGE_BYTES,
            Duration.ofSeconds(15), Duration.ofSeconds(15), 10_000);

    private static final String SMALL = "{" + " ".repeat(100) + "}";
    /** As large as those that come slowly: these give way to it for their age only. */
    private static final String FULL = "{" + " ".repeat(BODY_BYTES - 2) + "}";
    private static final String LARGE = "{" + " ".repeat(LARGE_BYTES - 2) + "}";

    private static Vertx vertx;

    private final AtomicLong clock = new AtomicLong();
    private final List<Socket> sockets = new ArrayList<>();
    private ApiServer server;

    @BeforeAll
    static void startLoops() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopLoops() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void start() {
        start(LIMITS, BODY_BYTES);
    }

    private void start(HttpSettings.Limits limits, int bodyBytesMax) {
        BodyRule body = BodyRule.json(bodyBytesMax);
        List<Route> routes = List.of(
                Route.post("/in/{whom}", new Access.Gated(SlowClientsTest::known), request -> {
                    if (request.body()[0] != '{') {
                        throw new Problem(CommonProblem.UNAUTHENTICATED, "not signed").exception();
                    }
                    return Answer.ok(Map.of("bytes", request.body().length));
                }).reading(body),
                Route.post("/orders", Access.ANY_KEY, request -> Answer.ok(Map.of("bytes", request.body().length)))
                        .reading(body));
        HttpSettings settings = new HttpSettings("127.0.0.1", 0, 2, limits,
                new TrustedProxies(List.of(AddressRange.parse("127.0.0.1"))), Duration.ofMillis(200));
        server = ApiServer.start(vertx, settings, new Frame(routes,
                _ -> Optional.of(new Caller(new UUID(0, 1), 7, Set.of())), () -> FastPath.NONE,
                RequestObserver.SILENT, clock::get));
    }

    private static String known(Map<String, String> names) {
        String whom = names.getOrDefault("whom", "");
        if (whom.startsWith("nobody")) {
            throw new Problem(CommonProblem.NOT_FOUND, "no such connection").exception();
        }
        return whom;
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @Test
    void aBodyForNobodyIsRefusedBeforeItComes() throws Exception {
        Socket socket = open();
        send(socket, head("/in/nobody", BODY_BYTES));
        assertThat(answer(socket)).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void whatComesSlowlyWithoutAKeyKeepsOutNobodyWithOne() throws Exception {
        for (int whom = 0; whom < 10; whom++) {
            slowly("/in/a" + whom);
        }
        await().until(() -> status("/in/b", FULL, "") == 503);
        assertThat(status("/orders", FULL, "Authorization: Bearer key\r\n"))
                .isEqualTo(200);
    }

    @Test
    void oneShareNeverTakesAll() throws Exception {
        for (int i = 0; i < 10; i++) {
            slowly("/in/a");
        }
        await().until(() -> status("/in/a", FULL, "") == 503);
        assertThat(status("/in/b", "{}", "")).isEqualTo(200);
    }

    @Test
    void whatComesSlowlyGivesWayToWhatComesAtOnce() throws Exception {
        List<Socket> slow = List.of(slowly("/in/a"), slowly("/in/a"));
        await().until(() -> status("/in/a", FULL, "") == 503);
        clock.addAndGet(BodyBudget.GIVES_WAY_AFTER_NANOS);
        assertThat(status("/in/a", FULL, "")).isEqualTo(200);
        await().until(() -> slow.get(0).getInputStream().available() + slow.get(1).getInputStream().available() > 0);
        Socket first = slow.get(slow.get(0).getInputStream().available() > 0 ? 0 : 1);
        assertThat(answer(first)).startsWith("HTTP/1.1 503 ").contains("Retry-After");
    }

    /** The clock stands: no body gets old enough to give way for its age. */
    @Test
    void whoHoldsTheRoomWithLargeBodiesKeepsNoSmallMessageOut() throws Exception {
        server.close();
        start(LARGE_LIMITS, LARGE_BYTES);
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> flood = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                flood.add(threads.submit(() -> holdAgainAndAgain(over)));
            }
            try {
                await().until(() -> status("/in/a", LARGE, "") == 503);
                for (int i = 0; i < 100; i++) {
                    assertThat(status("/in/a", "{" + " ".repeat(3_000) + "}", "")).as("message " + i).isEqualTo(200);
                }
            } finally {
                over.set(true);
            }
            for (Future<Integer> one : flood) {
                assertThat(one.get()).isPositive();
            }
        }
        await().until(() -> status("/in/a", LARGE, "") == 200);
    }

    @Test
    void aLargeBodyThatIsStillComingGivesWayToSmallOnesAtOnce() throws Exception {
        server.close();
        start(LARGE_LIMITS, LARGE_BYTES);
        List<Socket> large = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            large.add(slowly("/in/a", LARGE_BYTES));
        }
        await().until(() -> status("/in/a", LARGE, "") == 503);
        List<Socket> small = new ArrayList<>();
        for (int i = 0; i < 5; i++) { // together more than what is kept for small ones
            small.add(slowly("/in/a", 60_000));
        }
        await().until(() -> large.stream().anyMatch(SlowClientsTest::isAnswered));
        Socket gone = large.stream().filter(SlowClientsTest::isAnswered).findFirst().orElseThrow();
        assertThat(answer(gone)).startsWith("HTTP/1.1 503 ").contains("Retry-After");
        for (Socket socket : small) {
            send(socket, "}");
            assertThat(answer(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void whoLeavesLargeBodiesUnfinishedIsPutOffWhileRoomIsShort() throws Exception {
        server.close();
        start(LARGE_LIMITS, LARGE_BYTES);
        String stranger = "X-Forwarded-For: 192.0.2.1\r\n";
        for (int i = 0; i < 3; i++) {
            slowly("/in/a", LARGE_BYTES);
        }
        await().until(() -> {
            for (int i = 0; i < 10; i++) {
                slowly("/in/b", LARGE_BYTES, stranger).close();
            }
            Socket socket = open();
            send(socket, head("/in/a", LARGE_BYTES, stranger));
            socket.setSoTimeout(100);
            try (socket) {
                return answer(socket).startsWith("HTTP/1.1 503 ");
            } catch (SocketTimeoutException _) {
                return false;
            }
        });
        assertThat(status("/in/a", SMALL, stranger)).as("a small one").isEqualTo(200);
        assertThat(status("/in/c", LARGE, stranger)).as("where there is room")
                .isEqualTo(200);
    }

    /** Sends all of a large body but its last byte, waits a little and begins again; returns how often. */
    private int holdAgainAndAgain(AtomicBoolean over) throws IOException {
        int times = 0;
        while (!over.get()) {
            times++;
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.setSoTimeout(40);
                send(socket, head("/in/a", LARGE_BYTES) + "{".repeat(LARGE_BYTES - 1));
                while (socket.getInputStream().read() >= 0 && !over.get()) {
                    // until it is closed
                }
            } catch (SocketException | SocketTimeoutException _) {
                // it begins again
            }
        }
        return times;
    }

    private static boolean isAnswered(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aBodyHasItsTimeAndNoMore() throws Exception {
        Socket keyless = slowly("/in/a");
        Socket keyed = open();
        send(keyed, head("/orders", BODY_BYTES, "Authorization: Bearer key\r\n") + "{");
        assertThat(keyless.getInputStream().available()).isZero();
        await().until(() -> { // their heads may still be on the way
            clock.addAndGet(LIMITS.bodyWait().toNanos());
            return keyless.getInputStream().available() > 0 && keyed.getInputStream().available() > 0;
        });
        assertThat(answer(keyless)).startsWith("HTTP/1.1 408 ").contains("body_too_slow");
        assertThat(answer(keyed)).startsWith("HTTP/1.1 408 ");
        await().until(() -> isClosed(keyless) && isClosed(keyed));
    }

    @Test
    void aConnectionSaysInTimeWhatItWants() throws Exception {
        Socket idle = open();
        send(idle, request("/in/a", "{}", ""));
        assertThat(answer(idle)).startsWith("HTTP/1.1 200 ");
        Socket slow = open();
        send(slow, "POST /in/a HTTP/1.1\r\nHost: a");
        clock.addAndGet(LIMITS.headWait().toNanos() / 2);
        await().until(() -> { // it may be accepted after the jump
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
            send(idle, request("/in/a", "{}", ""));
            assertThat(answer(idle)).as("who asked in time").startsWith("HTTP/1.1 200 ");
            return isClosed(slow);
        });
        await().until(() -> {
            clock.addAndGet(Duration.ofSeconds(ApiServer.IDLE_SECONDS_MAX).toNanos());
            return isClosed(idle);
        });
    }

    @Test
    void thereAreSoManyConnectionsAndWhoWantsNothingMakesRoom() throws Exception {
        for (int i = 0; i < LIMITS.connectionsMax(); i++) {
            open();
        }
        await().until(() -> isClosed(open()));
        clock.addAndGet(Duration.ofSeconds(4).toNanos());
        await().ignoreException(SocketException.class).until(() -> status("/in/a", "{}", "") == 200);
    }

    @Test
    void anAddressThatIsRefusedOftenIsToldToComeBackAndItsGoodMessagesAreTaken() throws Exception {
        int refused = 0;
        while (status("/in/a", "forged", "X-Forwarded-For: 192.0.2.1\r\n") == 401) {
            refused++;
        }
        assertThat(refused).isEqualTo(ServerParts.REFUSALS.burst());
        assertThat(ask("/in/a", "forged", "X-Forwarded-For: 192.0.2.1\r\n")).startsWith("HTTP/1.1 429 ")
                .contains("Retry-After: 1");
        assertThat(status("/in/nobody", "{}", "X-Forwarded-For: 192.0.2.1\r\n")).isEqualTo(429);
        assertThat(status("/in/a", "{}", "X-Forwarded-For: 192.0.2.1\r\n")).isEqualTo(200);
        assertThat(status("/in/a", "forged", "X-Forwarded-For: 192.0.2.2\r\n")).isEqualTo(401);
        for (int whom = 0; whom < 5; whom++) {
            slowly("/in/a" + whom);
        }
        await().until(() -> status("/in/a", "{}", "X-Forwarded-For: 192.0.2.1\r\n") == 503);
        assertThat(status("/in/a", "{}", "X-Forwarded-For: 192.0.2.2\r\n")).as("while there is room").isEqualTo(200);
    }

    /** Sends all of a body but its last byte. */
    private Socket slowly(String path) throws IOException {
        return slowly(path, BODY_BYTES);
    }

    private Socket slowly(String path, int bytes, String... headers) throws IOException {
        Socket socket = open();
        send(socket, head(path, bytes, headers) + "{".repeat(bytes - 1));
        return socket;
    }

    private Socket open() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(5_000);
        sockets.add(socket);
        return socket;
    }

    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout(20);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private int status(String path, String body, String headers) throws IOException {
        return Integer.parseInt(ask(path, body, headers).split(" ", -1)[1]);
    }

    private String ask(String path, String body, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5_000);
            send(socket, request(path, body, headers));
            return answer(socket);
        }
    }

    private static String request(String path, String body, String headers) {
        return head(path, body.length(), headers) + body;
    }

    private static String head(String path, int length, String... headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: " + length
                + "\r\n" + String.join("", headers) + "\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** What has been answered so far, the first bytes awaited. */
    private static String answer(Socket socket) throws IOException {
        byte[] bytes = new byte[4_000];
        int read = socket.getInputStream().read(bytes);
        if (read < 0) {
            throw new SocketException("closed without an answer");
        }
        return new String(bytes, 0, read, StandardCharsets.UTF_8);
    }
}
