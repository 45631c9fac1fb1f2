package centuple.platform.http.server;

import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.Caller;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Problem;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/**
 * One request on its way through a route: who is it, may it, how fast, the body, the work, the answer. All but the work
 * and the look-up of an unremembered key runs on the request's event loop.
 */
final class RouteRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RouteRunner.class);
    private static final String BEARER = "Bearer ";
    /** Longest secret looked up. */
    private static final int SECRET_CHARS_MAX = 128;

    private final ServerParts parts;
    private final Route route;
    private final RoutingContext routing;
    private final HttpServerRequest request;
    private final Context context;
    private final Reply reply;

    RouteRunner(ServerParts parts, Route route, RoutingContext routing) {
        this.parts = parts;
        this.route = route;
        this.routing = routing;
        this.request = routing.request();
        this.context = routing.vertx().getOrCreateContext();
        this.reply = Reply.to(request, parts, route.name());
    }

    /** Step 1: who is it. */
    void run() {
        if (route.access() instanceof Access.Anyone) {
            read(null);
            return;
        }
        String authorization = request.getHeader("Authorization");
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                || authorization.length() > BEARER.length() + SECRET_CHARS_MAX) {
            unauthenticated();
            return;
        }
        String secret = authorization.substring(BEARER.length()).strip();
        KeyCache.Remembered remembered = parts.keys().remembered(secret);
        if (remembered == null) {
            lookUp(secret);
            return;
        }
        if (remembered.toRenew()) {
            parts.workers().start(() -> renew(secret));
        }
        admit(remembered.caller());
    }

    private void lookUp(String secret) {
        String address = addressOf(request);
        long wait = parts.rates().waitNanos(address, ServerParts.UNKNOWN_KEYS, parts.nanoTime());
        if (wait > 0) {
            reply.later(new Problem(CommonProblem.RATE_LIMITED, "too many unknown keys from this address"), wait);
            return;
        }
        request.pause();
        work(() -> {
            Optional<Caller> found = parts.keys().find(secret);
            if (found.isPresent()) {
                parts.rates().giveBack(address, ServerParts.UNKNOWN_KEYS);
            }
            context.runOnContext(_ -> found.ifPresentOrElse(this::admit, this::unauthenticated));
        });
    }

    private void renew(String secret) {
        try {
            parts.keys().find(secret);
        } catch (RuntimeException notNow) {
            LOG.debug("a key could not be looked up again; it is believed for its second only", notNow);
        }
    }

    /** Step 2: may it, and not too fast. */
    private void admit(Caller caller) {
        if (!caller.may(route.access())) {
            Access.Scoped wanted = (Access.Scoped) route.access();
            reply.send(new Problem(CommonProblem.INSUFFICIENT_SCOPE,
                    "the key needs the scope " + String.join(" or ", wanted.scopes().stream().sorted().toList())));
            return;
        }
        long wait = parts.rates().waitNanos(caller.keyId().toString(), route.pace(), parts.nanoTime());
        if (wait > 0) {
            reply.later(new Problem(CommonProblem.RATE_LIMITED, "this key may make " + route.pace().perSecond()
                    + " requests a second here"), wait);
            return;
        }
        read(caller);
    }

    /** Step 3: the body. */
    private void read(@Nullable Caller caller) {
        var reader = new BodyReader[1];
        reader[0] = new BodyReader(request, route.body(), parts.bodies(), body -> {
            reply.whenSent(() -> parts.bodies().giveBack(reader[0].bytesHeld()));
            handle(body, caller);
        }, reply::send);
        reader[0].start();
    }

    /** Step 4: the work. */
    private void handle(Buffer body, @Nullable Caller caller) {
        Request asked = new Request(reply.requestId(), Heads.of(routing), body.getBytes(), caller);
        work(() -> {
            Answer answer = route.handler().handle(asked);
            context.runOnContext(_ -> reply.send(answer));
        });
    }

    private void work(Work work) {
        boolean started = parts.workers().start(() -> {
            try {
                work.run();
            } catch (Throwable e) { // also an Error: the request must be answered
                Problem problem = Failures.problemOf(e, reply.requestId(), route.name());
                context.runOnContext(_ -> reply.send(problem));
            }
        });
        if (!started) {
            reply.send(new Problem(CommonProblem.OVERLOADED, "too many requests at once"));
        }
    }

    private void unauthenticated() {
        HttpServerResponse response = request.response();
        response.putHeader("WWW-Authenticate", "Bearer");
        reply.send(new Problem(CommonProblem.UNAUTHENTICATED, "send the header Authorization: Bearer <key>"));
    }

    private static String addressOf(HttpServerRequest request) {
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }

    /** Blocking work. */
    private interface Work {
        void run() throws Exception;
    }
}
