package centuple;

import centuple.platform.cli.Progress;
import centuple.platform.cli.Refusal;
import centuple.platform.sql.Database;
import centuple.platform.sql.Sql;
import centuple.platform.sql.TableExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Reads an export into an empty exchange, just as it was. */
@Command(name = "import", description = "Reads a whole export (ndjson) into an empty "
        + "exchange.", mixinStandardHelpOptions = true)
final class ImportCommand extends ConfiguredCommand {
    @Parameters(paramLabel = "FILE", description = "what centuple export --format ndjson wrote")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException, SQLException {
        try (BufferedReader source = Files.newBufferedReader(file);
                Storage storage = Storage.openBesideOrNew(config());
                Connection connection = Database.connectAsOwner(storage.database().settings());
                Progress progress = Progress.of("import", -1)) {
            connection.setAutoCommit(false);
            long rows = TableExport.read(connection, source, progress::reached);
            long wrong = Sql.one(connection, "select count(*) as n from balance_difference", row -> row.bigint("n"));
            if (wrong > 0) {
                throw new Refusal(wrong + " balances of this export differ from its transfers; nothing was imported");
            }
            connection.commit();
            out().println(rows + " rows imported; all balances agree with their transfers");
        }
        return 0;
    }
}
