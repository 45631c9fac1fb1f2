package centuple.platform.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

class OutboundPostTest {
    private static final byte[] BODY = "{\"é\":1}".getBytes(StandardCharsets.UTF_8);

    private final Vertx vertx = Vertx.vertx();
    private final Outbound outbound = new Outbound(vertx, OutboundSettings.WITH_LOOPBACK);

    @AfterEach
    void stop() {
        outbound.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void bodyAndHeadersArriveAsTheyAre() throws Exception {
        CompletableFuture<Buffer> body = new CompletableFuture<>();
        CompletableFuture<String> header = new CompletableFuture<>();
        String url = serve(request -> {
            header.complete(request.method() + " " + request.uri() + " " + request.getHeader("webhook-id"));
            request.bodyHandler(whole -> {
                body.complete(whole);
                request.response().setStatusCode(202).end("thanks");
            });
        });
        assertThat(post(url + "/hook?k=%20")).isEqualTo(new OutboundPost.Answered(202));
        assertThat(body.get(5, TimeUnit.SECONDS).getBytes()).isEqualTo(BODY);
        assertThat(header.get(5, TimeUnit.SECONDS)).isEqualTo("POST /hook?k=%20 msg_1");
    }

    @Test
    void anEndlessAnswerIsCutOff() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        String url = serve(request -> {
            request.response().setChunked(true).closeHandler(_ -> closed.complete(null));
            write(request);
        });
        assertThat(post(url)).isEqualTo(new OutboundPost.Answered(200));
        closed.get(10, TimeUnit.SECONDS);
    }

    private static void write(HttpServerRequest request) {
        request.response().write(Buffer.buffer(new byte[8_192])).onSuccess(_ -> write(request));
    }

    @Test
    void whoTricklesIsNotWaitedForLongerThanTheTime() throws Exception {
        String url = serve(request -> {
            request.response().setChunked(true);
            vertx.setPeriodic(50, timer -> request.response().write("x").onFailure(_ -> vertx.cancelTimer(timer)));
        });
        assertThat(post(url)).isEqualTo(new OutboundPost.Failed("it took too long"));
    }

    @Test
    void aConnectionThatBreaksIsNoAnswer() throws Exception {
        assertThat(post(serve(request -> request.connection().close()))).isInstanceOf(OutboundPost.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://[::1]/", "https://shop.example:8443/", "ftp://shop.example/", "http://", "no address"})
    void otherAddressesAreNotAsked(String url) {
        assertThat(post(url)).isInstanceOf(OutboundPost.Failed.class);
    }

    private OutboundPost.Outcome post(String url) {
        return new OutboundPost(outbound, Duration.ofMillis(1_500)).post(url, Map.of("webhook-id", "msg_1"), BODY);
    }

    private String serve(Consumer<HttpServerRequest> handler) throws Exception {
        HttpServer server = vertx.createHttpServer().requestHandler(handler::accept);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return "http://127.0.0.1:" + server.actualPort();
    }
}
