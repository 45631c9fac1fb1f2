package centuple;

import centuple.click.file.KeyFile;
import centuple.click.store.RecordedKeys;
import centuple.connect.cli.ConnectWizard;
import centuple.connect.http.ConnectService;
import centuple.connect.job.ConnectionChange;
import centuple.connect.store.Seal;
import centuple.platform.cli.Refusal;
import centuple.platform.sql.Database;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import centuple.shop.store.SqlEventLog;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Tells the settings in force and what it finds of the exchange they describe. */
@Command(name = "doctor",
        description = "Prints the settings in force and looks whether the exchange can work with them.",
        mixinStandardHelpOptions = true)
final class DoctorCommand extends ConfiguredCommand {
    private static final int SECRET_BYTES_MAX = 1_000;

    @Option(names = "--shop", paramLabel = "SHOP", description = "Looks at the connections of this shop (shop_...).")
    private @Nullable String shop;

    @Option(names = "--platform", paramLabel = "NAME",
            description = "With --shop: connects it to this platform, shows the steps, and waits for a message.")
    private @Nullable String platform;

    @Option(names = "--secret-file", paramLabel = "FILE",
            description = "With --platform: holds the secret that the platform shows.")
    private @Nullable Path secretFile;

    @Option(names = "--new-secret", description = "With --platform: makes a new secret, where the exchange makes it.")
    private boolean rotate;

    @Option(names = "--end-old-secret",
            description = "With --platform: the secret before ends at once instead of after 24 hours; it leaked.")
    private boolean endsOld;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "120",
            description = "With --platform: how long it waits, 0 to 3600 (120).")
    private int waitSeconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Config config = config();
        if (shop != null) {
            return connections(config, shop);
        }
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

    private int connections(Config config, String named) throws IOException, InterruptedException {
        ShopId id = ShopId.parse(named).orElseThrow(
                () -> new Refusal("--shop must be the id of a shop, such as shop_0b0b0001; GET /v1/shops lists them"));
        if (waitSeconds < 0 || waitSeconds > 3_600) {
            throw new Refusal("--wait must be 0 to 3600 seconds");
        }
        try (Storage storage = Storage.openBeside(config)) {
            try (Connection owner = Database.connectAsOwner(storage.database().settings())) {
                RecordedKeys.check(owner, new KeyFile(config.keyFile()));
            } catch (SQLException failure) {
                throw new Refusal("the database does not answer: " + failure.getMessage(), failure);
            }
            Seal seal = new Seal(new KeyFile(config.keyFile()).load().sealKey(Seal.PURPOSE), new SecureRandom());
            ConnectWizard wizard = new ConnectWizard(new ConnectWizard.Parts(storage.database(),
                    ConnectService.PLATFORMS, seal, config.http().publicUrl().toString(), SqlEventLog::new,
                    InstantSource.system()), out());
            if (storage.database().read(connection -> Sql.list(connection, "select 1 as n from shop where id = ?",
                    row -> row.integer("n"), id.value())).isEmpty()) {
                throw new Refusal(named + " is no shop of this exchange; GET /v1/shops lists them");
            }
            return platform == null
                    ? wizard.list(id)
                    : wizard.connect(id, platform,
                            new ConnectionChange(secret(), rotate, null, null, null, endsOld),
                            Duration.ofSeconds(waitSeconds));
        }
    }

    private Optional<String> secret() throws IOException {
        if (secretFile == null) {
            return Optional.empty();
        }
        if (Files.size(secretFile) > SECRET_BYTES_MAX) {
            throw new Refusal(secretFile + " is too large for a secret");
        }
        return Optional.of(Files.readString(secretFile).strip());
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
