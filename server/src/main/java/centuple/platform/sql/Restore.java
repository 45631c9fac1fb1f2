package centuple.platform.sql;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Brings an empty database to what a {@link Backup} holds: the tables of the version that wrote it, their rows in one
 * transaction, then the migrations made since. Needs no more than the owner's rights. Stateless.
 */
public final class Restore {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Pattern BOUND = Pattern.compile("DEFAULT|FOR VALUES [\\w' ():+.,-]+");

    private Restore() {
    }

    /**
     * Looks at a file before anything is made for it.
     *
     * @throws IOException when it is not a backup
     */
    public static void requireWhole(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("there is no file " + file);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            text(zip, Backup.SCHEMA);
            text(zip, Backup.COUNTS);
        } catch (ZipException broken) {
            throw new IOException(file + " is not a whole backup: " + broken.getMessage(), broken);
        }
    }

    /**
     * Restores, all or nothing. No server may run on the database.
     *
     * @param progress told the rows read so far
     * @return rows read
     * @throws UnfitDatabaseException when the database is not empty, or the backup is of a newer version
     * @throws IOException when the file is not a whole backup
     */
    public static long run(DatabaseSettings settings, Path file, LongConsumer progress) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile()); Connection connection = Database.connectAsOwner(settings)) {
            String version = text(zip, Backup.SCHEMA).strip();
            List<Counted> counts = text(zip, Backup.COUNTS).lines().map(Counted::parse).toList();
            Migrations.requireKnown(settings, version);
            dropEmptySchema(connection);
            Migrations.run(settings, version);
            connection.setAutoCommit(false);
            long rows = copyAll(connection, zip, counts, progress);
            connection.commit();
            Migrations.run(settings);
            return rows;
        } catch (ZipException broken) {
            throw new IOException(file + " is not a whole backup: " + broken.getMessage(), broken);
        } catch (SQLException failure) {
            throw new DatabaseException("nothing was restored: " + failure.getMessage(), failure);
        }
    }

    /** So that the tables can be made anew as the backup's version had them. */
    private static void dropEmptySchema(Connection connection) throws SQLException {
        for (Catalog.Table table : Catalog.tables(connection)) {
            boolean filled = !TableExport.SEEDED.contains(table.name())
                    && Sql.one(connection, "select exists (select from " + table.name() + ") as filled",
                            row -> row.bool("filled"));
            if (filled) {
                throw new UnfitDatabaseException("a backup is restored into an empty exchange only, but "
                        + table.name() + " has rows; give a new --data folder or another database");
            }
        }
        Sql.run(connection, "drop schema if exists " + Database.SCHEMA + " cascade");
    }

    private static long copyAll(Connection connection, ZipFile zip, List<Counted> counts, LongConsumer progress)
            throws SQLException, IOException {
        partitions(connection, text(zip, Backup.PARTITIONS));
        List<String> known = Catalog.tables(connection).stream().map(Catalog.Table::name).toList();
        for (String table : TableExport.SEEDED) {
            Sql.run(connection, "delete from " + table);
        }
        TableExport.triggers(connection, known, "disable");
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        long total = 0;
        for (Counted counted : counts) {
            if (!known.contains(counted.table())) {
                throw new IOException(
                        "the backup holds a table " + counted.table() + " which its version does not have");
            }
            long rows;
            try (InputStream content = open(zip, Backup.TABLES + counted.table())) {
                rows = copy.copyIn("copy " + counted.table() + " (" + counted.columns() + ") from stdin", content);
            }
            if (rows != counted.rows()) {
                throw new IOException(counted.table() + " has " + rows + " rows in the backup where it counts "
                        + counted.rows());
            }
            total += rows;
            progress.accept(total);
        }
        TableExport.triggers(connection, known, "enable");
        TableExport.advanceSequences(connection);
        return total;
    }

    private static void partitions(Connection connection, String lines) throws SQLException, IOException {
        for (String line : lines.lines().toList()) {
            String[] words = line.split("\t", -1);
            if (words.length != 3 || !NAME.matcher(words[0]).matches() || !NAME.matcher(words[1]).matches()
                    || !BOUND.matcher(words[2]).matches()) {
                throw new IOException("the backup names a partition in a way that is not understood: " + line);
            }
            Sql.run(connection,
                    "create table if not exists " + words[0] + " partition of " + words[1] + " " + words[2]);
        }
    }

    private static String text(ZipFile zip, String name) throws IOException {
        try (InputStream in = open(zip, name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ZipException("it has no " + name);
        }
        return zip.getInputStream(entry);
    }

    /** A line of the backup's list of tables. */
    private record Counted(String table, long rows, String columns) {
        static Counted parse(String line) {
            String[] words = line.split("\t", -1);
            return new Counted(words[0], Long.parseLong(words[1]), words[2]);
        }
    }
}
