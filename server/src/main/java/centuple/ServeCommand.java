package centuple;

import centuple.platform.http.server.FreePort;
import centuple.platform.run.Closing;
import centuple.platform.telemetry.LogSetup;
import centuple.shop.store.FirstStart;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** Runs the exchange until it is asked to stop (SIGTERM, Ctrl-C). */
@Command(name = "serve", description = "Runs the exchange until it is asked to stop.", mixinStandardHelpOptions = true)
final class ServeCommand extends ConfiguredCommand {
    @Override
    public Integer call() throws IOException, InterruptedException {
        Config config = config();
        LogSetup.apply(config.log().format() == Config.LogFormat.JSON, config.log().level().name());
        FreePort.require(config.http().host(), config.http().port());
        config.http().warnings().forEach(warning -> LoggerFactory.getLogger(ServeCommand.class).warn(warning));
        Closing closing = new Closing();
        CountDownLatch stopped = new CountDownLatch(1);
        // Registered before anything starts: a stop during the start must end what has started so far.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            closing.close();
            stopped.countDown();
        }, "stop"));
        Storage storage = closing.add(Storage.open(config, closing::add));
        boolean first = storage.database().read(FirstStart::isFirst);
        Exchange.prepare(config, storage.database(), Instant.now()).ifPresent(key -> out().println("""
                %s The operator's API key, shown this once:

                    %s
                """.formatted(first
                ? "This is the first start."
                : "No key of the operator works any more; here is"
                        + " another.",
                key.text())));
        Server server = closing
                .add(Server.start(config, storage.database(), InstantSource.system(), java.util.List.of()));
        storage.bindTo(server.figures());
        out().println("Centuple is ready at http://%s:%d (public: %s)".formatted(config.http().host(), server.port(),
                config.http().publicUrl()));
        out().flush();
        stopped.await();
        return 0;
    }
}
