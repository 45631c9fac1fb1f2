package centuple.platform.http;

import io.vertx.core.http.HttpMethod;

/**
 * One address of the API, as data: the server mounts it, and a test compares the list with the API description.
 *
 * @param method the HTTP method
 * @param path with names in braces, as the API description writes it: {@code /v1/links/{id}}
 * @param access who may call it
 * @param body what it reads
 * @param pace how fast one key may call it
 * @param handler what it does
 */
public record Route(HttpMethod method, String path, Access access, BodyRule body, Pace pace, RouteHandler handler) {
    /** A route that reads something back. */
    public static Route get(String path, Access access, RouteHandler handler) {
        return new Route(HttpMethod.GET, path, access, BodyRule.NONE, Pace.CONTROL, handler);
    }

    /** A route for anyone that reads something back without waiting for anything. */
    public static Route quick(String path, QuickHandler handler) {
        return get(path, Access.ANYONE, handler);
    }

    /** A route that changes something and reads a small JSON object. */
    public static Route post(String path, Access access, RouteHandler handler) {
        return new Route(HttpMethod.POST, path, access, BodyRule.SMALL_JSON, Pace.CONTROL, handler);
    }

    /** A route that writes a small JSON object in place of what was there. */
    public static Route put(String path, Access access, RouteHandler handler) {
        return new Route(HttpMethod.PUT, path, access, BodyRule.SMALL_JSON, Pace.CONTROL, handler);
    }

    /** A route that takes something away. */
    public static Route delete(String path, Access access, RouteHandler handler) {
        return new Route(HttpMethod.DELETE, path, access, BodyRule.NONE, Pace.CONTROL, handler);
    }

    public Route reading(BodyRule rule) {
        return new Route(method, path, access, rule, pace, handler);
    }

    public Route paced(Pace other) {
        return new Route(method, path, access, body, other, handler);
    }

    /** Method and path, as figures and the log name it. */
    public String name() {
        return method.name() + " " + path;
    }

    /** The path as the router writes it: {@code /v1/links/:id}. */
    public String routerPath() {
        return path.replaceAll("\\{([a-z_]+)}", ":$1");
    }
}
