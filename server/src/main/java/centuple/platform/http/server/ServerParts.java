package centuple.platform.http.server;

import centuple.platform.http.Pace;
import centuple.platform.net.TrustedProxies;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

import java.net.InetAddress;
import java.time.Duration;

/**
 * What all requests of a server share. Thread-safe.
 *
 * @param vertx owns the event loops
 * @param frame what is served
 * @param keys remembered callers
 * @param lanes memory and work
 * @param rates of keys, and of addresses that come with keys not remembered or are refused
 * @param settings limits and proxies
 */
record ServerParts(Vertx vertx, Frame frame, KeyCache keys, Lanes lanes, RateLimiter rates, HttpSettings settings) {
    /** Look-ups of keys that turn out not to be keys, by address: a valid one gives its place back. */
    static final Pace UNKNOWN_KEYS = new Pace("unknown-keys", 20, 200);
    /** Refusals of requests without a key, by address. */
    static final Pace REFUSALS = new Pace("refusals", 20, 200);

    static ServerParts of(Vertx vertx, Frame frame, HttpSettings settings) {
        return new ServerParts(vertx, frame, new KeyCache(frame.keys(), frame.nanoClock()),
                Lanes.of(settings.limits()), new RateLimiter(), settings);
    }

    /**
     * The two kinds of requests.
     *
     * @param keyed those with a key
     * @param keyless those of anyone
     */
    record Lanes(Lane keyed, Lane keyless) {
        private static Lanes of(HttpSettings.Limits limits) {
            int work = limits.inWorkMax();
            return new Lanes(
                    new Lane(new Workers(work, work),
                            new BodyBudget(limits.bodyBytesMax(), limits.bodyBytesMax() / 4 * 3)),
                    new Lane(new Workers(2 * work, work),
                            new BodyBudget(limits.keylessBodyBytesMax(), limits.keylessBodyBytesMax() / 4)));
        }

        /** Lets go of the bodies that should have been whole by now. */
        void expire(long nowNanos) {
            keyed.bodies.expire(nowNanos);
            keyless.bodies.expire(nowNanos);
        }

        /** Waits until nothing is under way, so long at most, then takes no more work. */
        void drain(Duration patience) {
            long untilNanos = System.nanoTime() + patience.toNanos();
            keyed.workers.drain(patience);
            keyless.workers.drain(Duration.ofNanos(Math.max(0, untilNanos - System.nanoTime())));
        }
    }

    /**
     * What requests of one kind may take.
     *
     * @param workers bounded blocking work
     * @param bodies bytes of bodies in memory
     */
    record Lane(Workers workers, BodyBudget bodies) {
    }

    HttpSettings.Limits limits() {
        return settings.limits();
    }

    long nanoTime() {
        return frame.nanoClock().getAsLong();
    }

    /** The client's address; empty where it is gone. */
    String address(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        String peer = remote == null ? null : remote.hostAddress();
        if (peer == null) {
            return "";
        }
        InetAddress literal = TrustedProxies.literal(peer);
        return literal != null && settings.proxies().isTrusted(literal)
                ? settings.proxies().visitor(literal, forwardedFor(request)).getHostAddress()
                : peer;
    }

    private static String forwardedFor(HttpServerRequest request) {
        return String.join(",", request.headers().getAll("X-Forwarded-For"));
    }
}
