package centuple;

import centuple.platform.cli.Progress;
import centuple.platform.sql.Restore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;

/** Reads a backup into an empty database. */
@Command(name = "restore", description = "Reads a backup into an empty database, while no server "
        + "runs.", mixinStandardHelpOptions = true)
final class RestoreCommand extends ConfiguredCommand {
    @Parameters(paramLabel = "FILE", description = "what centuple backup wrote")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        Config config = config();
        try (Storage storage = Storage.open(config, _ -> {
        }); Progress progress = Progress.of("restore", -1)) {
            long rows = Restore.run(storage.database().settings(), file, progress::reached);
            out().println(rows + " rows restored");
            out().println("Put the copy of the key file back to " + Exchange.keyFile(config)
                    + " before you start the server.");
        }
        return 0;
    }
}
