package centuple.platform.sql;

import centuple.platform.file.Folders;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes all tables, as one moment of the database shows them, into one zip file while the server goes on working. The
 * keys that sign click tokens are not in the database and so not in the backup. {@link Restore} reads it. Stateless.
 */
public final class Backup {
    static final String README = "README.txt";
    static final String SCHEMA = "schema";
    static final String PARTITIONS = "partitions";
    static final String TABLES = "tables/";
    static final String COUNTS = "counts";

    private static final String EXPLANATION = """
            A backup of a Centuple exchange: every table as PostgreSQL's COPY writes it, of one moment.
            Restore it into an empty database with: ./centuple restore FILE

            NOT in here: the key file of the data folder, with which click tokens are signed. Keep a copy of it in
            another place than this file: who has both can sign clicks, and without it clicks that are on their way
            cannot be attributed.
            """;

    private Backup() {
    }

    /**
     * Writes the file, readable by its owner alone, whole or not at all.
     *
     * @param progress told the rows written so far
     * @return rows written
     * @throws DatabaseException when the database refuses or is away
     */
    public static long write(DatabaseSettings settings, Path file, LongConsumer progress) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".tmp");
        try (Connection connection = Database.connectAsOwner(settings)) {
            Folders.writePrivate(half, "");
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            long rows;
            try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(half)))) {
                rows = writeAll(connection, zip, progress);
            }
            Folders.sync(half);
            Folders.moveAtomically(half, file);
            return rows;
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private static long writeAll(Connection connection, ZipOutputStream zip, LongConsumer progress)
            throws SQLException, IOException {
        text(zip, README, EXPLANATION);
        text(zip, SCHEMA, Catalog.migration(connection) + "\n");
        StringBuilder partitions = new StringBuilder();
        for (Catalog.Partition partition : Catalog.partitions(connection)) {
            partitions.append(partition.name()).append('\t').append(partition.parent()).append('\t')
                    .append(partition.bound()).append('\n');
        }
        text(zip, PARTITIONS, partitions.toString());
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        StringBuilder counts = new StringBuilder();
        long total = 0;
        List<Catalog.Table> tables = Catalog.tables(connection);
        for (Catalog.Table table : tables) {
            zip.putNextEntry(new ZipEntry(TABLES + table.name()));
            long rows = copy.copyOut("copy (select " + table.columnList() + " from " + table.name() + ") to stdout",
                    new Unclosed(zip));
            zip.closeEntry();
            counts.append(table.name()).append('\t').append(rows).append('\t').append(table.columnList()).append('\n');
            total += rows;
            progress.accept(total);
        }
        text(zip, COUNTS, counts.toString());
        return total;
    }

    private static void text(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /** COPY closes what it writes to, but more is to come. */
    private static final class Unclosed extends OutputStream {
        private final OutputStream target;

        Unclosed(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int value) throws IOException {
            target.write(value);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            target.write(bytes, from, length);
        }
    }
}
