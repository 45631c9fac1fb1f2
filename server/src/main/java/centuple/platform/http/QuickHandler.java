package centuple.platform.http;

/**
 * A handler that waits for nothing, neither a database nor a file nor a lock held for long, and is done within a
 * millisecond: it answers on the event loop itself, where a change of threads would cost more than the answer. Throws
 * {@link ProblemException} to refuse. Thread-safe.
 */
@FunctionalInterface
public interface QuickHandler extends RouteHandler {
    @Override
    Answer handle(Request request);
}
