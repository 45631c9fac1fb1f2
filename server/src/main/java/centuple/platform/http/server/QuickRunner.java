package centuple.platform.http.server;

import centuple.platform.http.CommonProblem;
import centuple.platform.http.Problem;
import centuple.platform.http.QuickHandler;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers the quick routes on the event loop, before the router goes through all routes. What is written in another way
 * than the plain path, the router finds. Immutable, safe for all event loops.
 */
final class QuickRunner {
    private static final byte[] NO_BODY = {};

    private final ServerParts parts;
    private final Map<String, Quick> byPath = new HashMap<>();

    QuickRunner(ServerParts parts) {
        this.parts = parts;
        for (Route route : parts.frame().routes()) {
            if (route.handler() instanceof QuickHandler handler) {
                byPath.put(route.path(), new Quick(route, route.name(), handler));
            }
        }
    }

    /** Answers the request, or returns false to leave it to the router. */
    boolean take(HttpServerRequest request, @Nullable String path) {
        Quick quick = path == null || request.method() != HttpMethod.GET ? null : byPath.get(path);
        if (quick == null) {
            return false;
        }
        Reply reply = Reply.to(request, parts, quick.name());
        new BodyReader(request, quick.route().body(),
                new BodyReader.Place(parts, parts.lanes().keyless().bodies(), quick.name()),
                new BodyReader.Ends((_, _) -> answer(request, quick, reply), reply::send, _ -> {
                })).start();
        return true;
    }

    private static void answer(HttpServerRequest request, Quick quick, Reply reply) {
        Map<String, List<String>> parameters;
        try {
            parameters = Heads.parameters(request);
        } catch (IllegalArgumentException _) {
            reply.send(new Problem(CommonProblem.INVALID_REQUEST, "the address is malformed"));
            return;
        }
        try {
            reply.send(quick.handler().handle(
                    new Request(reply.requestId(), Heads.of(request, quick.name(), parameters), NO_BODY, null)));
        } catch (Throwable e) { // also an Error: the request must be answered
            reply.send(Failures.problemOf(e, reply.requestId(), quick.name()));
        }
    }

    /** A route with what is asked of it at each request. */
    private record Quick(Route route, String name, QuickHandler handler) {
    }
}
