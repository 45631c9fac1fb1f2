package centuple.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

class EmbeddedPostgresTest {
    @TempDir
    Path folder;

    private EmbeddedPostgres postgres() {
        return new EmbeddedPostgres(PostgresOptions.in(folder.resolve("postgres")));
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), EmbeddedPostgres.USER, postgres.password());
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void aSecondStartContinuesWhereTheFirstWasAndKeepsDataSafe() throws Exception {
        try (EmbeddedPostgres first = postgres()) {
            first.start();
            execute(first, "create table kept as select 42 as answer");
            assertThat(ask(first, "select string_agg(name || '=' || setting, ' ' order by name) from pg_settings"
                    + " where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses',"
                    + " 'unix_socket_directories', 'password_encryption', 'data_checksums')"))
                    .isEqualTo("data_checksums=on fsync=on full_page_writes=on listen_addresses=127.0.0.1"
                            + " password_encryption=scram-sha-256 synchronous_commit=on"
                            + " unix_socket_directories=");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                    folder.resolve("postgres/password")))).isEqualTo("rw-------");
            assertThatThrownBy(() -> DriverManager.getConnection(first.jdbcUrl(), EmbeddedPostgres.USER, "guess"))
                    .hasMessageContaining("password authentication failed");
        }
        try (EmbeddedPostgres second = postgres()) {
            second.start();
            assertThat(ask(second, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void twoServersNeverShareAFolder() {
        try (EmbeddedPostgres first = postgres(); EmbeddedPostgres second = postgres()) {
            first.start();
            assertThatThrownBy(second::start).isInstanceOf(PostgresException.class)
                    .hasMessageContaining("is in use by this process").hasMessageContaining("another folder");
            assertThat(first.pid()).isPresent();
        }
    }

    @Test
    void killedPostgresIsStartedAgainOnTheSamePortWithWhatWasCommitted() throws Exception {
        try (EmbeddedPostgres postgres = postgres()) {
            postgres.start();
            execute(postgres, "create table kept as select 42 as answer");
            String url = postgres.jdbcUrl();
            for (int kill = 1; kill <= 2; kill++) {
                int killed = kill;
                ProcessHandle.of(postgres.pid().orElseThrow()).orElseThrow().destroyForcibly();
                await().atMost(Duration.ofSeconds(30)).ignoreExceptions()
                        .untilAsserted(() -> assertThat(ask(postgres, "select answer + " + killed + " from kept"))
                                .isEqualTo("" + (42 + killed)));
                await().until(() -> postgres.restarts() == killed);
            }
            assertThat(postgres.jdbcUrl()).isEqualTo(url);
        }
    }
}
