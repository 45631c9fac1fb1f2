package centuple;

import centuple.platform.cli.Refusal;
import centuple.platform.http.server.FreePort;
import centuple.platform.postgres.EmbeddedPostgres;
import centuple.platform.postgres.PostgresOptions;
import centuple.platform.run.Closing;
import centuple.platform.telemetry.LogSetup;
import centuple.simulation.NicheSettings;
import centuple.simulation.Policy;
import centuple.simulation.cli.Demo;
import centuple.simulation.file.Wordings;
import centuple.simulation.http.DemoRoutes;
import centuple.simulation.report.DemoReport;
import centuple.simulation.report.DemoText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Plays Jacques' 2,897 hours under five policies through real exchanges, then live, and shows what came of it. */
@Command(name = "demo", description = "Plays Jacques' 2,897 hours under five policies and shows what came of it.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--once", description = "print the table and end, without serving the page")
    private boolean once;

    @Option(names = "--seed", paramLabel = "N", description = "which people come and buy (2897)")
    private long seed = NicheSettings.STORY_HOURS;

    @Option(names = "--json", paramLabel = "FILE", description = "also write the figures as one JSON object")
    private @Nullable Path json;

    @Option(names = "--port", paramLabel = "P", description = "where the page is served (8080)")
    private int port = 8080;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LogSetup.apply(false, "WARN");
        PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        if (!once) {
            FreePort.require("127.0.0.1", port);
        }
        if (json != null) {
            requireWritable(json);
        }
        Path folder = Files.createTempDirectory("centuple-demo-");
        Closing closing = new Closing();
        AtomicBoolean stopping = new AtomicBoolean();
        closing.add(() -> delete(folder));
        CountDownLatch stopped = new CountDownLatch(1);
        // Ctrl-C at any moment ends PostgreSQL and leaves nothing behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopping.set(true);
            LogSetup.apply(false, "OFF"); // what was under way fails now, and nobody needs to know how
            closing.close();
            stopped.countDown();
        }, "stop"));
        try {
            return play(out, folder, closing, stopped);
        } catch (RuntimeException failure) {
            if (!stopping.get()) {
                throw failure;
            }
            stopped.await();
            return 0;
        }
    }

    private int play(PrintWriter out, Path folder, Closing closing, CountDownLatch stopped)
            throws IOException, InterruptedException {
        AtomicReference<@Nullable DemoReport> report = new AtomicReference<>();
        DemoRoutes page = new DemoRoutes(report::get, Wordings.english(), Wordings.french());
        EmbeddedPostgres postgres = closing.add(new EmbeddedPostgres(PostgresOptions.in(folder.resolve("postgres"))));
        postgres.start();
        DemoServers servers = closing.add(new DemoServers(folder,
                new DemoServers.PageAt(Policy.TERMS.name(), once ? 0 : port, page.routes()),
                exchange -> DemoServers.database(postgres, exchange)));
        DemoReport found = new Demo(NicheSettings.STORY, seed, out).run(servers);
        report.set(found);
        out.println();
        out.println(DemoText.of(found, Wordings.english()));
        out.flush();
        if (json != null) {
            Files.write(json, Demo.json(found));
        }
        if (!once) {
            out.println("The same figures: http://127.0.0.1:" + port + "/  (Ctrl-C ends)");
            out.flush();
            stopped.await();
        }
        closing.close();
        return 0;
    }

    /** Before minutes of play, rather than after. */
    private static void requireWritable(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(Files.exists(file) ? file : parent)
                || Files.isDirectory(file)) {
            throw new Refusal("the figures cannot be written to " + file
                    + ": there is no such folder, or no permission");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
