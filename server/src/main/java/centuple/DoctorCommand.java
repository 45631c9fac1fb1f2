package centuple;

import centuple.platform.sql.Sql;
import picocli.CommandLine.Command;

import java.nio.file.Files;

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
        out().println("key file: "
                + (Files.exists(config.keyFile()) ? "found" : "none yet; the first start makes it"));
        if (config.http().loopbackAllowed()) {
            out().println("WARNING: outbound.loopback.allowed is on: requests to shops may reach this machine and its"
                    + " network. Only tests need that.");
        }
        try (Storage storage = Storage.openBeside(config)) {
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
}
