package centuple;

import centuple.platform.cli.Progress;
import centuple.platform.sql.Backup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;

/** Writes a backup of the database, also while a server runs. */
@Command(name = "backup", description = "Writes a backup of the database, also while a server "
        + "runs.", mixinStandardHelpOptions = true)
final class BackupCommand extends ConfiguredCommand {
    @Parameters(paramLabel = "FILE", description = "the zip file to write")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        Config config = config();
        try (Storage storage = Storage.openBeside(config); Progress progress = Progress.of("backup", -1)) {
            long rows = Backup.write(storage.database().settings(), file, progress::reached);
            out().println(rows + " rows written to " + file);
            out().println("The key file " + Exchange.keyFile(config) + " is not in it. Keep a copy of it in another"
                    + " place: without it, clicks that are on their way cannot be attributed.");
        }
        return 0;
    }
}
