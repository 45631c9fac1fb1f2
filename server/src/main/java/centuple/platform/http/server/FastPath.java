package centuple.platform.http.server;

import io.vertx.core.http.HttpServerRequest;

/**
 * Port: requests that are answered on the event loop itself, before any route. Each event loop has its own instance,
 * which is called on that loop only.
 */
public interface FastPath {
    /** Takes nothing. */
    FastPath NONE = _ -> false;

    /** Answers the request, or returns false to leave it to the routes. Must not block. */
    boolean take(HttpServerRequest request);
}
