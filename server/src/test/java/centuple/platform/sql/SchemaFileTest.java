package centuple.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.testkit.RuntimeRights;
import centuple.testkit.SchemaText;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class SchemaFileTest {
    private static final Path FILE = Path.of(System.getProperty("centuple.root"),
            "server/src/main/resources/db/schema.sql");

    /** What happened stays: these are added to and read, never changed. */
    private static final List<String> BOOKS = List.of("transfer", "order_fact", "event", "terms_version");

    @Test
    void theSchemaFileIsWhatTheMigrationsMake() throws IOException {
        try (TestDatabase db = TestDatabase.fresh()) {
            String schema = db.asOwner(SchemaText::of);
            if (Boolean.getBoolean("centuple.schema.write")) {
                Files.writeString(FILE, schema);
            }
            assertThat(Files.exists(FILE) ? Files.readString(FILE) : "")
                    .as("db/schema.sql is older than the migrations; write it again with:"
                            + " mvn -pl server test -Dtest=SchemaFileTest -Dcentuple.schema.write=true")
                    .isEqualTo(schema);
        }
    }

    @Test
    void theRuntimeRoleCannotChangeWhatIsBooked() {
        try (TestDatabase db = TestDatabase.fresh()) {
            List<String> tables = names(db,
                    "select tablename::text as name from pg_tables where schemaname = 'centuple'");
            BOOKS.stream().filter(tables::contains)
                    .forEach(table -> RuntimeRights.assertAddAndReadOnly(db, table));
            assertThat(tables).contains("transfer");
        }
    }

    @Test
    void theRuntimeRoleOwnsNothingAndMakesNothing() {
        try (TestDatabase db = TestDatabase.fresh()) {
            assertThat(names(db, "select c.relname::text as name from pg_class c join pg_roles r"
                    + " on r.oid = c.relowner where r.rolname = ?", db.settings().runtimeRole())).isEmpty();
            RuntimeRights.assertForbidden(db, "create table centuple.mine (x int)");
            RuntimeRights.assertForbidden(db, "create table public.mine (x int)");
            RuntimeRights.assertForbidden(db, "create schema mine");
            RuntimeRights.assertForbidden(db, "set session_replication_role = replica");
        }
    }

    @Test
    void functionsThatRunAsTheOwnerAreNotForEverybodyAndKeepTheirSearchPath() {
        try (TestDatabase db = TestDatabase.fresh()) {
            assertThat(names(db, "select p.proname::text as name from pg_proc p join pg_namespace n"
                    + " on n.oid = p.pronamespace where n.nspname = 'centuple' and p.prosecdef and ("
                    + "exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g"
                    + " where g.grantee = 0) or not coalesce(array_to_string(p.proconfig, ',') like '%search_path=%',"
                    + " false))"))
                    .as("security definer functions need: set search_path = centuple, pg_temp; and: revoke all"
                            + " on function ... from public")
                    .isEmpty();
        }
    }

    private static List<String> names(TestDatabase db, String sql, Object... values) {
        return db.asOwner(c -> Sql.list(c, sql, row -> row.text("name"), values));
    }
}
