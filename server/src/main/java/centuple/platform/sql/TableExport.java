package centuple.platform.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Every row of every table as one line of JSON, and back: lossless, readable, and independent of the PostgreSQL
 * version.
 * The first line names the format and the schema's version, the last one counts the rows, so that half a file is not
 * taken for a whole one. Stateless.
 */
public final class TableExport {
    /** Answers kept for repeated requests are of no use elsewhere. */
    private static final Set<String> NOT_EXPORTED = Set.of("idempotency_key");
    /** Tables a new database already has its one row in. */
    static final Set<String> SEEDED = Set.of("exchange", "control_version");
    private static final int FORMAT = 1;
    private static final int ROWS_FETCHED = 1_000;
    private static final int BATCH_CHARS_MAX = 4_000_000;
    private static final int BATCH_ROWS_MAX = 2_000;

    private TableExport() {
    }

    /**
     * Writes all rows as one moment of the database shows them.
     *
     * @param owner a connection of the owner, not in auto-commit; it is made to see one moment only
     * @param progress told the rows written so far
     * @return rows written
     */
    public static long write(Connection owner, Appendable target, LongConsumer progress)
            throws SQLException, IOException {
        owner.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        target.append(header(Catalog.migration(owner))).append('\n');
        for (Catalog.Partition partition : Catalog.partitions(owner)) {
            target.append("{\"partition\":\"" + partition.name() + "\",\"parent\":\"" + partition.parent()
                    + "\",\"bound\":\"" + partition.bound() + "\"}\n");
        }
        long rowCount = 0;
        for (Catalog.Table table : Catalog.tables(owner)) {
            if (!NOT_EXPORTED.contains(table.name())) {
                rowCount = writeTable(owner, table, target, rowCount, progress);
            }
        }
        target.append("{\"rows\":" + rowCount + "}\n");
        return rowCount;
    }

    private static long writeTable(Connection connection, Catalog.Table table, Appendable target, long before,
            LongConsumer progress) throws SQLException, IOException {
        long rowCount = before;
        String prefix = prefix(table.name());
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_FETCHED);
            try (ResultSet rows = statement.executeQuery(
                    "select row_to_json(r) from (select " + table.columnList() + " from " + table.name()
                            + " order by 1) r")) {
                while (rows.next()) {
                    target.append(prefix).append(rows.getString(1)).append("}\n");
                    rowCount++;
                    if (rowCount % ROWS_FETCHED == 0) {
                        progress.accept(rowCount);
                    }
                }
            }
        }
        progress.accept(rowCount);
        return rowCount;
    }

    /**
     * Reads an export into an empty database, within the caller's transaction.
     *
     * @param owner a transaction of the owner
     * @return rows read
     * @throws UnfitDatabaseException when the database is not empty or of another version
     * @throws IOException when the file is not an export or not whole; nothing is kept then
     */
    public static long read(Connection owner, BufferedReader source, LongConsumer progress)
            throws SQLException, IOException {
        String expected = header(Catalog.migration(owner));
        String first = source.readLine();
        if (!expected.equals(first)) {
            throw new UnfitDatabaseException(
                    "this is not an export of this version: its first line should be " + expected);
        }
        Map<String, Catalog.Table> tables = Catalog.tables(owner).stream()
                .collect(Collectors.toMap(Catalog.Table::name, Function.identity()));
        requireEmpty(owner, tables.keySet());
        for (String seeded : SEEDED) {
            execute(owner, "delete from " + seeded);
        }
        // What triggers would derive is in the export too.
        triggers(owner, tables.keySet(), "disable");
        long rowCount = new Reader(owner, tables, progress).readAll(source);
        triggers(owner, tables.keySet(), "enable");
        advanceSequences(owner);
        return rowCount;
    }

    private static String header(String migration) {
        return "{\"centuple_export\":" + FORMAT + ",\"schema\":\"" + migration + "\"}";
    }

    private static String prefix(String table) {
        return "{\"table\":\"" + table + "\",\"row\":";
    }

    private static void requireEmpty(Connection connection, Set<String> tables) throws SQLException {
        for (String table : tables) {
            if (SEEDED.contains(table)) {
                continue;
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select 1 from " + table + " limit 1")) {
                if (rows.next()) {
                    throw new UnfitDatabaseException("an import needs an empty exchange, but " + table
                            + " has rows; give a new --data folder or another database");
                }
            }
        }
    }

    /** Our own triggers, not those of foreign keys; the owner may do this, while leaving all out is for superusers. */
    static void triggers(Connection connection, Collection<String> tables, String enableOrDisable)
            throws SQLException {
        for (String table : tables) {
            execute(connection, "alter table " + table + " " + enableOrDisable + " trigger user");
        }
    }

    static void advanceSequences(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("""
                select format('select setval(%L, greatest(1, (select coalesce(max(%I), 1) from %I)))',
                    pg_get_serial_sequence(format('%I', c.relname), a.attname), a.attname, c.relname)
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'centuple'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                    and a.attnum > 0 and not a.attisdropped
                    and pg_get_serial_sequence(format('%I', c.relname), a.attname) is not null""")) {
            while (rows.next()) {
                statements.add(rows.getString(1));
            }
        }
        for (String sql : statements) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Gathers rows of one table and inserts them together. */
    private static final class Reader {
        private final Connection connection;
        private final Map<String, Catalog.Table> tables;
        private final LongConsumer progress;
        private final StringBuilder batch = new StringBuilder();
        private String current = "";
        private int batchRows;
        private long rowCount;

        Reader(Connection connection, Map<String, Catalog.Table> tables, LongConsumer progress) {
            this.connection = connection;
            this.tables = tables;
            this.progress = progress;
        }

        long readAll(BufferedReader source) throws IOException, SQLException {
            for (String line = source.readLine(); line != null; line = source.readLine()) {
                if (line.equals("{\"rows\":" + rowCount + "}")) {
                    flush();
                    if (source.readLine() != null) {
                        throw new IOException("the export goes on after its last line");
                    }
                    return rowCount;
                }
                take(line);
            }
            throw new IOException(
                    "the export is not whole: its last line, which counts " + rowCount + " rows, is missing");
        }

        private void take(String line) throws IOException, SQLException {
            var partition = java.util.regex.Pattern
                    .compile(
                            "\\{\"partition\":\"(\\w+)\",\"parent\":\"(\\w+)\","
                                    + "\"bound\":\"(FOR VALUES [\\w' ():+.,-]+)\"}")
                    .matcher(line);
            if (partition.matches()) {
                execute(connection, "create table if not exists " + partition.group(1) + " partition of "
                        + partition.group(2) + " " + partition.group(3));
                return;
            }
            int nameEnd = line.indexOf('"', 10);
            String name = line.startsWith("{\"table\":\"") && nameEnd > 0 ? line.substring(10, nameEnd) : "";
            if (!tables.containsKey(name) || !line.startsWith(prefix(name)) || !line.endsWith("}")) {
                throw new IOException("row " + (rowCount + 1) + " of the export is not one of this version's tables");
            }
            if (!name.equals(current) || batchRows == BATCH_ROWS_MAX || batch.length() > BATCH_CHARS_MAX) {
                flush();
                current = name;
            }
            batch.append(batchRows == 0 ? "[" : ",").append(line, prefix(name).length(), line.length() - 1);
            batchRows++;
            rowCount++;
        }

        private void flush() throws SQLException {
            Catalog.Table table = tables.get(current);
            if (batchRows == 0 || table == null) {
                return;
            }
            String columns = table.columnList();
            try (PreparedStatement insert = connection.prepareStatement("insert into " + current + " (" + columns
                    + ") overriding system value select " + columns + " from json_populate_recordset(null::" + current
                    + ", ?::json)")) {
                insert.setString(1, batch.append(']').toString());
                insert.executeUpdate();
            }
            batch.setLength(0);
            batchRows = 0;
            progress.accept(rowCount);
        }
    }
}
