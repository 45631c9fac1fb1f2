package centuple.bench.redirect;

import centuple.bench.machine.Machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The redirect, signed and journaled, against nginx {@code return 302} with its access log on: interleaved rounds, each
 * server alone on the first core, wrk on the second; then the clicks in the journal are counted.
 */
public final class RedirectBench {
    private static final double GOAL = 0.60;
    private static final int CONNECTIONS = 64;
    private static final int HELD_BACK_MILLIS = 8;
    private static final int WARM_UP_SECONDS = 30;
    private static final int VALID_ROUNDS_MIN = 3;
    private static final double SERVER_BUSY_MIN = 0.95;
    private static final double WRK_BUSY_MAX = 0.90;

    private final int rounds;
    private final int seconds;
    private final Path folder;

    private RedirectBench(int rounds, int seconds, Path folder) {
        this.rounds = rounds;
        this.seconds = seconds;
        this.folder = folder;
    }

    /**
     * Runs it: rounds (8) and seconds of each run (6). Exit code 0 when the goal is met, 1 when it is not or could
     * not be
     * measured, 2 without an anchor.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        for (String program : List.of("nginx", "wrk", "taskset")) {
            if (Machine.find(program).isEmpty()) {
                System.err.println(
                        "No " + program + " here; nothing measured. On Debian: apt-get install nginx wrk util-linux");
                System.exit(2);
            }
        }
        Path folder = Files.createTempDirectory("centuple-bench");
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 8;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 6;
        boolean met;
        try {
            met = new RedirectBench(rounds, seconds, folder).run();
        } finally {
            Machine.deleteRecursively(folder);
        }
        System.exit(met ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        printMachine();
        Process ours = server();
        try (Anchor logged = Anchor.start(folder, Machine.freePort(), true);
                Anchor silent = Anchor.start(folder, Machine.freePort(), false);
                BufferedReader words = new BufferedReader(
                        new InputStreamReader(ours.getInputStream(), StandardCharsets.UTF_8))) {
            int port = Integer.parseInt(words.readLine().replace("listening ", ""));
            awaitPort(logged.port());
            awaitPort(silent.port());
            List<Round> all = new ArrayList<>();
            // The JVM compiles in the first seconds, on the core it is measured on.
            long sent = Load.run(ours.toHandle(), port, folder, WARM_UP_SECONDS, 0).requests();
            long errors = 0;
            for (int round = 0; round < rounds; round++) {
                Load nginx = Load.run(logged.process().toHandle(), logged.port(), folder, seconds, 0);
                Load centuple = Load.run(ours.toHandle(), port, folder, seconds, 0);
                Load quiet = Load.run(silent.process().toHandle(), silent.port(), folder, Math.max(2, seconds / 3), 0);
                Round done = new Round(nginx, centuple, quiet);
                print(round, done);
                sent += centuple.requests();
                errors += nginx.errors() + centuple.errors() + quiet.errors();
                if (round > 0) {
                    all.add(done);
                }
            }
            Load heldNginx = Load.run(logged.process().toHandle(), logged.port(), folder, seconds, HELD_BACK_MILLIS);
            Load heldOurs = Load.run(ours.toHandle(), port, folder, seconds, HELD_BACK_MILLIS);
            Load heldQuiet = Load.run(silent.process().toHandle(), silent.port(), folder, seconds, HELD_BACK_MILLIS);
            printHeldBack(heldNginx, heldOurs, heldQuiet);
            boolean counted = countsAgree(ours, words, sent + heldOurs.requests());
            return verdict(all, errors, counted);
        } finally {
            ours.destroy();
            ours.waitFor();
        }
    }

    private Process server() throws IOException {
        return new ProcessBuilder(List.of("taskset", "-c", "0",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), RedirectServer.class.getName(), "0",
                folder.resolve("journal").toString(), "group")).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void print(int round, Round done) {
        System.out.printf(Locale.ROOT,
                "round %d%s  nginx+log %,7.0f/s (core %3.0f%%, wrk %3.0f%%, p99 %5.2f ms)   centuple %,7.0f/s "
                        + "(core %3.0f%%, wrk %3.0f%%, p99 %5.2f ms)   ratio %.2f   nginx no log %,7.0f/s%n",
                round, round == 0 ? " (dropped)" : "          ", done.nginx().perSecond(),
                100 * done.nginx().serverBusy(), 100 * done.nginx().wrkBusy(), done.nginx().p99Micros() / 1e3,
                done.centuple().perSecond(), 100 * done.centuple().serverBusy(), 100 * done.centuple().wrkBusy(),
                done.centuple().p99Micros() / 1e3, done.ratio(), done.quiet().perSecond());
    }

    private static void printHeldBack(Load nginx, Load ours, Load quiet) {
        System.out.printf(Locale.ROOT,
                "held back (about %,.0f/s offered): CPU per redirect: nginx+log %.1f us, centuple %.1f us (%.2fx), "
                        + "nginx no log %.1f us (%.2fx)%n",
                ours.perSecond(), nginx.serverMicrosPerRequest(), ours.serverMicrosPerRequest(),
                ours.serverMicrosPerRequest() / nginx.serverMicrosPerRequest(), quiet.serverMicrosPerRequest(),
                ours.serverMicrosPerRequest() / quiet.serverMicrosPerRequest());
    }

    /** wrk ends in the middle of its last requests: at most one for each connection and run is answered uncounted. */
    private boolean countsAgree(Process ours, BufferedReader words, long received) throws IOException {
        ours.getOutputStream().write("count\n".getBytes(StandardCharsets.US_ASCII));
        ours.getOutputStream().flush();
        String[] counts = words.readLine().split(" ", -1);
        long answered = Long.parseLong(counts[0]);
        long journaled = Long.parseLong(counts[1]);
        boolean agree = answered == journaled && answered >= received
                && answered - received <= (long) CONNECTIONS * (rounds + 2);
        System.out.printf(Locale.ROOT,
                "counted: %,d redirects answered, %,d clicks in the journal, %,d received by wrk: %s%n",
                answered, journaled, received, agree ? "they agree" : "THEY DO NOT AGREE");
        return agree;
    }

    private static boolean verdict(List<Round> all, long errors, boolean counted) {
        System.out.printf(Locale.ROOT, "at full load: CPU per redirect: median %.2fx nginx with log%n",
                median(all.stream().map(Round::cpuRatio)));
        System.out.println("not shown: TLS, HTTP/2, many cores, an nginx that computes a signature; nginx also sends a "
                + "small HTML body and a Date, Centuple does not; fdatasync returned, no power was cut");
        List<Double> ratios = all.stream().filter(Round::isValid).map(Round::ratio).sorted().toList();
        if (ratios.size() < VALID_ROUNDS_MIN) {
            System.out.printf(Locale.ROOT,
                    "verdict: NOT MEASURED  in %d of %d rounds a server's core was less than 95 %% "
                            + "busy or wrk's more than 90 %%: generator-bound, or the machine had other work%n",
                    all.size() - ratios.size(), all.size());
            return false;
        }
        double median = median(ratios.stream());
        boolean met = median >= GOAL && errors == 0 && counted;
        System.out.printf(Locale.ROOT,
                "verdict: %s  redirects/s against nginx with log: median %.2fx (%.2f to %.2f, %d rounds), goal %.2fx; "
                        + "%d errors%n",
                met ? "MET" : "MISSED", median, ratios.getFirst(), ratios.getLast(), ratios.size(), GOAL, errors);
        return met;
    }

    private static double median(Stream<Double> values) {
        List<Double> sorted = values.sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static void printMachine() throws IOException {
        System.out.println(Machine.words() + ", " + Machine.firstLine("nginx", "-v") + ", "
                + Machine.firstLine("wrk", "-v"));
        System.out.println("servers on core 0, one worker or event loop; wrk -t1 -c64 on core 1; java -Xmx256m");
    }

    private static void awaitPort(int port) throws InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (Socket _ = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException("nothing listens on port " + port);
    }

    private record Round(Load nginx, Load centuple, Load quiet) {
        boolean isValid() {
            return nginx.serverBusy() >= SERVER_BUSY_MIN && centuple.serverBusy() >= SERVER_BUSY_MIN
                    && nginx.wrkBusy() <= WRK_BUSY_MAX && centuple.wrkBusy() <= WRK_BUSY_MAX;
        }

        double cpuRatio() {
            return centuple.serverMicrosPerRequest() / nginx.serverMicrosPerRequest();
        }

        double ratio() {
            return centuple.perSecond() / nginx.perSecond();
        }
    }
}
