package centuple.platform.http.server;

import centuple.platform.http.Route;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a server serves.
 *
 * @param routes the addresses of the API
 * @param keys finds whose key a secret is
 * @param fastPath makes the fast path of one event loop
 * @param observer is told of each answered request
 * @param nanoClock for rates and durations
 */
public record Frame(List<Route> routes, KeyCheck keys, Supplier<FastPath> fastPath, RequestObserver observer,
        LongSupplier nanoClock) {
    public Frame {
        routes = List.copyOf(routes);
    }
}
