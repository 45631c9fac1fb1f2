package centuple.platform.http;

/** Answers one request. Runs on a virtual thread and may block; throws {@link ProblemException} to refuse. */
@FunctionalInterface
public interface RouteHandler {
    Answer handle(Request request) throws Exception;
}
