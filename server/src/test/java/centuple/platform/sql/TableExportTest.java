package centuple.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;

/** An export read into an empty database and exported again is the same file. */
class TableExportTest {
    @Test
    void aRoundTripIsLossless() throws Exception {
        String first;
        try (TestDatabase source = TestDatabase.fresh()) {
            owner(source, connection -> {
                try (var statement = connection.createStatement()) {
                    statement.execute(
                            "update exchange set name = 'Niche \"A\" = été \\ \t😀', live = false, fee_bps = 250");
                    statement.execute("update control_version set version = 9007199254740993");
                }
                return 0L;
            });
            first = export(source);
        }
        try (TestDatabase target = TestDatabase.fresh()) {
            assertThat(read(target, first)).isEqualTo(2);
            assertThat(export(target)).isEqualTo(first).contains("9007199254740993", "😀");
        }
    }

    @Test
    void halfAFileIsRefusedAndNothingIsKept() throws Exception {
        try (TestDatabase target = TestDatabase.fresh()) {
            String whole = export(target);
            String half = whole.substring(0, whole.lastIndexOf("{\"rows\""));
            assertThatThrownBy(() -> read(target, half)).hasMessageContaining("not whole");
            assertThat(export(target)).isEqualTo(whole);
        }
    }

    @Test
    void whatIsNotAnExportIsRefused() throws Exception {
        try (TestDatabase target = TestDatabase.fresh()) {
            String header = export(target).lines().findFirst().orElseThrow();
            for (String bad : new String[]{"", "hello", "{\"centuple_export\":99,\"schema\":\"1\"}\n",
                    header + "\n{\"table\":\"pg_authid\",\"row\":{}}\n",
                    header + "\n{\"table\":\"exchange\",\"row\":{}\n",
                    header + "\n{\"partition\":\"a\",\"parent\":\"b\",\"bound\":\"FOR VALUES IN (1); drop table"
                            + " exchange\"}\n"}) {
                assertThatThrownBy(() -> read(target, bad)).as(bad)
                        .isInstanceOfAny(IOException.class, UnfitDatabaseException.class);
            }
        }
    }

    private static String export(TestDatabase db) throws Exception {
        StringBuilder text = new StringBuilder();
        owner(db, connection -> TableExport.write(connection, text, done -> {
        }));
        return text.toString();
    }

    private static long read(TestDatabase db, String text) throws Exception {
        return owner(db,
                connection -> TableExport.read(connection, new BufferedReader(new StringReader(text)), done -> {
                }));
    }

    private static long owner(TestDatabase db, Work work) throws SQLException, IOException {
        try (Connection connection = Database.connectAsOwner(db.settings())) {
            connection.setAutoCommit(false);
            long answer = work.on(connection);
            connection.commit();
            return answer;
        }
    }

    private interface Work {
        long on(Connection connection) throws SQLException, IOException;
    }
}
