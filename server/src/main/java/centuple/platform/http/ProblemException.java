package centuple.platform.http;

/**
 * Carries a problem from deep inside a handler to the frame, which answers it. Rolls back what the handler had open.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(Problem.wire(problem.code()) + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
