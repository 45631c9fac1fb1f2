package centuple.platform.http.server;

import centuple.platform.http.BodyRule;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Problem;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;
import java.util.function.IntConsumer;

/** Reads the body of one request up to its limit and within its time. Runs on the request's event loop. */
final class BodyReader {
    /** Bytes that come within the usual patience; a larger body has as much longer as this many need a second. */
    private static final long USUAL_BYTES = 1 << 20;
    private static final long SLOWEST_BYTES_PER_SECOND = 256 << 10;
    private static final Runnable NOTHING_HELD = () -> {
    };

    private final HttpServerRequest request;
    private final BodyRule rule;
    private final Place place;
    private final Ends ends;
    private Buffer read = Buffer.buffer();
    private BodyBudget.@Nullable Reading reading;
    private boolean over;

    BodyReader(HttpServerRequest request, BodyRule rule, Place place, Ends ends) {
        this.request = request;
        this.rule = rule;
        this.place = place;
        this.ends = ends;
    }

    /**
     * Where the memory comes from.
     *
     * @param share whose part of it
     */
    record Place(ServerParts parts, BodyBudget bodies, String share) {
    }

    /**
     * What is called in the end: one of the first two, or none of them when the client goes away.
     *
     * @param refused with what is wrong
     * @param wasted with how many bytes were held of a body that never became whole, before it is refused
     */
    record Ends(Whole whole, Handler<Problem> refused, IntConsumer wasted) {
    }

    /** Takes a whole body. */
    @FunctionalInterface
    interface Whole {
        /** Takes it; {@code giveBack} is called once the request is answered. */
        void take(Buffer body, Runnable giveBack);
    }

    /** Starts reading. */
    void start() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean empty = length == null ? request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null : length.equals("0");
        if (empty) {
            request.endHandler(_ -> ends.whole.take(read, NOTHING_HELD));
            request.resume();
            return;
        }
        Problem problem = refusedByHead(length);
        if (problem != null) {
            over = true;
            ends.refused.handle(problem);
            return;
        }
        Context context = place.parts.vertx().getOrCreateContext();
        long now = place.parts.nanoTime();
        long declared = declaredBytes(request, rule);
        BodyBudget.Reading begun = place.bodies.begin(place.share, declared, now, now + patience(declared).toNanos(),
                told -> context.runOnContext(_ -> giveWay(told)));
        reading = begun;
        request.handler(chunk -> take(begun, chunk));
        request.exceptionHandler(_ -> abandon());
        request.endHandler(_ -> end(begun));
        request.resume();
    }

    /** How large the body is, or may be where it does not say so. */
    static long declaredBytes(HttpServerRequest request, BodyRule rule) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return length.length() > 10 ? Long.MAX_VALUE : Long.parseLong(length);
        }
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null ? 0 : rule.bytesMax();
    }

    /** How long the body may take. */
    private Duration patience(long bytes) {
        return place.parts.limits().bodyWait()
                .plusSeconds(Math.max(0, bytes - USUAL_BYTES) / SLOWEST_BYTES_PER_SECOND);
    }

    private @Nullable Problem refusedByHead(@Nullable String length) {
        if (rule.bytesMax() == 0) {
            return new Problem(CommonProblem.BODY_TOO_LARGE, "this address takes no body");
        }
        if (length != null && (length.length() > 10 || Long.parseLong(length) > rule.bytesMax())) {
            return tooLarge();
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return rule.mediaTypes().contains(media)
                ? null
                : new Problem(CommonProblem.UNSUPPORTED_MEDIA_TYPE,
                        "the content type must be " + String.join(" or ", rule.mediaTypes()));
    }

    private void take(BodyBudget.Reading begun, Buffer chunk) {
        if (over) {
            return;
        }
        if ((long) read.length() + chunk.length() > rule.bytesMax()) {
            refuse(tooLarge());
            return;
        }
        switch (begun.take(chunk.length(), place.parts.nanoTime())) {
            case TAKEN -> read.appendBuffer(chunk);
            case NO_ROOM -> refuse(BodyBudget.overloaded());
            case GONE -> {
                // the refusal is on its way to this loop
            }
        }
    }

    private void end(BodyBudget.Reading begun) {
        if (!over && begun.whole()) {
            over = true;
            Buffer body = read;
            read = Buffer.buffer(); // the connection may hold on to this reader for longer
            ends.whole.take(body, begun::giveBack);
        }
    }

    private void giveWay(Problem problem) {
        if (!over) {
            ends.wasted.accept(read.length());
            refuse(problem);
        }
    }

    private void abandon() {
        if (!over) {
            ends.wasted.accept(read.length());
            giveUp();
        }
    }

    private void refuse(Problem problem) {
        if (!over) {
            giveUp();
            ends.refused.handle(problem);
        }
    }

    private void giveUp() {
        if (!over) {
            over = true;
            read = Buffer.buffer();
            if (reading != null) {
                reading.giveBack();
            }
        }
    }

    private Problem tooLarge() {
        return new Problem(CommonProblem.BODY_TOO_LARGE, "at most " + rule.bytesMax() + " bytes are read");
    }
}
