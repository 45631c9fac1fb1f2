package centuple.platform.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Posts small bodies to addresses that somebody else named, by the rules of {@link Outbound}. Redirects are not
 * followed, and of the answer only the status is looked at. Blocks its caller; thread-safe.
 */
public final class OutboundPost {
    /** Bytes of an answer that are waited for; what is longer is cut off. */
    public static final int ANSWER_BYTES_MAX = 65_536;

    private final Outbound outbound;
    private final Duration time;

    /**
     * @param time for one post, from the question for the address to the end of the answer
     */
    public OutboundPost(Outbound outbound, Duration time) {
        this.outbound = outbound;
        this.time = time;
    }

    /** What became of it. */
    public sealed interface Outcome {
    }

    /** The host answered. */
    public record Answered(int status) implements Outcome {
    }

    /**
     * It was not asked, or did not answer.
     *
     * @param why in words for the one whose address it is
     */
    public record Failed(String why) implements Outcome {
    }

    /** Posts. */
    public Outcome post(String url, Map<String, String> headers, byte[] body) {
        long deadline = System.nanoTime() + time.toNanos();
        try {
            RequestOptions options = outbound.options(new URI(url)).setMethod(HttpMethod.POST)
                    .setIdleTimeout(time.toMillis());
            headers.forEach(options::putHeader);
            AtomicReference<HttpClientRequest> under = new AtomicReference<>();
            Future<Outcome> answer = outbound.client().request(options).onSuccess(under::set)
                    .compose(request -> request.send(Buffer.buffer(body)).compose(OutboundPost::receive));
            return Outbound.await(answer, deadline, under);
        } catch (Outbound.Refused e) {
            return new Failed(e.why);
        } catch (URISyntaxException e) {
            return new Failed("its address is malformed");
        }
    }

    /** The end is waited for, so that a receiver that works while it answers is not interrupted. */
    private static Future<Outcome> receive(HttpClientResponse response) {
        Promise<Outcome> whole = Promise.promise();
        Received received = new Received();
        response.handler(chunk -> {
            received.bytes += chunk.length();
            if (received.bytes > ANSWER_BYTES_MAX && whole.tryComplete(new Answered(response.statusCode()))) {
                Outbound.cutOff(response);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(_ -> whole.tryComplete(new Answered(response.statusCode())));
        return whole.future();
    }

    private static final class Received {
        private long bytes;
    }
}
