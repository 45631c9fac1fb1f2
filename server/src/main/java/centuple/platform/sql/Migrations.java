package centuple.platform.sql;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;

/** Brings a database to the version of this server: the runtime role first, then the files of {@code db/migration}. */
final class Migrations {
    private static final int VERSION_MIN = 15;
    private static final int CONNECT_RETRIES = 3;

    private Migrations() {
    }

    /** To the newest version this server knows. */
    static void run(DatabaseSettings settings) {
        run(settings, MigrationVersion.LATEST);
    }

    /** To the version that wrote a backup, on the way to the newest. */
    static void run(DatabaseSettings settings, String version) {
        run(settings, MigrationVersion.fromVersion(version));
    }

    /**
     * Refuses a version that a newer server made.
     *
     * @throws UnfitDatabaseException then
     */
    static void requireKnown(DatabaseSettings settings, String version) {
        MigrationVersion asked = MigrationVersion.fromVersion(version);
        boolean known = Arrays.stream(flyway(settings, MigrationVersion.LATEST).info().all())
                .anyMatch(migration -> asked.equals(migration.getVersion()));
        if (!known) {
            throw new UnfitDatabaseException(
                    "the backup is of version " + version + " of the tables, which this server does not know: use the"
                            + " server that wrote it, or a newer one",
                    null);
        }
    }

    private static void run(DatabaseSettings settings, MigrationVersion version) {
        try (Connection connection = Database.connectAsOwner(settings)) {
            requireVersion(connection);
            RuntimeRole.ensure(connection, settings.runtimeRole());
        } catch (SQLException failure) {
            throw new DatabaseException(
                    "cannot use the database " + settings.place() + " as the user " + settings.user() + ": "
                            + failure.getMessage(),
                    failure);
        }
        try {
            flyway(settings, version).migrate();
        } catch (FlywayException failure) {
            throw new UnfitDatabaseException("the database could not be brought to this version: "
                    + failure.getMessage(), failure);
        }
    }

    private static Flyway flyway(DatabaseSettings settings, MigrationVersion target) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(settings.url(), settings.user(), settings.password()).schemas(Database.SCHEMA)
                .defaultSchema(Database.SCHEMA).createSchemas(true).locations("classpath:db/migration")
                .placeholders(Map.of("runtime", settings.runtimeRole())).validateMigrationNaming(true).target(target)
                // A database that a newer server has already changed is refused, not half understood.
                .ignoreMigrationPatterns(new String[0]).connectRetries(CONNECT_RETRIES).cleanDisabled(true).load();
    }

    private static void requireVersion(Connection connection) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        requireVersion(major);
    }

    static void requireVersion(int major) {
        if (major < VERSION_MIN) {
            throw new UnfitDatabaseException("the database is PostgreSQL " + major + "; at least " + VERSION_MIN
                    + " is needed: upgrade it, or start without --database to use the one that comes with the server",
                    null);
        }
    }
}
