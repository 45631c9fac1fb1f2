package centuple.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.platform.telemetry.Meters;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

class DatabaseTest {
    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    @Test
    void worksAsTheRuntimeRoleInOurSchemaAndCannotLeaveIt() {
        try (TestDatabase db = TestDatabase.fresh()) {
            assertThat(db.database().<String>inTransaction(c -> ask(c, "select current_user")))
                    .isEqualTo("centuple_runtime");
            assertThat(db.database().<String>inTransaction(c -> ask(c, "select current_schema"))).isEqualTo("centuple");
            String afterReset = db.database().inTransaction(c -> {
                update(c, "reset role");
                return ask(c, "select current_user");
            });
            assertThat(afterReset).isEqualTo("centuple_runtime");
        }
    }

    @Test
    void commitsWhatReturnsAndRollsBackWhatThrows() {
        try (TestDatabase db = TestDatabase.fresh()) {
            Database database = db.database();
            database.inTransaction(c -> update(c, "update exchange set name = 'Kept'"));
            assertThatThrownBy(() -> database.inTransaction(c -> {
                update(c, "update exchange set name = 'Lost'");
                throw new IllegalStateException("changed our mind");
            })).hasMessage("changed our mind");
            assertThat(database.<String>read(c -> ask(c, "select name from exchange"))).isEqualTo("Kept");
        }
    }

    @Test
    void aReadOnlyTransactionCannotWrite() {
        try (TestDatabase db = TestDatabase.fresh()) {
            assertThatThrownBy(() -> db.database().read(c -> update(c, "update exchange set name = 'No'")))
                    .isInstanceOf(DatabaseException.class).hasMessageContaining("read-only");
            assertThat(db.database().<Integer>inTransaction(c -> update(c, "update exchange set name = 'Yes'")))
                    .isEqualTo(1);
        }
    }

    @Test
    void aTransactionThatMetAnotherIsRunAgainAndOneThatIsWrongIsNot() {
        try (TestDatabase db = TestDatabase.fresh()) {
            AtomicInteger runs = new AtomicInteger();
            assertThat(db.database().<Integer>inTransaction(c -> {
                if (runs.incrementAndGet() < 3) {
                    throw new SQLException("deadlock detected", "40P01");
                }
                return update(c, "update exchange set name = 'Third time'");
            })).isEqualTo(1);
            assertThat(runs).hasValue(3);

            runs.set(0);
            assertThatThrownBy(() -> db.database().inTransaction(c -> {
                runs.incrementAndGet();
                throw new SQLException("could not serialize", "40001");
            })).isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.sqlState()).isEqualTo("40001"));
            assertThat(runs).hasValue(5);

            runs.set(0);
            assertThatThrownBy(() -> db.database().inTransaction(c -> {
                runs.incrementAndGet();
                return update(c, "update exchange set fee_bps = 10001");
            })).isInstanceOf(DatabaseException.class);
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void thePoolTellsItsFigures() {
        try (TestDatabase db = TestDatabase.fresh(); Meters meters = new Meters("test")) {
            db.database().bindTo(meters.registry());
            db.database().inTransaction(c -> update(c, "update exchange set live = true"));
            assertThat(meters.scrape()).contains("hikaricp_connections_acquire_seconds_count{pool=\"centuple\"} 1");
        }
    }
}
