package centuple.platform.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

class OutboundTest {
    private static final String PASSWORD = "secret";

    private final Vertx vertx = Vertx.vertx();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger resolutions = new AtomicInteger();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://shop.example", "ftp://shop.example", "https://user@shop.example",
            "https://shop.example:8443", "file:///etc", "https://", "https://[::1", "gopher://shop.example"})
    void fetchesNothingButPlainHttps(String origin) {
        try (Outbound outbound = new Outbound(vertx, OutboundSettings.PUBLIC)) {
            assertThat(outbound.get(origin, "/", Set.of())).isInstanceOf(Fetched.Failed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "0x7f000001", "2130706433", "127.1", "[::1]",
            "[::ffff:127.0.0.1]",
            "10.0.0.1", "169.254.169.254", "[fd00::1]", "100.64.0.1", "0.0.0.0"})
    void connectsToNoInnerAddressHoweverItIsWritten(String host) {
        try (Outbound outbound = new Outbound(vertx, OutboundSettings.PUBLIC)) {
            assertThat(outbound.get("https://" + host, "/", Set.of())).isInstanceOfSatisfying(Fetched.Failed.class,
                    failed -> assertThat(failed.why()).containsAnyOf("not public", "no address", "only https"));
        }
    }

    @Test
    void oneInnerAddressAmongPublicOnesIsEnoughToRefuse() {
        HostResolver mixed = _ -> List.of(InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1"));
        assertThat(fetch(new OutboundSettings(false, 443, Duration.ofSeconds(2), mixed, null), "https://shop.example"))
                .isEqualTo(new Fetched.Failed("the host has an address that is not public"));
    }

    @Test
    void connectsToTheAddressThatWasCheckedAndKeepsTheName() throws Exception {
        int port = https(request -> request.response().end("proof"));
        assertThat(fetch(settings(port, Duration.ofSeconds(10)), "https://shop.example"))
                .isInstanceOfSatisfying(Fetched.Page.class, page -> {
                    assertThat(page.status()).isEqualTo(200);
                    assertThat(new String(page.body(), StandardCharsets.UTF_8)).isEqualTo("proof");
                });
        assertThat(resolutions).hasValue(1);
        assertThat(asked).containsExactly("shop.example /");
    }

    @Test
    void refusesACertificateOfAnotherName() throws Exception {
        int port = https(request -> request.response().end("proof"));
        assertThat(fetch(settings(port, Duration.ofSeconds(10)), "https://other.example"))
                .isEqualTo(new Fetched.Failed("its certificate is not good"));
        assertThat(asked).isEmpty();
    }

    @Test
    void followsRedirectsOnlyToTheHostsGiven() throws Exception {
        int port = https(request -> {
            String to = switch (String.valueOf(request.path())) {
                case "/" -> "https://www.shop.example/home";
                case "/loop" -> "/loop";
                case "/evil" -> "https://evil.example/";
                case "/plain" -> "http://shop.example/";
                case "/inside" -> "https://127.0.0.1/";
                default -> "";
            };
            if (to.isEmpty()) {
                request.response().end("home");
            } else {
                request.response().setStatusCode(302).putHeader("Location", to).end();
            }
        });
        try (Outbound outbound = new Outbound(vertx, settings(port, Duration.ofSeconds(10)))) {
            Set<String> hosts = Set.of("shop.example", "www.shop.example");
            assertThat(outbound.get("https://shop.example", "/", hosts)).isInstanceOf(Fetched.Page.class);
            for (String path : List.of("/loop", "/evil", "/plain", "/inside")) {
                assertThat(outbound.get("https://shop.example", path, hosts)).as(path)
                        .isInstanceOf(Fetched.Failed.class);
            }
        }
    }

    @Test
    void readsSoManyBytesAndWaitsSoLong() throws Exception {
        int port = https(request -> {
            if ("/endless".equals(request.path())) {
                request.response().setChunked(true);
                vertx.setPeriodic(1, _ -> request.response().write("x".repeat(65_536)));
            }
        });
        try (Outbound outbound = new Outbound(vertx, settings(port, Duration.ofSeconds(10)))) {
            assertThat(outbound.get("https://shop.example", "/endless", Set.of())).isInstanceOfSatisfying(
                    Fetched.Page.class, page -> assertThat(page.body()).hasSize(Outbound.PAGE_BYTES_MAX));
        }
        assertThat(fetch(settings(port, Duration.ofMillis(300)), "https://shop.example"))
                .isEqualTo(new Fetched.Failed("it took too long"));
    }

    private Fetched fetch(OutboundSettings settings, String origin) {
        try (Outbound outbound = new Outbound(vertx, settings)) {
            return outbound.get(origin, "/", Set.of());
        }
    }

    private OutboundSettings settings(int port, Duration time) {
        PfxOptions trust = new PfxOptions().setPath(folder.resolve("shop.p12").toString()).setPassword(PASSWORD);
        return new OutboundSettings(true, port, time, this::resolve, trust);
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        resolutions.incrementAndGet();
        return List.of(InetAddress.getByName("127.0.0.1"));
    }

    private int https(io.vertx.core.Handler<HttpServerRequest> handler) throws Exception {
        Path store = folder.resolve("shop.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "shop", "-keyalg", "EC", "-dname", "CN=shop.example", "-ext",
                "SAN=dns:shop.example,dns:www.shop.example", "-validity", "2", "-storetype", "PKCS12", "-keystore",
                store.toString(), "-storepass", PASSWORD).redirectErrorStream(true).start();
        assertThat(keytool.waitFor()).as(new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setSsl(true).setSni(true)
                .setKeyCertOptions(new PfxOptions().setPath(store.toString()).setPassword(PASSWORD)));
        server.requestHandler(request -> {
            @Nullable
            String host = request.authority() == null ? null : request.authority().host();
            asked.add(host + " " + request.path());
            handler.handle(request);
        });
        return server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join().actualPort();
    }
}
