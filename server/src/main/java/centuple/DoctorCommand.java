package centuple;

import centuple.click.file.KeyFile;
import centuple.click.store.RecordedKeys;
import centuple.connect.Landing;
import centuple.connect.Platform;
import centuple.connect.SecretOrigin;
import centuple.connect.cli.ConnectWizard;
import centuple.connect.cli.SecretInput;
import centuple.connect.http.ConnectService;
import centuple.connect.job.ConnectionChange;
import centuple.connect.job.TrialAsk;
import centuple.connect.net.ApiClient;
import centuple.connect.store.Seal;
import centuple.platform.cli.Refusal;
import centuple.platform.http.server.EventLoops;
import centuple.platform.net.Outbound;
import centuple.platform.net.OutboundSettings;
import centuple.platform.sql.Database;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import centuple.shop.store.SqlEventLog;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
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
    @Option(names = "--shop", paramLabel = "SHOP", description = "Looks at the connections of this shop (shop_...).")
    private @Nullable String shop;

    @Option(names = "--platform", paramLabel = "NAME",
            description = "With --shop: connects it to this platform, shows the steps, and waits for a message.")
    private @Nullable String platform;

    @Option(names = "--secret-file", paramLabel = "FILE",
            description = "With --platform: holds the secret that the platform shows; - for standard input.")
    private @Nullable String secretFile;

    @Option(names = "--new-secret", description = "With --platform: makes a new secret, where the exchange makes it.")
    private boolean rotate;

    @Option(names = "--end-old-secret",
            description = "With --platform: the secret before ends at once instead of after 24 hours; it leaked.")
    private boolean endsOld;

    @Option(names = "--api-url", paramLabel = "URL",
            description = "With --platform: where its API is asked for orders, such as https://shop.example.")
    private @Nullable String apiUrl;

    @Option(names = "--credentials-file", paramLabel = "FILE",
            description = "With --platform: holds what its API lets us in by, lines of NAME=VALUE; - for standard input.")
    private @Nullable String credentialsFile;

    @Option(names = "--landing", paramLabel = "RULE",
            description = "With --platform: what is read of the landing pages it records: off, identifier_free, token.")
    private @Nullable String landing;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "120",
            description = "With --platform: how long it waits for a message, 0 to 3600 (120).")
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
            if (storage.database().read(connection -> Sql.list(connection, "select 1 as n from shop where id = ?",
                    row -> row.integer("n"), id.value())).isEmpty()) {
                throw new Refusal(named + " is no shop of this exchange; GET /v1/shops lists them");
            }
            return connections(config, storage, seal, id);
        }
    }

    private int connections(Config config, Storage storage, Seal seal, ShopId id)
            throws IOException, InterruptedException {
        SecretInput input = new SecretInput(System.in, System.console(), out());
        boolean loopback = config.http().loopbackAllowed();
        Vertx vertx = EventLoops.start(1);
        try (Outbound outbound = new Outbound(vertx,
                loopback ? OutboundSettings.WITH_LOOPBACK : OutboundSettings.PUBLIC)) {
            ConnectWizard wizard = new ConnectWizard(new ConnectWizard.Parts(storage.database(),
                    ConnectService.PLATFORMS, seal,
                    new ConnectWizard.Exchange(config.http().publicUrl().toString(), storage.isOwn()),
                    SqlEventLog::new, new TrialAsk(new ApiClient(outbound)), input, InstantSource.system()), out());
            if (platform == null) {
                return wizard.list(id);
            }
            Platform chosen = wizard.platform(platform);
            return wizard.connect(id, chosen, change(input, chosen, loopback), Duration.ofSeconds(waitSeconds));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private ConnectionChange change(SecretInput input, Platform chosen, boolean loopback) throws IOException {
        if (SecretInput.STANDARD_INPUT.equals(secretFile) && SecretInput.STANDARD_INPUT.equals(credentialsFile)) {
            throw new Refusal("standard input holds the secret or the credentials, not both");
        }
        if (secretFile != null && chosen.secretOrigin() == SecretOrigin.EXCHANGE) {
            throw new Refusal("the exchange makes the secret for " + chosen.title() + "; --new-secret makes another");
        }
        if (rotate && chosen.secretOrigin() == SecretOrigin.PLATFORM) {
            throw new Refusal(chosen.title() + " makes its secret itself; name the new one with --secret-file");
        }
        String address = apiUrl;
        if (address != null && chosen.credentialNames().isEmpty()) {
            throw new Refusal(chosen.title() + " is never asked for orders, so it needs no --api-url");
        }
        if (landing != null && chosen.landing().isEmpty()) {
            throw new Refusal("messages of " + chosen.title() + " have no landing address, so --landing means nothing");
        }
        return new ConnectionChange(
                secretFile == null ? Optional.empty() : Optional.of(input.secret(secretFile, chosen)), rotate,
                credentialsFile == null ? null : input.credentials(credentialsFile, chosen),
                address == null
                        ? null
                        : ConnectionChange.apiUrl(address, loopback).orElseThrow(
                                () -> new Refusal("--api-url must be " + ConnectionChange.API_URL)),
                landing == null
                        ? null
                        : Landing.Rule.named(landing).orElseThrow(
                                () -> new Refusal("--landing must be off, identifier_free or token")),
                endsOld);
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
