package centuple;

import centuple.click.file.KeyFile;
import centuple.click.store.RecordedKeys;
import centuple.platform.cli.Progress;
import centuple.platform.cli.Refusal;
import centuple.platform.file.Folders;
import centuple.platform.sql.Database;
import centuple.platform.sql.DatabaseSettings;
import centuple.platform.sql.Restore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Reads a backup into an empty database, and takes the keys beside it. */
@Command(name = "restore", description = "Reads a backup into an empty database, while no server "
        + "runs.", mixinStandardHelpOptions = true)
final class RestoreCommand extends ConfiguredCommand {
    @Parameters(paramLabel = "FILE", description = "what centuple backup wrote")
    private Path file = Path.of("");

    @Option(names = "--force", description = "in place of a key file that is there")
    private boolean force;

    @Override
    public Integer call() throws IOException, SQLException {
        Config config = config();
        Restore.requireWhole(file);
        KeyFile beside = new KeyFile(BackupCommand.keysBeside(file));
        KeyFile target = new KeyFile(config.keyFile());
        if (beside.exists()) {
            beside.load();
            if (target.exists() && !force && !beside.holdsTheSameAs(target)) {
                throw new Refusal("there is another key file " + target.path() + "; move it away, or give --force to"
                        + " write " + beside.path() + " over it");
            }
        }
        boolean isNew = !Files.exists(config.data());
        boolean done = false;
        try (Storage storage = Storage.open(config, _ -> {
        }); Progress progress = Progress.of("restore", -1)) {
            DatabaseSettings database = storage.database().settings();
            out().println(Restore.run(database, file, progress::reached) + " rows restored");
            done = true;
            try (Connection owner = Database.connectAsOwner(database)) {
                takeKeys(owner, beside, target);
            }
        } finally {
            if (isNew && !done) {
                Folders.deleteRecursively(config.data());
            }
        }
        return 0;
    }

    private void takeKeys(Connection owner, KeyFile beside, KeyFile target) throws SQLException, IOException {
        if (beside.exists()) {
            RecordedKeys.check(owner, beside);
            Folders.createPrivate(target.folder());
            beside.copyTo(target.path());
            out().println("The keys of " + beside.path() + " are now in " + target.path() + ".");
        } else if (target.exists()) {
            RecordedKeys.check(owner, target);
            out().println("There are no keys beside the backup (" + beside.path() + "); those in " + target.path()
                    + " fit.");
        } else {
            out().println("There are no keys beside the backup (" + beside.path() + "). Copy the key file of this"
                    + " exchange to " + target.path() + ", mode 0600, before you start the server: it does not start"
                    + " without.");
        }
    }
}
