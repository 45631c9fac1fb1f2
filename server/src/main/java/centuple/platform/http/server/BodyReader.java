package centuple.platform.http.server;

import centuple.platform.http.BodyRule;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Problem;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** Reads the body of one request up to its limit. Runs on the request's event loop. */
final class BodyReader {
    private final HttpServerRequest request;
    private final BodyRule rule;
    private final BodyBudget budget;
    private final Handler<Buffer> whole;
    private final Handler<Problem> refused;
    private final Buffer read = Buffer.buffer();
    private boolean over;

    BodyReader(HttpServerRequest request, BodyRule rule, BodyBudget budget, Handler<Buffer> whole,
            Handler<Problem> refused) {
        this.request = request;
        this.rule = rule;
        this.budget = budget;
        this.whole = whole;
        this.refused = refused;
    }

    /** Starts reading; exactly one of the two handlers is called, none when the client goes away. */
    void start() {
        Problem problem = refusedByHead();
        if (problem != null) {
            refuse(problem);
            return;
        }
        request.handler(this::chunk);
        request.exceptionHandler(_ -> giveUp());
        request.endHandler(_ -> end());
        request.resume();
    }

    /** Bytes held for this body, to be given back once the request is answered. */
    long bytesHeld() {
        return read.length();
    }

    private @Nullable Problem refusedByHead() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean empty = length == null ? request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null : length.equals("0");
        if (empty) {
            return null;
        }
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

    private void chunk(Buffer chunk) {
        if (over) {
            return;
        }
        if ((long) read.length() + chunk.length() > rule.bytesMax()) {
            refuse(tooLarge());
        } else if (!budget.take(chunk.length())) {
            refuse(new Problem(CommonProblem.OVERLOADED, "too many large bodies at once"));
        } else {
            read.appendBuffer(chunk);
        }
    }

    private void end() {
        if (!over) {
            over = true;
            whole.handle(read);
        }
    }

    private void refuse(Problem problem) {
        giveUp();
        refused.handle(problem);
    }

    private void giveUp() {
        if (!over) {
            over = true;
            budget.giveBack(read.length());
        }
    }

    private Problem tooLarge() {
        return new Problem(CommonProblem.BODY_TOO_LARGE, "at most " + rule.bytesMax() + " bytes are read");
    }
}
