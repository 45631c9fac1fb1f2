package centuple.simulation.job;

/** A replay that cannot go on; what was taken before stays. */
public final class ReplayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReplayException(String message) {
        super(message);
    }
}
