package centuple.platform.http.server;

import centuple.platform.http.Request;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Copies what a handler may see of a request off the event loop. Stateless. */
final class Heads {
    private Heads() {
    }

    static Request.Head of(RoutingContext routing) {
        Map<String, String> headers = new HashMap<>();
        routing.request().headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        String line = routing.request().method().name() + " " + routing.request().path();
        return new Request.Head(line, Map.copyOf(routing.pathParams()), all(routing.queryParams()), headers,
                peer(routing.request().remoteAddress()));
    }

    private static String peer(@Nullable SocketAddress address) {
        String host = address == null ? null : address.hostAddress();
        return host == null ? "" : host;
    }

    private static Map<String, List<String>> all(MultiMap parameters) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String name : parameters.names()) {
            all.put(name, parameters.getAll(name));
        }
        return all;
    }
}
