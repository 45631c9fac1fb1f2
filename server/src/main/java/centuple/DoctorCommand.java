package centuple;

import centuple.click.file.KeyFile;
import centuple.click.store.RecordedKeys;
import centuple.platform.cli.Refusal;
import centuple.platform.sql.Database;
import centuple.platform.sql.Sql;
import picocli.CommandLine.Command;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** Tells the settings in force and what it finds of the exchange they describe. */
@Command(name = "doctor",
        description = "Prints the settings in force and looks whether the exchange can work with them.",
        mixinStandardHelpOptions = true)
final class DoctorCommand extends ConfiguredCommand {
    @Override
    public Integer call() {
        Config config = config();
        out().print(config.print());
        out().println();
        config.http().warnings().forEach(warning -> out().println("WARNING: " + warning));
        if (config.http().loopbackAllowed()) {
            out().println("WARNING: outbound.loopback.allowed is on: requests to shops may reach this machine and its"
                    + " network. Only tests need that.");
        }
        if (!Storage.isMade(config)) {
            out().println("database: none yet in " + config.data() + "; the first start makes it");
            return 0;
        }
        try (Storage storage = Storage.openBeside(config)) {
            out().println("key file: " + keyFile(config, storage));
            storage.database().read(connection -> {
                out().println(
                        "database: " + Sql.one(connection, "select version() as found", row -> row.text("found")));
                long wrong = Sql.one(connection, "select count(*) as n from balance_difference",
                        row -> row.bigint("n"));
                out().println("balances that differ from their transfers: " + wrong);
                return wrong;
            });
        }
        return 0;
    }

    private static String keyFile(Config config, Storage storage) {
        try (Connection owner = Database.connectAsOwner(storage.database().settings())) {
            RecordedKeys.check(owner, new KeyFile(config.keyFile()));
            return "fits";
        } catch (Refusal | IOException | SQLException failure) {
            return "WARNING: " + failure.getMessage();
        }
    }
}
