package centuple.platform.http.server;

import centuple.platform.http.CommonProblem;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemException;
import centuple.platform.json.InvalidJsonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Turns what a handler threw into a problem. Stateless. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    /** Causes looked at before giving up. */
    private static final int CAUSES_MAX = 10;

    private Failures() {
    }

    static Problem problemOf(Throwable thrown, String requestId, String route) {
        if (thrown instanceof ProblemException refusal) {
            return refusal.problem();
        }
        if (thrown instanceof InvalidJsonException invalid) {
            return new Problem(CommonProblem.INVALID_REQUEST, "the body cannot be taken as it is", invalid.errors());
        }
        if (databaseAway(thrown)) {
            LOG.warn("{} {}: the database does not answer: {}", requestId, route, thrown.getMessage());
            return new Problem(CommonProblem.DATABASE_UNAVAILABLE, "try again in a moment; nothing was changed");
        }
        LOG.error("{} {} failed", requestId, route, thrown);
        return new Problem(CommonProblem.INTERNAL, "the log has the cause under this request id");
    }

    /** Whether the database could not be reached, was stopped or ran out of room: not the caller's fault. */
    private static boolean databaseAway(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < CAUSES_MAX; i++, cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null
                    && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("53")
                            || sql.getSQLState().startsWith("57P"))) {
                return true;
            }
        }
        return false;
    }
}
