package centuple.platform.http;

/** The problems every route may answer with. */
public enum CommonProblem implements ProblemCode {
    INVALID_REQUEST(400, "The request cannot be read"),
    UNAUTHENTICATED(401, "A valid API key is needed"),
    INSUFFICIENT_SCOPE(403, "The API key may not do this"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "This address does not answer that method"),
    BODY_TOO_SLOW(408, "The body did not arrive in time"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has a content type this address does not read"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used with another request"),
    IDEMPOTENCY_KEY_RUNNING(409, "A request with this idempotency key is still running"),
    RATE_LIMITED(429, "Too many requests"),
    INTERNAL(500, "The server failed"),
    OVERLOADED(503, "The server has too much to do"),
    DATABASE_UNAVAILABLE(503, "The database does not answer");

    private final int status;
    private final String title;

    CommonProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
