package centuple;

import centuple.ledger.PlainTextBooks;
import centuple.ledger.file.BooksFile;
import centuple.platform.cli.Progress;
import centuple.platform.file.Folders;
import centuple.platform.sql.Database;
import centuple.platform.sql.TableExport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;

/** Writes the books out: whole and lossless, or for a spreadsheet or an accounting program. */
@Command(name = "export", description = "Writes the books to a file or to standard output, also while a server "
        + "runs.", mixinStandardHelpOptions = true)
final class ExportCommand extends ConfiguredCommand {
    /** What can be written. */
    enum Format {
        ndjson, csv, hledger, ledger, beancount
    }

    @Option(names = "--format", defaultValue = "ndjson", description = "ndjson: everything, for centuple "
            + "import; csv: the transfers, for a spreadsheet;"
            + " hledger, ledger, beancount: the transfers, for plain text accounting")
    private Format format = Format.ndjson;

    @Option(names = "--output", paramLabel = "FILE", description = "where to; standard output without it")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException, SQLException {
        try (Storage storage = Storage.openBeside(config());
                Connection connection = Database.connectAsOwner(storage.database().settings())) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            if (output == null) {
                write(connection, new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8)));
            } else {
                writeFile(connection, output);
            }
        }
        return 0;
    }

    /** Beside the target first, so that no half a file is ever found under its name. */
    private void writeFile(Connection connection, Path target) throws IOException, SQLException {
        Path half = target.resolveSibling(target.getFileName() + ".half");
        Folders.writePrivate(half, "");
        try (BufferedWriter writer = Files.newBufferedWriter(half)) {
            write(connection, writer);
        }
        Files.move(half, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(Connection connection, BufferedWriter writer) throws IOException, SQLException {
        try (Progress progress = Progress.of("export", -1)) {
            switch (format) {
                case ndjson -> TableExport.write(connection, writer, progress::reached);
                case csv -> BooksFile.writeCsv(connection, writer);
                case hledger -> BooksFile.write(PlainTextBooks.HLEDGER, connection, writer);
                case ledger -> BooksFile.write(PlainTextBooks.LEDGER, connection, writer);
                case beancount -> BooksFile.write(PlainTextBooks.BEANCOUNT, connection, writer);
            }
        }
        writer.flush();
    }
}
