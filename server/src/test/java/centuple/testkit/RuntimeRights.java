package centuple.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.Sql;

import java.util.List;

/** What the role that works day by day can do to a table, asked of the database and tried. */
public final class RuntimeRights {
    private static final List<String> CHANGING = List.of("UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER");

    private RuntimeRights() {
    }

    /** Fails unless the table can be read and added to and nothing else, by table and by column. */
    public static void assertAddAndReadOnly(TestDatabase db, String table) {
        assertThat(rights(db, table)).as("rights of the runtime role on " + table).containsExactlyInAnyOrder("SELECT",
                "INSERT");
        for (String attempt : List.of("delete from " + table, "truncate " + table, "drop table " + table,
                "alter table " + table + " disable trigger all", "alter table " + table + " owner to current_user")) {
            assertForbidden(db, attempt);
        }
        String column = db.asOwner(c -> Sql.one(c, "select attname::text as name from pg_attribute"
                + " where attrelid = ?::regclass and attnum = 1", row -> row.text("name"), table));
        assertForbidden(db, "update " + table + " set " + column + " = " + column);
    }

    private static List<String> rights(TestDatabase db, String table) {
        return db.asOwner(c -> Sql.list(c, "select p as right from unnest(?) as p where has_table_privilege(?, ?, p)"
                + " or (p not in ('DELETE', 'TRUNCATE', 'TRIGGER') and has_any_column_privilege(?, ?, p))",
                row -> row.text("right"), all(), db.settings().runtimeRole(), table, db.settings().runtimeRole(),
                table));
    }

    private static String[] all() {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of("SELECT", "INSERT"), CHANGING.stream())
                .toArray(String[]::new);
    }

    /** Fails unless the database refuses the statement for lack of rights. */
    public static void assertForbidden(TestDatabase db, String sql) {
        assertThatThrownBy(() -> db.database().inTransaction(c -> {
            Sql.run(c, sql);
            return sql;
        })).as("as the runtime role: " + sql).isInstanceOfSatisfying(DatabaseException.class,
                refused -> assertThat(refused.sqlState()).as(refused.getMessage()).isIn("42501", "0LP01"));
    }
}
