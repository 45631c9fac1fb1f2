package centuple.shop.store;

import centuple.platform.sql.Sql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps changes of what shops agreed on apart from decisions by time. Who decides that something was in force at a time
 * takes the lock shared, before reading; who begins or ends something takes it alone, before asking what time it is. So
 * no end carries a time at which somebody has already decided that it was not. Held until the transaction ends.
 */
final class AgreementLock {
    private static final long KEY = 7_241_002;

    private AgreementLock() {
    }

    /** For deciding. */
    static void shared(Connection connection) throws SQLException {
        Sql.run(connection, "select pg_advisory_xact_lock_shared(?)", KEY);
    }

    /** For changing. */
    static void alone(Connection connection) throws SQLException {
        Sql.run(connection, "select pg_advisory_xact_lock(?)", KEY);
    }
}
