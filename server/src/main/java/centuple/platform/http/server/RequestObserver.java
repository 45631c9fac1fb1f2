package centuple.platform.http.server;

/** Port: is told of each answered request, for metrics. Called on event loops: must be quick and thread-safe. */
@FunctionalInterface
public interface RequestObserver {
    /** Tells nobody. */
    RequestObserver SILENT = (_, _, _) -> {
    };

    /**
     * A request was answered.
     *
     * @param route the method and path of the route, such as {@code GET /v1/links/{id}}; {@code none} where none fits
     * @param status the HTTP status
     * @param nanos from its first byte to its answer
     */
    void answered(String route, int status, long nanos);
}
