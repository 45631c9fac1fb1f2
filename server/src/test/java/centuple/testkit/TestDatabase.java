package centuple.testkit;

import centuple.platform.file.Folders;
import centuple.platform.postgres.EmbeddedPostgres;
import centuple.platform.postgres.PostgresOptions;
import centuple.platform.sql.Database;
import centuple.platform.sql.DatabaseSettings;
import centuple.platform.sql.SqlFunction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A migrated, empty database of its own for one test, made in milliseconds as a copy of a template in the one
 * PostgreSQL of this test run. Safe for tests in parallel.
 *
 * <pre>{@code
 * try (TestDatabase db = TestDatabase.fresh()) {
 *     db.database().inTransaction(connection -> ...);
 * }
 * }</pre>
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int CONNECTIONS_MAX = 8;

    private final String name;
    private final Database database;

    private TestDatabase(String name) {
        this.name = name;
        this.database = Database.openMigrated(settings(name));
    }

    /** A new one, migrated and empty. */
    public static TestDatabase fresh() {
        String name = "test_" + COUNT.incrementAndGet();
        admin("create database " + name + " template " + Server.TEMPLATE);
        return new TestDatabase(name);
    }

    /** A new one without anything in it, and how to reach it; dropped when the test run ends. */
    public static DatabaseSettings empty() {
        String name = "empty_" + COUNT.incrementAndGet();
        admin("create database " + name);
        return settings(name);
    }

    /** As the server sees it: transactions as the runtime role. */
    public Database database() {
        return database;
    }

    /** How to reach it. */
    public DatabaseSettings settings() {
        return database.settings();
    }

    /** Does something with all rights, to prepare or to inspect, each statement committed. */
    public <R extends @org.jspecify.annotations.Nullable Object> R asOwner(SqlFunction<Connection, R> work) {
        try (Connection connection = Database.connectAsOwner(settings())) {
            return work.apply(connection);
        } catch (SQLException failure) {
            throw new AssertionError("preparing or inspecting the test database failed", failure);
        }
    }

    /** Ends all connections and lets nobody in, as if the database were gone. */
    public void cutOff() {
        admin("alter database " + name + " allow_connections false");
        admin("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
    }

    /** Ends what {@link #cutOff} began. */
    public void letIn() {
        admin("alter database " + name + " allow_connections true");
    }

    @Override
    public void close() {
        database.close();
        admin("drop database " + name + " with (force)");
    }

    private static DatabaseSettings settings(String database) {
        EmbeddedPostgres postgres = Server.POSTGRES;
        return new DatabaseSettings(postgres.jdbcUrl(database), EmbeddedPostgres.USER, postgres.password(),
                DatabaseSettings.RUNTIME_ROLE, CONNECTIONS_MAX);
    }

    /** Runs one statement as the superuser of this test run's PostgreSQL, outside of any exchange's database. */
    public static void admin(String sql) {
        try (Connection connection = Database.connectAsOwner(settings("postgres"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new AssertionError(sql, failure);
        }
    }

    /** Started by the first test that asks, stopped and removed with the test run. */
    private static final class Server {
        private static final String TEMPLATE = EmbeddedPostgres.DATABASE;
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                Path folder = Files.createTempDirectory("centuple-test-");
                // Lost with a power cut, but twice as fast; what is kept safe has tests of its own.
                EmbeddedPostgres postgres = new EmbeddedPostgres(PostgresOptions.in(folder)
                        .with(Map.of("fsync", "off", "full_page_writes", "off", "max_connections", "300")));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(postgres, folder)));
                postgres.start();
                Database.open(DatabaseSettings.of(postgres.jdbcUrl(), EmbeddedPostgres.USER, postgres.password()))
                        .close();
                return postgres;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static void remove(EmbeddedPostgres postgres, Path folder) {
            postgres.close();
            try {
                Folders.deleteRecursively(folder);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
