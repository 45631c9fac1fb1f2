package centuple.platform.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the database itself says of our schema. Stateless. */
final class Catalog {
    private Catalog() {
    }

    /**
     * A table with rows of its own; of a partitioned table the parent stands for all.
     *
     * @param columns in their order, without generated ones, each quoted
     */
    record Table(String name, List<String> columns) {
        String columnList() {
            return String.join(", ", columns);
        }
    }

    /** A partition and the rows it takes, as {@code FOR VALUES ...}. */
    record Partition(String name, String parent, String bound) {
    }

    /** All tables, each after those it refers to. */
    static List<Table> tables(Connection connection) throws SQLException {
        Map<String, List<String>> columns = new HashMap<>();
        try (ResultSet rows = query(connection, """
                select c.relname, quote_ident(a.attname)
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = to_regnamespace(?) and c.relkind in ('r', 'p') and not c.relispartition
                    and c.relname <> 'flyway_schema_history'
                    and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                order by c.relname, a.attnum""")) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getString(1), name -> new ArrayList<>()).add(rows.getString(2));
            }
        }
        Set<String> ordered = new LinkedHashSet<>();
        Map<String, Set<String>> references = references(connection);
        for (String table : new java.util.TreeSet<>(columns.keySet())) {
            visit(table, references, ordered, new HashSet<>());
        }
        return ordered.stream().map(name -> new Table(name, List.copyOf(columns.getOrDefault(name, List.of()))))
                .toList();
    }

    /** All partitions, by name. */
    static List<Partition> partitions(Connection connection) throws SQLException {
        List<Partition> partitions = new ArrayList<>();
        try (ResultSet rows = query(connection, """
                select c.relname, p.relname, pg_get_expr(c.relpartbound, c.oid)
                from pg_class c join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
                where c.relnamespace = to_regnamespace(?) and c.relkind = 'r' and c.relispartition
                order by c.relname""")) {
            while (rows.next()) {
                partitions.add(new Partition(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return partitions;
    }

    /** The newest migration that was run. */
    static String migration(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select version from flyway_schema_history
                where success and version is not null order by installed_rank desc limit 1""");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getString(1) : "none";
        }
    }

    private static Map<String, Set<String>> references(Connection connection) throws SQLException {
        Map<String, Set<String>> references = new HashMap<>();
        try (ResultSet rows = query(connection, """
                select f.relname, t.relname
                from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
                where k.contype = 'f' and f.relnamespace = to_regnamespace(?) and f.oid <> t.oid""")) {
            while (rows.next()) {
                references.computeIfAbsent(rows.getString(1), name -> new java.util.TreeSet<>()).add(rows.getString(2));
            }
        }
        return references;
    }

    private static void visit(String table, Map<String, Set<String>> references, Set<String> ordered,
            Set<String> above) {
        if (ordered.contains(table)) {
            return;
        }
        if (!above.add(table)) {
            throw new IllegalStateException("tables refer to each other in a circle: " + above);
        }
        for (String needed : references.getOrDefault(table, Set.of())) {
            visit(needed, references, ordered, above);
        }
        above.remove(table);
        ordered.add(table);
    }

    private static ResultSet query(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.closeOnCompletion();
        statement.setString(1, Database.SCHEMA);
        return statement.executeQuery();
    }
}
