package centuple.platform.http.server;

import centuple.platform.http.Pace;
import io.vertx.core.Vertx;

/**
 * What all requests of a server share. Thread-safe.
 *
 * @param vertx owns the event loops
 * @param frame what is served
 * @param keys remembered callers
 * @param workers bounded blocking work
 * @param bodies bytes of bodies in memory
 * @param rates of keys, and of addresses that come with keys not remembered
 */
record ServerParts(Vertx vertx, Frame frame, KeyCache keys, Workers workers, BodyBudget bodies, RateLimiter rates) {
    /** Look-ups of keys that turn out not to be keys, by address: a valid one gives its place back. */
    static final Pace UNKNOWN_KEYS = new Pace("unknown-keys", 20, 200);

    static ServerParts of(Vertx vertx, Frame frame, HttpSettings settings) {
        return new ServerParts(vertx, frame, new KeyCache(frame.keys(), frame.nanoClock()),
                new Workers(settings.requestsInWorkMax()), new BodyBudget(settings.bodyBytesHeldMax()),
                new RateLimiter());
    }

    long nanoTime() {
        return frame.nanoClock().getAsLong();
    }
}
