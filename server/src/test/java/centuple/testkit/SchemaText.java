package centuple.testkit;

import centuple.platform.sql.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The schema as one readable file, asked of the catalogs after all migrations: what the tables really are, in one
 * place.
 * Partitions are left out, they come and go; so is what Flyway keeps for itself.
 */
public final class SchemaText {
    private static final String OURS = " and n.nspname = 'centuple' and c.relname not like 'flyway%'"
            + " and not c.relispartition";

    private final Connection connection;
    private final StringBuilder text = new StringBuilder();

    private SchemaText(Connection connection) {
        this.connection = connection;
    }

    /** Of the database behind the connection; the same for the same migrations. */
    public static String of(Connection connection) throws SQLException {
        SchemaText schema = new SchemaText(connection);
        // Names of our own schema are written without it.
        Sql.run(connection, "set search_path = centuple");
        schema.line("-- The schema after all migrations. Generated from the catalogs; do not edit.");
        schema.line("-- Written by: mvn -pl server test -Dtest=SchemaFileTest -Dcentuple.schema.write=true");
        schema.sequences();
        for (String table : schema.names("c.relkind in ('r', 'p')")) {
            schema.table(table);
        }
        for (String view : schema.names("c.relkind in ('v', 'm')")) {
            schema.view(view);
        }
        schema.functions();
        return schema.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private List<String> names(String which) throws SQLException {
        return lines(
                "select quote_ident(c.relname) as line from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where " + which + OURS + " order by c.relname collate \"C\"");
    }

    private List<String> lines(String sql, String... values) throws SQLException {
        return Sql.list(connection, sql, row -> row.text("line"), (Object[]) values);
    }

    private void sequences() throws SQLException {
        for (String sequence : lines("select 'create sequence ' || quote_ident(c.relname) || ' as '"
                + " || format_type(s.seqtypid, null) || ' start ' || s.seqstart || ' increment ' ||"
                + " s.seqincrement || ';'"
                + " as line from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid ="
                + " c.relnamespace where not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'i')"
                + OURS + " order by c.relname collate \"C\"")) {
            line("");
            line(sequence);
        }
    }

    private void table(String table) throws SQLException {
        line("");
        lines("select '-- ' || d.description as line from pg_description d where d.objoid = ?::regclass"
                + " and d.objsubid = 0 and d.classoid = 'pg_class'::regclass", table).forEach(this::line);
        line("create table " + table + " (");
        List<String> body = new ArrayList<>(columns(table));
        body.addAll(
                lines("select 'constraint ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid, true) as line"
                        + " from pg_constraint where conrelid = ?::regclass and contype in ('p', 'u', 'f', 'c', 'x')"
                        + " order by position(contype in 'pufcx'), conname collate \"C\"", table));
        line("    " + String.join(",\n    ", body));
        String partitioned = String.join("", lines("select case c.relkind when 'p' then ' partition by '"
                + " || pg_get_partkeydef(c.oid) else '' end || coalesce(' with (' ||"
                + " array_to_string(c.reloptions, ', ')"
                + " || ')', '') as line from pg_class c where c.oid = ?::regclass", table));
        line(")" + partitioned + ";");
        lines("select replace(pg_get_indexdef(i.indexrelid), ' centuple.', ' ') || ';' as line from pg_index i"
                + " join pg_class c on c.oid = i.indexrelid where i.indrelid = ?::regclass and not exists"
                + " (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))"
                + " order by c.relname collate \"C\"", table).forEach(this::line);
        lines("select replace(pg_get_triggerdef(oid), ' centuple.', ' ') || ';' as line from pg_trigger"
                + " where tgrelid = ?::regclass and not tgisinternal order by tgname collate \"C\"", table)
                .forEach(this::line);
        grants(table);
    }

    private List<String> columns(String table) throws SQLException {
        return lines("select quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)"
                + " || case when a.attgenerated = 's' then ' generated always as (' || pg_get_expr(f.adbin, f.adrelid)"
                + " || ') stored' when f.adbin is not null then ' default ' || pg_get_expr(f.adbin, f.adrelid)"
                + " else '' end"
                + " || case a.attidentity when 'a' then ' generated always as identity'"
                + " when 'd' then ' generated by default as identity' else '' end"
                + " || case when a.attnotnull then ' not null' else '' end as line from pg_attribute a"
                + " left join pg_attrdef f on f.adrelid = a.attrelid and f.adnum = a.attnum"
                + " where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum", table);
    }

    /** To others than the owner: for a table as a whole, or for the columns named. */
    private void grants(String relation) throws SQLException {
        lines("select 'grant ' || string_agg(lower(g.privilege_type), ', ' order by g.privilege_type) || ' on ' || ?"
                + " || ' to ' || coalesce(r.rolname, 'public') || ';' as line from pg_class c,"
                + " aclexplode(c.relacl) g left join pg_roles r on r.oid = g.grantee where c.oid = ?::regclass"
                + " and g.grantee <> c.relowner group by r.rolname order by r.rolname collate \"C\"", relation,
                relation)
                .forEach(this::line);
        lines("select 'grant ' || lower(g.privilege_type) || ' (' || string_agg(quote_ident(a.attname), ', '"
                + " order by a.attnum) || ') on ' || ? || ' to ' || coalesce(r.rolname, 'public') || ';' as line"
                + " from pg_attribute a, aclexplode(a.attacl) g left join pg_roles r on r.oid = g.grantee"
                + " where a.attrelid = ?::regclass group by g.privilege_type, r.rolname"
                + " order by g.privilege_type, r.rolname collate \"C\"", relation, relation).forEach(this::line);
    }

    private void view(String view) throws SQLException {
        line("");
        lines("select '-- ' || d.description as line from pg_description d where d.objoid = ?::regclass"
                + " and d.objsubid = 0 and d.classoid = 'pg_class'::regclass", view).forEach(this::line);
        line("create view " + view + " as");
        lines("select pg_get_viewdef(?::regclass, true) as line", view).forEach(this::line);
        grants(view);
    }

    private void functions() throws SQLException {
        for (String function : lines("select pg_get_functiondef(p.oid) || ';' || coalesce((select string_agg(E'\\n"
                + "grant execute on function ' || quote_ident(p.proname) || '(' || pg_get_function_identity_arguments("
                + "p.oid) || ') to ' || coalesce(r.rolname, 'public') || ';', '' order by r.rolname collate \"C\") from"
                + " aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g left join pg_roles r on r.oid ="
                + " g.grantee where g.grantee <> p.proowner), '') as line"
                + " from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'centuple'"
                + " order by p.proname collate \"C\", pg_get_function_identity_arguments(p.oid) collate \"C\"")) {
            line("");
            line(function.replace("FUNCTION centuple.", "FUNCTION "));
        }
    }
}
