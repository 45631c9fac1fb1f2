package centuple.simulation.http;

import centuple.platform.http.ProblemCode;

/** The problems of a replay. */
public enum ReplayProblem implements ProblemCode {
    /** An exchange that is marked live never takes events with their own time. */
    EXCHANGE_IS_LIVE(409, "The exchange is live"),
    /** One replay at a time. */
    REPLAY_RUNNING(409, "Another replay is running"),
    /** An event cannot be taken; those before it were. */
    REPLAY_STOPPED(422, "The replay stopped at an event");

    private final int status;
    private final String title;

    ReplayProblem(int status, String title) {
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
