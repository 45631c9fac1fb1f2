package centuple.platform.http;

import centuple.platform.json.Json;
import centuple.platform.json.JsonFields;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request as a handler sees it, its body read whole. Not thread-safe. */
public final class Request {
    private final String id;
    private final Head head;
    private final byte[] body;
    private final @Nullable Caller caller;

    /** Used by the server and by tests. */
    public Request(String id, Head head, byte[] body, @Nullable Caller caller) {
        this.id = id;
        this.head = head;
        this.body = body;
        this.caller = caller;
    }

    /** The id of this request, as the answer's Request-Id names it. */
    public String id() {
        return id;
    }

    /** The method and the path as they were asked for, such as {@code POST /v1/links/lnk_.../pause}. */
    public String line() {
        return head.line();
    }

    /**
     * The caller of a route that needs a key.
     *
     * @throws IllegalStateException on a route for anyone: a bug in the list of routes
     */
    public Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("a route for anyone has no caller");
        }
        return caller;
    }

    /** A name of the route's path. */
    public String path(String name) {
        String value = head.pathNames().get(name);
        if (value == null) {
            throw new IllegalStateException("the route's path has no name " + name);
        }
        return value;
    }

    /** The parameters behind the question mark. */
    public Query query() {
        return new Query(head.parameters());
    }

    /** A header, its name in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(head.headers().get(name.toLowerCase(java.util.Locale.ROOT)));
    }

    /** All headers, by lower-case name. */
    public Map<String, String> headers() {
        return head.headers();
    }

    /** The address of the other end of the connection, perhaps a proxy; for rates, never to be stored. */
    public String peer() {
        return head.peer();
    }

    /** The body as it came; it may be large and is not copied, so do not change it. */
    public byte[] body() {
        return body;
    }

    /** The body as a JSON object, strictly read; an empty body reads as an empty object. */
    public JsonFields json() {
        return Json.fields(body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body);
    }

    /**
     * Everything before the body.
     *
     * @param line method and path
     * @param pathNames values of the names in the route's path
     * @param parameters query parameters, all values of each
     * @param headers by lower-case name
     * @param peer the address of the other end of the connection, perhaps a proxy; empty where it is gone
     */
    public record Head(String line, Map<String, String> pathNames, Map<String, List<String>> parameters,
            Map<String, String> headers, String peer) {
        /** From nowhere, for tests. */
        public Head(String line, Map<String, String> pathNames, Map<String, List<String>> parameters,
                Map<String, String> headers) {
            this(line, pathNames, parameters, headers, "");
        }
    }
}
