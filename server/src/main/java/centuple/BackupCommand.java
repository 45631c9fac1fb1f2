package centuple;

import centuple.click.file.KeyFile;
import centuple.platform.cli.Progress;
import centuple.platform.cli.Refusal;
import centuple.platform.sql.Backup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a backup of the database, also while a server runs. */
@Command(name = "backup", description = "Writes a backup of the database, also while a server "
        + "runs.", mixinStandardHelpOptions = true)
final class BackupCommand extends ConfiguredCommand {
    @Parameters(paramLabel = "FILE", description = "the zip file to write")
    private Path file = Path.of("");

    @Option(names = "--force", description = "in place of files of these names")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        Config config = config();
        Path keys = keysBeside(file);
        for (Path target : List.of(file, keys)) {
            if (!force && Files.exists(target)) {
                throw new Refusal(target + " is there already; give another name, or --force to write over it");
            }
        }
        try (Storage storage = Storage.openBeside(config); Progress progress = Progress.of("backup", -1)) {
            long rows = Backup.write(storage.database().settings(), file, progress::reached);
            out().println(rows + " rows written to " + file);
            KeyFile keyFile = new KeyFile(config.keyFile());
            if (keyFile.exists()) {
                keyFile.copyTo(keys);
                out().println("The keys that sign clicks are not in it but in " + keys + ": keep that file in another"
                        + " place. Who has both can sign clicks; who has no keys can restore, but not start.");
            } else {
                out().println("WARNING: there is no key file " + keyFile.path() + ", so the keys that sign clicks are"
                        + " not saved. Copy them from a server of this exchange: without them nothing restored from"
                        + " this backup can start.");
            }
        }
        return 0;
    }

    /** Where the keys of a backup are. */
    static Path keysBeside(Path backup) {
        return backup.resolveSibling(backup.getFileName() + ".keys");
    }
}
