package centuple.platform.http.server;

import centuple.platform.http.Request;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a handler may see of a request. Stateless. */
final class Heads {
    private Heads() {
    }

    /** A copy, for handlers that run off the event loop. */
    static Request.Head of(RoutingContext routing) {
        String line = routing.request().method().name() + " " + routing.request().path();
        return new Request.Head(line, Map.copyOf(routing.pathParams()), all(routing.queryParams()),
                copied(routing.request().headers()), peer(routing.request().remoteAddress()));
    }

    /**
     * What the handler of a plain path may see, on the request's event loop and only while it answers: headers are
     * looked up there and not copied.
     */
    static Request.Head of(HttpServerRequest request, String line, Map<String, List<String>> parameters) {
        return new Request.Head(line, Map.of(), parameters, new HeaderView(request.headers()),
                peer(request.remoteAddress()));
    }

    /**
     * The parameters behind the question mark.
     *
     * @throws IllegalArgumentException where they are not encoded as they should be
     */
    static Map<String, List<String>> parameters(HttpServerRequest request) {
        return new QueryStringDecoder(request.uri()).parameters();
    }

    private static Map<String, String> copied(MultiMap headers) {
        Map<String, String> copy = new HashMap<>();
        headers.forEach((name, value) -> copy.put(name.toLowerCase(Locale.ROOT), value));
        return copy;
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

    /** Headers by lower-case name, of several the last, as in a copy of them. */
    private static final class HeaderView extends AbstractMap<String, String> {
        private final MultiMap headers;

        HeaderView(MultiMap headers) {
            this.headers = headers;
        }

        @Override
        public @Nullable String get(@Nullable Object name) {
            List<String> all = headers.getAll(String.valueOf(name));
            return all.isEmpty() ? null : all.getLast();
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return headers.contains(String.valueOf(name));
        }

        @Override
        public Set<Entry<String, String>> entrySet() {
            return copied(headers).entrySet();
        }
    }
}
