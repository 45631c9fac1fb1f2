package centuple.platform.http.server;

import centuple.platform.http.Answer;
import centuple.platform.http.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** The one answer to one request. Runs on the request's event loop. */
final class Reply {
    /** How long a client that sends too much may go on before it is cut off: it may be about to read our answer. */
    private static final long CUT_OFF_MILLIS = 2_000;

    private final HttpServerRequest request;
    private final ServerParts parts;
    private final String route;
    private final String requestId;
    private final long startNanos;
    private Runnable whenSent = () -> {
    };

    private Reply(HttpServerRequest request, ServerParts parts, String route) {
        this.request = request;
        this.parts = parts;
        this.route = route;
        this.requestId = newRequestId();
        this.startNanos = parts.nanoTime();
    }

    static Reply to(HttpServerRequest request, ServerParts parts, String route) {
        return new Reply(request, parts, route);
    }

    String requestId() {
        return requestId;
    }

    /** Runs that, too, when the answer is out or the client gone. */
    void whenSent(Runnable action) {
        whenSent = action;
    }

    void send(Problem problem) {
        if (problem.code().status() == 503) {
            request.response().putHeader("Retry-After", "1");
        }
        send(Answer.problem(problem, requestId));
    }

    /** Refuses for now. */
    void later(Problem problem, long waitNanos) {
        long seconds = Math.max(1, Math.ceilDiv(waitNanos, 1_000_000_000L));
        request.response().putHeader("Retry-After", Long.toString(seconds));
        send(Answer.problem(problem, requestId));
    }

    void send(Answer answer) {
        HttpServerResponse response = request.response();
        whenSent.run();
        parts.frame().observer().answered(route, answer.status(), parts.nanoTime() - startNanos);
        if (response.closed() || response.ended()) {
            return;
        }
        discardRest();
        response.setStatusCode(answer.status());
        response.putHeader("Request-Id", requestId);
        response.putHeader("X-Content-Type-Options", "nosniff");
        answer.headers().forEach(response::putHeader);
        if (!response.headers().contains("Cache-Control")) {
            response.putHeader("Cache-Control", "no-store");
        }
        if (answer.mediaType().isEmpty()) {
            response.end();
        } else {
            response.putHeader("Content-Type", answer.mediaType());
            response.end(Buffer.buffer(answer.body()));
        }
    }

    /** Where a body is still coming, the rest of it is thrown away, and the connection closed. */
    private void discardRest() {
        boolean bodyComing = !request.isEnded() && (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || request.headers().contains(HttpHeaders.CONTENT_LENGTH));
        if (bodyComing) {
            request.handler(_ -> {
            });
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
            HttpConnection connection = request.connection();
            parts.vertx().setTimer(CUT_OFF_MILLIS, _ -> connection.close());
        }
        request.resume();
    }

    private static String newRequestId() {
        byte[] random = new byte[12];
        ThreadLocalRandom.current().nextBytes(random);
        return "req_" + HexFormat.of().formatHex(random);
    }
}
