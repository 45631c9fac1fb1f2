package centuple.platform.sql;

import org.jspecify.annotations.Nullable;

/** The database is reachable but this server cannot work on it; the message says what to do. */
public final class UnfitDatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnfitDatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    UnfitDatabaseException(String message) {
        super(message);
    }
}
