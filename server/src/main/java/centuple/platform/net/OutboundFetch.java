package centuple.platform.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Asks APIs whose address somebody else named, with headers of ours, by the rules of {@link Outbound}. Redirects are
 * not followed: the headers may be secret. Blocks its caller; thread-safe.
 */
public final class OutboundFetch {
    private final Outbound outbound;
    private final int bytesMax;
    private final Duration time;

    /**
     * @param bytesMax of one answer; a longer one is a failure, for half an answer says nothing
     * @param time for one question, from the look-up of the address to the end of the answer
     */
    public OutboundFetch(Outbound outbound, int bytesMax, Duration time) {
        this.outbound = outbound;
        this.bytesMax = bytesMax;
        this.time = time;
    }

    /** What became of it. */
    public sealed interface Outcome {
    }

    /**
     * The host answered.
     *
     * @param headers by lower-case name
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    public record Answered(int status, Map<String, String> headers, byte[] body) implements Outcome {
    }

    /**
     * It was not asked, or gave no whole answer.
     *
     * @param why in words for the one whose address it is
     * @param isReached whether there was a connection to it, so that it is the answer that failed or took too long
     */
    public record Failed(String why, boolean isReached) implements Outcome {
    }

    /** Its answer is longer than is read. */
    public record TooLong(int bytesMax) implements Outcome {
    }

    /** Asks. */
    public Outcome get(String url, Map<String, String> headers) {
        long deadline = System.nanoTime() + time.toNanos();
        AtomicReference<HttpClientRequest> under = new AtomicReference<>();
        try {
            RequestOptions options = outbound.options(new URI(url)).setIdleTimeout(time.toMillis())
                    .putHeader("Accept-Encoding", "identity");
            headers.forEach(options::putHeader);
            Future<Outcome> answer = outbound.client().request(options).onSuccess(under::set)
                    .compose(request -> request.send().compose(this::receive));
            return Outbound.await(answer, deadline, under);
        } catch (Outbound.Refused e) {
            return new Failed(e.why, under.get() != null);
        } catch (URISyntaxException e) {
            return new Failed("its address is malformed", false);
        }
    }

    private Future<Outcome> receive(HttpClientResponse response) {
        Promise<Outcome> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() + chunk.length() <= bytesMax) {
                body.appendBuffer(chunk);
            } else if (whole.tryComplete(new TooLong(bytesMax))) {
                Outbound.cutOff(response);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(
                _ -> whole.tryComplete(new Answered(response.statusCode(), headers(response), body.getBytes())));
        return whole.future();
    }

    private static Map<String, String> headers(HttpClientResponse response) {
        return response.headers().entries().stream().collect(Collectors.toUnmodifiableMap(
                entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (first, _) -> first));
    }
}
