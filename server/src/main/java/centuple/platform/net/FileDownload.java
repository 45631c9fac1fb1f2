package centuple.platform.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Fetches large files from hosts that somebody else named, by the rules of {@link Outbound}: each host on the way, of
 * the file and of every redirect, must have public addresses only. Little of it is in memory at any time. Blocks its
 * caller; thread-safe.
 */
public final class FileDownload {
    /** Redirects that are followed. */
    public static final int REDIRECTS_MAX = 4;

    private static final int WRITE_QUEUE_BYTES_MAX = 1 << 20;
    private static final long SILENCE_MILLIS_MAX = 30_000;
    /** Of an answer that breaks off: some hosts close so early that its end is lost. */
    private static final int ATTEMPTS_MAX = 3;
    private static final String BROKE_OFF = "the answer broke off";
    private static final int LAST_BYTES_MILLIS_MAX = 500;
    private static final int HEADER_CHARS_MAX = 512;

    private final Outbound outbound;

    public FileDownload(Outbound outbound) {
        this.outbound = outbound;
    }

    /**
     * What is fetched.
     *
     * @param url its address
     * @param headers sent with each request
     * @param bytesMax more is refused
     * @param time for all of it, redirects too
     * @param progress is told what arrives, and ends it where that is too little
     */
    public record Wish(String url, Map<String, String> headers, long bytesMax, Duration time, Progress progress) {
        public Wish {
            headers = Map.copyOf(headers);
        }
    }

    /** What became of it. */
    public sealed interface Outcome {
    }

    /**
     * It is on the disk.
     *
     * @param bytes its length
     * @param etag of the answer; empty for none
     * @param lastModified of the answer; empty for none
     */
    public record Fetched(long bytes, String etag, String lastModified) implements Outcome {
    }

    /** It is as it was: the answer was 304. */
    public record Unchanged() implements Outcome {
    }

    /**
     * It was not asked for, or not given.
     *
     * @param why in words for the one whose file it is
     */
    public record Failed(String why) implements Outcome {
    }

    private record Redirect(String location) implements Outcome {
    }

    /** Fetches it into that file, in place of what was in it. After a failure the file may hold a part. */
    public Outcome fetch(Wish wish, Path file) {
        long deadline = System.nanoTime() + wish.time().toNanos();
        for (int attempt = 1;; attempt++) {
            Outcome outcome = follow(wish, file, deadline);
            if (attempt == ATTEMPTS_MAX || !(outcome instanceof Failed(String why)) || !why.equals(BROKE_OFF)) {
                return outcome;
            }
        }
    }

    private Outcome follow(Wish wish, Path file, long deadline) {
        try {
            URI page = new URI(wish.url());
            for (int redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
                Outcome outcome = ask(page, wish, file, deadline);
                if (!(outcome instanceof Redirect(String location))) {
                    return outcome;
                }
                page = page.resolve(new URI(location));
            }
            return new Failed("it redirects more than " + REDIRECTS_MAX + " times");
        } catch (Outbound.Refused e) {
            return new Failed(e.why);
        } catch (URISyntaxException e) {
            return new Failed("its address is malformed");
        }
    }

    private Outcome ask(URI page, Wish wish, Path file, long deadline) throws Outbound.Refused {
        RequestOptions options = outbound.options(page).setIdleTimeout(SILENCE_MILLIS_MAX);
        wish.headers().forEach(options::putHeader);
        AtomicReference<HttpClientRequest> under = new AtomicReference<>();
        Future<Outcome> answer = outbound.client().request(options).onSuccess(under::set)
                .compose(request -> request.send().compose(response -> receive(response, wish, file)));
        return await(answer, wish.progress(), deadline, under);
    }

    private static Outcome await(Future<Outcome> answer, Progress progress, long deadline,
            AtomicReference<HttpClientRequest> under) throws Outbound.Refused {
        while (!Outbound.isDone(answer, Math.min(deadline, System.nanoTime() + progress.waitNanos()))) {
            if (progress.isTooLittle()) {
                Outbound.reset(under);
                throw new Outbound.Refused("it is too slow: " + progress);
            }
            if (System.nanoTime() >= deadline) {
                break;
            }
        }
        return Outbound.await(answer, deadline, under);
    }

    private Future<Outcome> receive(HttpClientResponse response, Wish wish, Path file) {
        response.pause();
        String location = response.getHeader("Location");
        int status = response.statusCode();
        if (status == 200) {
            String length = response.getHeader("Content-Length");
            if (length != null && length.matches("[0-9]{1,18}") && Long.parseLong(length) > wish.bytesMax()) {
                Outbound.cutOff(response);
                return Future.failedFuture(tooLarge(wish));
            }
            Promise<Outcome> whole = Promise.promise();
            Received received = new Received();
            response.exceptionHandler(_ -> failUnlessMoreComes(received, whole));
            return outbound.vertx().fileSystem()
                    .open(file.toString(), new OpenOptions().setWrite(true).setCreate(true).setTruncateExisting(true))
                    .compose(open -> write(response, wish, open, received, whole).eventually(open::close))
                    .recover(e -> Future.failedFuture(e instanceof Outbound.Refused ? e : brokeOff()));
        }
        Outbound.cutOff(response);
        if (status == 304) {
            return Future.succeededFuture(new Unchanged());
        }
        return status / 100 == 3 && location != null
                ? Future.succeededFuture(new Redirect(location))
                : Future.succeededFuture(new Failed("the host answered " + status));
    }

    /**
     * A host may close the connection as soon as it has sent everything. While the disk holds the answer up that is
     * told before the last of it, which mostly is here already and still comes.
     */
    private void failUnlessMoreComes(Received received, Promise<Outcome> whole) {
        long before = received.bytes;
        outbound.vertx().setTimer(LAST_BYTES_MILLIS_MAX, _ -> {
            if (received.bytes == before) {
                whole.tryFail(brokeOff());
            } else {
                failUnlessMoreComes(received, whole);
            }
        });
    }

    private static Future<Outcome> write(HttpClientResponse response, Wish wish, AsyncFile file, Received received,
            Promise<Outcome> whole) {
        file.setWriteQueueMaxSize(WRITE_QUEUE_BYTES_MAX);
        file.exceptionHandler(_ -> whole.tryFail(diskRefused()));
        response.handler(chunk -> {
            if (whole.future().isComplete()) {
                return; // The file is closed, or about to be.
            }
            received.bytes += chunk.length();
            wish.progress().received(chunk.length());
            if (received.bytes > wish.bytesMax()) {
                whole.tryFail(tooLarge(wish));
                Outbound.cutOff(response);
            } else {
                append(response, file, chunk, whole);
            }
        });
        response.endHandler(_ -> whole.tryComplete(new Fetched(received.bytes, header(response, "ETag"),
                header(response, "Last-Modified"))));
        response.resume();
        return whole.future();
    }

    /** A disk slower than the net holds the answer up. */
    private static void append(HttpClientResponse response, AsyncFile file, Buffer chunk, Promise<Outcome> whole) {
        file.write(chunk).onFailure(_ -> whole.tryFail(diskRefused()));
        if (file.writeQueueFull()) {
            response.pause();
            file.drainHandler(_ -> response.resume());
        }
    }

    private static Outbound.Refused brokeOff() {
        return new Outbound.Refused(BROKE_OFF);
    }

    private static Outbound.Refused diskRefused() {
        return new Outbound.Refused("the exchange's disk did not take it; its operator has to look");
    }

    private static Outbound.Refused tooLarge(Wish wish) {
        return new Outbound.Refused(
                String.format(Locale.ROOT, "it is larger than %d bytes", wish.bytesMax()));
    }

    private static String header(HttpClientResponse response, String name) {
        String value = response.getHeader(name);
        return value == null || value.length() > HEADER_CHARS_MAX ? "" : value;
    }

    private static final class Received {
        private long bytes;
    }
}
