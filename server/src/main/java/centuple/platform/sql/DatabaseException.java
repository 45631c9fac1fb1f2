package centuple.platform.sql;

import java.sql.SQLException;
import java.util.Set;

/**
 * The database refused or was not there. What the database was asked for is not in the message: it may carry what
 * must not be logged.
 */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Set<String> PASSING = Set.of("40001", "40P01");
    private static final Set<String> STARTING_OR_STOPPING = Set.of("57P01", "57P02", "57P03");

    private final String sqlState;

    DatabaseException(SQLException cause) {
        this("the database answered: " + cause.getMessage(), cause);
    }

    DatabaseException(String message, SQLException cause) {
        super(message, cause);
        this.sqlState = stateOf(cause);
    }

    /** For a step that met the database: carries what it answered to the transaction the step is part of. */
    public static DatabaseException of(SQLException cause) {
        return new DatabaseException(cause);
    }

    private static String stateOf(SQLException failure) {
        return failure.getSQLState() == null ? "" : failure.getSQLState();
    }

    /** The five-character code of the SQL standard, empty where the database gave none. */
    public String sqlState() {
        return sqlState;
    }

    /** A row with the same key exists. */
    public boolean isDuplicate() {
        return sqlState.equals("23505");
    }

    /** The user or role lacks the permission. */
    public boolean isForbidden() {
        return sqlState.equals("42501");
    }

    /** The database is away, starting, or was stopped under us: nothing is known to be wrong with what was asked. */
    public boolean isAway() {
        return sqlState.startsWith("08") || STARTING_OR_STOPPING.contains(sqlState)
                || getCause() instanceof java.sql.SQLTransientConnectionException;
    }

    /** Two transactions met; trying again as a whole is right. */
    static boolean isPassing(SQLException failure) {
        return PASSING.contains(stateOf(failure));
    }
}
