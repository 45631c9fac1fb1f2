package centuple.platform.http.server;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections of one event loop: so many over all loops and no more, and none for long without a request, however
 * slowly its bytes come. Runs on its loop.
 */
final class OpenConnections {
    /** How long one may be without a request while more than half of those there may be are open. */
    private static final Duration WAIT_WHEN_MANY = Duration.ofSeconds(3);

    private final ServerParts parts;
    private final AtomicInteger open;
    private final Map<HttpConnection, Standing> standings = new IdentityHashMap<>();

    /**
     * None yet.
     *
     * @param open how many there are on all loops
     */
    OpenConnections(ServerParts parts, AtomicInteger open) {
        this.parts = parts;
        this.open = open;
    }

    /** Of one connection. */
    private static final class Standing {
        private long idleSinceNanos;
        private boolean hasAsked;
        /** To the last request, until it was seen to be out. */
        private @Nullable HttpServerResponse response;

        private Standing(long nowNanos) {
            this.idleSinceNanos = nowNanos;
        }
    }

    /** A new one. */
    void opened(HttpConnection connection) {
        if (open.incrementAndGet() > parts.limits().connectionsMax()) {
            open.decrementAndGet();
            connection.close();
            return;
        }
        standings.put(connection, new Standing(parts.nanoTime()));
        connection.closeHandler(_ -> {
            if (standings.remove(connection) != null) {
                open.decrementAndGet();
            }
        });
    }

    /** The head of a request is here. */
    void asked(HttpServerRequest request) {
        Standing standing = standings.get(request.connection());
        if (standing != null) {
            standing.hasAsked = true;
            standing.response = request.response();
        }
    }

    /** Closes those that have been without a request for too long, and lets go of bodies that are late. */
    void look() {
        long now = parts.nanoTime();
        parts.lanes().expire(now);
        boolean areMany = open.get() > parts.limits().connectionsMax() / 2;
        List<HttpConnection> late = new ArrayList<>();
        standings.forEach((connection, standing) -> {
            if (standing.response != null && (standing.response.ended() || standing.response.closed())) {
                standing.response = null;
                standing.idleSinceNanos = now;
            }
            if (standing.response == null && now - standing.idleSinceNanos > wait(standing, areMany).toNanos()) {
                late.add(connection);
            }
        });
        late.forEach(HttpConnection::close);
    }

    private Duration wait(Standing standing, boolean areMany) {
        Duration usual = standing.hasAsked
                ? Duration.ofSeconds(ApiServer.IDLE_SECONDS_MAX)
                : parts.limits().headWait();
        return areMany && usual.compareTo(WAIT_WHEN_MANY) > 0 ? WAIT_WHEN_MANY : usual;
    }
}
