package centuple.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An operator's own PostgreSQL: a user who owns a database and is nobody special otherwise. */
class OwnPostgresTest {
    private static final String USER = "shop_owner";
    private static final String ROLE = "shop_runtime";

    @TempDir
    Path folder;

    private DatabaseSettings settings = TestDatabase.empty();

    @BeforeEach
    void makeAnOrdinaryUser() {
        TestDatabase.admin("create role " + USER + " login password 'secret'");
        settings = ownedByTheUser();
    }

    private static DatabaseSettings ownedByTheUser() {
        DatabaseSettings empty = TestDatabase.empty();
        TestDatabase.admin("alter database " + empty.url().substring(empty.url().lastIndexOf('/') + 1) + " owner to "
                + USER);
        return new DatabaseSettings(empty.url(), USER, "secret", ROLE, 4);
    }

    @AfterEach
    void leaveNothing() {
        // Their databases go with the test run; the roles must not meet the next test's.
        TestDatabase.admin("alter role " + USER + " rename to used_" + System.nanoTime());
        TestDatabase.admin("do $$ begin if exists (select from pg_roles where rolname = '" + ROLE
                + "') then alter role " + ROLE + " rename to used_" + System.nanoTime() + "; end if; end $$");
    }

    @Test
    void withoutTheRightToMakeTheRoleItIsToldWhatAnAdministratorMustDo() {
        assertThatThrownBy(() -> Database.open(settings)).isInstanceOf(UnfitDatabaseException.class)
                .hasMessageContaining("the database user 'shop_owner' may not create or take on the role")
                .hasMessageContaining("CREATE ROLE shop_runtime NOLOGIN; GRANT shop_runtime TO \"shop_owner\";");
        TestDatabase.admin("create role " + ROLE + " nologin");
        assertThatThrownBy(() -> Database.open(settings)).isInstanceOf(UnfitDatabaseException.class)
                .hasMessageContaining("take on the role");
    }

    @Test
    void afterThatItWorksBacksUpAndRestoresWithoutBeingSuperuser() throws IOException, SQLException {
        TestDatabase.admin("create role " + ROLE + " nologin");
        TestDatabase.admin("grant " + ROLE + " to " + USER);
        Path file = folder.resolve("backup.zip");
        try (Database database = Database.open(settings)) {
            assertThat(database.<String>read(c -> Sql.one(c, "select current_user::text as name",
                    row -> row.text("name")))).isEqualTo(ROLE);
            database.inTransaction(c -> Sql.update(c, "update exchange set name = 'Own'"));
            Backup.write(settings, file, done -> {
            });
        }
        DatabaseSettings second = ownedByTheUser();
        Restore.run(second, file, done -> {
        });
        try (Connection restored = Database.connect(second)) {
            String name = Sql.one(restored, "select name from exchange", row -> row.text("name"));
            assertThat(name).isEqualTo("Own");
        }
    }

    @Test
    void aUserWhoMayMakeRolesNeedsNobody() {
        TestDatabase.admin("alter role " + USER + " createrole");
        assertThatNoException().isThrownBy(() -> Database.open(settings).close());
        assertThatNoException().as("again").isThrownBy(() -> Database.open(settings).close());
    }

    @Test
    void aRuntimeRoleThatMayDoEverythingIsRefused() {
        TestDatabase.admin("create role " + ROLE + " superuser");
        TestDatabase.admin("grant " + ROLE + " to " + USER);
        assertThatThrownBy(() -> Database.open(settings)).isInstanceOf(UnfitDatabaseException.class)
                .hasMessageContaining("is a superuser");
    }

    @Test
    void twoServersMayComeUpAtTheSameTime() {
        TestDatabase.admin("alter role " + USER + " createrole");
        List<CompletableFuture<Database>> servers = List.of(
                CompletableFuture.supplyAsync(() -> Database.open(settings)),
                CompletableFuture.supplyAsync(() -> Database.open(settings)));
        servers.forEach(server -> server.join().close());
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 13, 14})
    void anOldPostgresIsRefused(int major) {
        assertThatThrownBy(() -> Migrations.requireVersion(major)).isInstanceOf(UnfitDatabaseException.class)
                .hasMessageContaining("the database is PostgreSQL " + major + "; at least 15 is needed");
        assertThatNoException().isThrownBy(() -> Migrations.requireVersion(15));
    }

    @Test
    void aDatabaseThatANewerServerChangedIsRefused() {
        try (TestDatabase db = TestDatabase.fresh()) {
            db.asOwner(c -> Sql.update(c,
                    "insert into flyway_schema_history (installed_rank, version, description, type,"
                            + " script, checksum, installed_by, execution_time, success) values (999, '999', 'later', 'SQL',"
                            + " 'V999__later.sql', 1, 'centuple', 1, true)"));
            assertThatThrownBy(() -> Database.open(db.settings())).isInstanceOf(UnfitDatabaseException.class)
                    .hasMessageContaining("999");
        }
    }

    @Test
    void aWrongPasswordOrAnAbsentServerIsToldWithoutThePassword() {
        assertThatThrownBy(() -> Database.open(DatabaseSettings.of(settings.url(), USER, "guess")))
                .isInstanceOf(DatabaseException.class).hasMessageContaining("password authentication failed")
                .message().doesNotContain("guess");
        assertThatThrownBy(() -> Database.open(DatabaseSettings.of("jdbc:postgresql://127.0.0.1:1/x", USER, "guess")))
                .isInstanceOfSatisfying(DatabaseException.class, away -> assertThat(away.isAway()).isTrue());
    }
}
