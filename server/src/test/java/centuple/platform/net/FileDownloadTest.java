package centuple.platform.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

class FileDownloadTest {
    private static final int BYTES = 20 << 20;

    private final Vertx vertx = Vertx.vertx();
    private final Outbound outbound = new Outbound(vertx, OutboundSettings.WITH_LOOPBACK);
    private final FileDownload download = new FileDownload(outbound);
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private int port;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            asked.add(String.valueOf(request.path()));
            answer(request);
        });
        port = server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join().actualPort();
    }

    @AfterEach
    void stop() {
        outbound.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        if (path.startsWith("/to/")) {
            request.response().setStatusCode(302).putHeader("Location", request.getParam("url")).end();
            return;
        }
        switch (path) {
            case "/large" -> request.response().end(Buffer.buffer(new byte[BYTES]));
            case "/chunked" -> {
                request.response().setChunked(true);
                request.response().write(Buffer.buffer(new byte[100_000]));
                request.response().end(Buffer.buffer(new byte[100_000]));
            }
            case "/torn" -> {
                request.response().putHeader("Content-Length", "1000000");
                request.response().write("only so much").onComplete(_ -> request.connection().close());
            }
            case "/known" -> {
                boolean same = "\"v1\"".equals(request.getHeader("If-None-Match"));
                request.response().setStatusCode(same ? 304 : 200).putHeader("ETag", "\"v1\"")
                        .putHeader("Last-Modified", "Mon, 23 Nov 2026 08:00:00 GMT").end(same ? "" : "feed");
            }
            case "/silent" -> request.response().setChunked(true).write("begins");
            case "/drips" -> {
                request.response().setChunked(true);
                vertx.setPeriodic(20, _ -> request.response().write("drip"));
            }
            case "/loop" -> request.response().setStatusCode(301).putHeader("Location", "/loop").end();
            default -> request.response().setStatusCode(404).end();
        }
    }

    @Test
    void writesALargeFileWhole() throws Exception {
        assertThat(fetch("/large", BYTES)).isEqualTo(new FileDownload.Fetched(BYTES, "", ""));
        assertThat(Files.size(file())).isEqualTo(BYTES);
    }

    @Test
    void asksWhetherItHasChanged() throws Exception {
        assertThat(fetch("/known", 100))
                .isEqualTo(new FileDownload.Fetched(4, "\"v1\"", "Mon, 23 Nov 2026 08:00:00 GMT"));
        assertThat(Files.readString(file())).isEqualTo("feed");
        assertThat(download.fetch(wish("/known", 100, Map.of("If-None-Match", "\"v1\""), 10), file()))
                .isEqualTo(new FileDownload.Unchanged());
    }

    @Test
    void refusesWhatIsTooLargeTornOrTooSlow() {
        assertThat(fetch("/large", BYTES - 1)).isEqualTo(failed("it is larger than 20971519 bytes"));
        assertThat(fetch("/chunked", 150_000)).isEqualTo(failed("it is larger than 150000 bytes"));
        assertThat(fetch("/torn", BYTES)).isEqualTo(failed("the answer broke off"));
        assertThat(fetch("/missing", BYTES)).isEqualTo(failed("the host answered 404"));
        assertThat(download.fetch(wish("/silent", 100, Map.of(), 1), file())).isEqualTo(failed("it took too long"));
    }

    @Test
    void whatDripsInIsNotWaitedFor() {
        Progress progress = new Progress(10_000, Duration.ofSeconds(1), System::nanoTime);
        var wish = new FileDownload.Wish("http://127.0.0.1:" + port + "/drips", Map.of(), BYTES,
                Duration.ofSeconds(60), progress);
        long began = System.nanoTime();
        assertThat(download.fetch(wish, file()))
                .isEqualTo(failed("it is too slow: fewer than 10000 bytes in 1 seconds"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void manySmallFilesMustBringEnoughTogether() {
        AtomicLong nanos = new AtomicLong();
        Progress progress = new Progress(100, Duration.ofSeconds(1), nanos::get);
        progress.received(99);
        nanos.set(999_999_999);
        assertThat(progress.isTooLittle()).as("the window has not ended").isFalse();
        progress.received(1);
        nanos.set(1_000_000_000);
        assertThat(progress.isTooLittle()).isFalse();
        progress.received(99);
        nanos.set(2_500_000_000L);
        assertThat(progress.isTooLittle()).as("the next window has its own bytes").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://10.0.0.1/", "https://169.254.169.254/latest/meta-data/", "http://10.0.0.1/",
            "https://[::1]/", "https://0x7f000001.example.invalid/", "file:///etc/passwd", "ftp://shop.example/",
            "https://user@shop.example/", "https://shop.example:8443/", "//10.0.0.1/x", "https://[fd00::1]/"})
    void followsNoRedirectToPlacesInside(String target) {
        String query = java.net.URLEncoder.encode(target, StandardCharsets.UTF_8);
        assertThat(fetch("/to/it?url=" + query, 100)).as(target).isInstanceOf(FileDownload.Failed.class);
        assertThat(asked).containsExactly("/to/it");
    }

    @Test
    void followsSoManyRedirects() {
        assertThat(fetch("/to/it?url=/known", 100)).isInstanceOf(FileDownload.Fetched.class);
        asked.clear();
        assertThat(fetch("/loop", 100)).isEqualTo(failed("it redirects more than 4 times"));
        assertThat(asked).hasSize(FileDownload.REDIRECTS_MAX + 1);
    }

    @Test
    void asksNoInnerHostAtAllWithoutTheSettingForTests() {
        try (Outbound strict = new Outbound(vertx, OutboundSettings.PUBLIC)) {
            assertThat(new FileDownload(strict).fetch(wish("/known", 100, Map.of(), 5), file()))
                    .isEqualTo(failed("only https is fetched"));
        }
        assertThat(asked).isEmpty();
    }

    private FileDownload.Outcome fetch(String path, long bytesMax) {
        return download.fetch(wish(path, bytesMax, Map.of(), 20), file());
    }

    private FileDownload.Wish wish(String path, long bytesMax, Map<String, String> headers, int seconds) {
        return new FileDownload.Wish("http://127.0.0.1:" + port + path, headers, bytesMax,
                Duration.ofSeconds(seconds), new Progress(1, Duration.ofMinutes(1), System::nanoTime));
    }

    private Path file() {
        return folder.resolve("feed");
    }

    private static FileDownload.Failed failed(String why) {
        return new FileDownload.Failed(why);
    }
}
