package centuple.platform.http.server;

import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.Caller;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemException;
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
    /** The share of looking up keys. */
    private static final String LOOK_UPS = "keys";
    /** Longest secret looked up. */
    private static final int SECRET_CHARS_MAX = 128;
    /** A body that held memory in vain counts as one refusal of its address for each so many bytes. */
    private static final int WASTED_BYTES_A_REFUSAL = 64 << 10;

    private final ServerParts parts;
    private final Route route;
    private final RoutingContext routing;
    private final HttpServerRequest request;
    private final Context context;
    private final Reply reply;
    private final ServerParts.Lane lane;
    private final boolean isGated;
    private String address = ""; // of a request at a gate; remembered, for the client may be gone when it counts

    RouteRunner(ServerParts parts, Route route, RoutingContext routing) {
        this.parts = parts;
        this.route = route;
        this.routing = routing;
        this.request = routing.request();
        this.context = routing.vertx().getOrCreateContext();
        this.reply = Reply.to(request, parts, route.name());
        this.isGated = route.access() instanceof Access.Gated;
        this.lane = isGated || route.access() instanceof Access.Anyone
                ? parts.lanes().keyless()
                : parts.lanes().keyed();
    }

    /** Step 1: who is it. */
    void run() {
        if (route.access() instanceof Access.Anyone) {
            read(null, route.name());
            return;
        }
        if (route.access() instanceof Access.Gated(Access.Gate gate)) {
            enter(gate);
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
            lane.workers().start(LOOK_UPS, () -> renew(secret));
        }
        admit(remembered.caller());
    }

    /** Step 1 without a key: does it ask for somebody who is there. */
    private void enter(Access.Gate gate) {
        address = parts.address(request);
        String share;
        try {
            share = gate.share(routing.pathParams());
        } catch (ProblemException unknown) {
            refuse(unknown.problem());
            return;
        }
        // Others may send from the same address, so while there is room all are heard.
        if (lane.bodies().isTight(share, BodyReader.declaredBytes(request, route.body()))
                && parts.rates().isOver(address, ServerParts.REFUSALS, parts.nanoTime())) {
            reply.send(new Problem(CommonProblem.OVERLOADED, "much is on its way, and of what comes from this address"
                    + " much was refused; send it again"));
            return;
        }
        read(null, share);
    }

    private void lookUp(String secret) {
        String address = parts.address(request);
        long wait = parts.rates().waitNanos(address, ServerParts.UNKNOWN_KEYS, parts.nanoTime());
        if (wait > 0) {
            reply.later(new Problem(CommonProblem.RATE_LIMITED, "too many unknown keys from this address"), wait);
            return;
        }
        request.pause();
        work(LOOK_UPS, () -> {
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
        read(caller, "account " + caller.account());
    }

    /** Step 3: the body. */
    private void read(@Nullable Caller caller, String share) {
        new BodyReader(request, route.body(), new BodyReader.Place(parts, lane.bodies(), share),
                new BodyReader.Ends((body, giveBack) -> {
                    reply.whenSent(giveBack);
                    handle(body, caller, share);
                }, this::refuse, this::countWasted)).start();
    }

    private void countWasted(int bytes) {
        for (int i = 0; isGated && i < bytes / WASTED_BYTES_A_REFUSAL; i++) {
            parts.rates().waitNanos(address, ServerParts.REFUSALS, parts.nanoTime());
        }
    }

    /** Step 4: the work. */
    private void handle(Buffer body, @Nullable Caller caller, String share) {
        Request asked = new Request(reply.requestId(), Heads.of(routing), body.getBytes(), caller);
        work(share, () -> {
            Answer answer = route.handler().handle(asked);
            context.runOnContext(_ -> reply.send(answer));
        });
    }

    private void work(String share, Work work) {
        boolean started = lane.workers().start(share, () -> {
            try {
                work.run();
            } catch (Throwable e) { // also an Error: the request must be answered
                Problem problem = Failures.problemOf(e, reply.requestId(), route.name());
                context.runOnContext(_ -> refuse(problem));
            }
        });
        if (!started) {
            reply.send(new Problem(CommonProblem.OVERLOADED, "too many requests at once"));
        }
    }

    /** Says what is wrong; to an address behind a gate that is told so too often, only to come back later. */
    private void refuse(Problem problem) {
        long wait = isGated && problem.code().status() < 500
                ? parts.rates().waitNanos(address, ServerParts.REFUSALS, parts.nanoTime())
                : 0;
        if (wait > 0) {
            reply.later(new Problem(CommonProblem.RATE_LIMITED,
                    "too much of what comes from this address is refused; this time: " + problem.detail()), wait);
        } else {
            reply.send(problem);
        }
    }

    private void unauthenticated() {
        HttpServerResponse response = request.response();
        response.putHeader("WWW-Authenticate", "Bearer");
        reply.send(new Problem(CommonProblem.UNAUTHENTICATED, "send the header Authorization: Bearer <key>"));
    }

    /** Blocking work. */
    private interface Work {
        void run() throws Exception;
    }
}
