package centuple.platform.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** The role that works day by day. Owning nothing, it can do only what migrations grant: on books, add and read. */
final class RuntimeRole {
    private static final String ALREADY_THERE = "42710";
    private static final String MEANWHILE_THERE = "23505";
    private static final String FORBIDDEN = "42501";

    private RuntimeRole() {
    }

    /** Creates it where absent and makes sure that the connected user may take it on. */
    static void ensure(Connection connection, String role) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!exists(connection, role)) {
                create(statement, role);
            }
            if (!canTakeOn(statement, role)) {
                statement.execute("grant " + role + " to current_user");
                statement.execute("set role " + role);
                statement.execute("reset role");
            }
        } catch (SQLException failure) {
            if (FORBIDDEN.equals(failure.getSQLState())) {
                throw new UnfitDatabaseException(advice(connection.getMetaData().getUserName(), role), failure);
            }
            throw failure;
        }
        requirePlain(connection, role);
    }

    private static void create(Statement statement, String role) throws SQLException {
        try {
            statement.execute("create role " + role + " nologin");
        } catch (SQLException failure) {
            if (!ALREADY_THERE.equals(failure.getSQLState()) && !MEANWHILE_THERE.equals(failure.getSQLState())) {
                throw failure;
            }
        }
    }

    /** Tried rather than asked: being a member is not enough, and how to ask for more differs between versions. */
    private static boolean canTakeOn(Statement statement, String role) throws SQLException {
        try {
            statement.execute("set role " + role);
            statement.execute("reset role");
            return true;
        } catch (SQLException failure) {
            if (FORBIDDEN.equals(failure.getSQLState())) {
                return false;
            }
            throw failure;
        }
    }

    private static String advice(String user, String role) {
        return "the database user '" + user + "' may not create or take on the role '" + role
                + "', under which the server works so that it cannot change booked entries. As an administrator, once:"
                + " CREATE ROLE " + role + " NOLOGIN; GRANT " + role + " TO \"" + user + "\";";
    }

    private static void requirePlain(Connection connection, String role) throws SQLException {
        if (answersTrue(connection, "select rolsuper from pg_roles where rolname = ?", role)) {
            throw new UnfitDatabaseException("the role '" + role
                    + "' is a superuser, so nothing would keep booked entries from being changed: take that from it",
                    null);
        }
    }

    private static boolean exists(Connection connection, String role) throws SQLException {
        return answersTrue(connection, "select exists (select from pg_roles where rolname = ?)", role);
    }

    private static boolean answersTrue(Connection connection, String sql, String role) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, role);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
