package centuple;

import centuple.platform.run.Closing;
import centuple.platform.telemetry.LogSetup;
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
        Closing closing = new Closing();
        CountDownLatch stopped = new CountDownLatch(1);
        // Registered before anything starts: a stop during the start must end what has started so far.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            closing.close();
            stopped.countDown();
        }, "stop"));
        Storage storage = closing.add(Storage.open(config, closing::add));
        Exchange.prepare(config, storage.database(), Instant.now()).ifPresent(key -> out().println("""
                This is the first start. The operator's API key, shown this once:

                    %s
                """.formatted(key.text())));
        Server server = closing
                .add(Server.start(config, storage.database(), InstantSource.system(), java.util.List.of()));
        out().println("Centuple is ready at http://%s:%d (public: %s)".formatted(config.http().host(), server.port(),
                config.http().publicUrl()));
        out().flush();
        stopped.await();
        return 0;
    }
}
