package centuple.bench.orders;

import centuple.bench.machine.Machine;
import centuple.bench.routing.OpenLoop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * {@code launcher [seconds]}: messages of platforms to the packaged server, signed, each with one order of its own in
 * some 5 kB, at fixed rates from an open loop; sender, server and PostgreSQL share the machine, and the server books
 * what arrives meanwhile. Then what was acknowledged is counted in the inbox and in the books. Exit code 0 when both
 * goals are met and everything is there, else 1.
 */
public final class HookBench {
    private static final int CALM_PER_SECOND = 500;
    private static final double CALM_P99_MILLIS = 50;
    private static final int FULL_PER_SECOND = 2_000;
    /** A rate is kept when the last answer comes at most that long after it was due. */
    private static final double BEHIND_MILLIS_MAX = 1_000;
    private static final int WARM_UP_SECONDS = 15;
    private static final int BOOKED_SECONDS_MAX = 300;

    private final Server server;
    private final Niche niche;
    private long acknowledged;

    private HookBench(Server server) throws IOException, InterruptedException {
        this.server = server;
        this.niche = new Niche(server);
    }

    /** Runs it. */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        Path folder = Files.createTempDirectory("centuple-bench");
        boolean met;
        try (Server server = Server.start(Path.of(args[0]), folder)) {
            met = new HookBench(server).run(seconds);
        } finally {
            Machine.deleteRecursively(folder);
        }
        System.exit(met ? 0 : 1);
    }

    private boolean run(int seconds) throws IOException, InterruptedException, SQLException {
        System.out.println(Machine.words());
        send(CALM_PER_SECOND, WARM_UP_SECONDS);
        send(FULL_PER_SECOND, WARM_UP_SECONDS);
        booked();
        double[] calm = send(CALM_PER_SECOND, seconds);
        boolean calmMet = at(calm, 0.99) <= CALM_P99_MILLIS;
        verdict(calmMet, "p99 at most 50 ms at 500/s");
        booked();
        double[] full = send(FULL_PER_SECOND, seconds);
        boolean fullMet = full[full.length - 1] <= BEHIND_MILLIS_MAX;
        verdict(fullMet, "2,000/s are kept, each written down before its answer");
        long begin = System.nanoTime();
        boolean all = booked();
        System.out.printf(Locale.ROOT, "what still waited was booked within %.1f s%n",
                (System.nanoTime() - begin) / 1e9);
        System.out.println(
                "not shown: other machines, TLS, a disk that is slow to sync; fdatasync returned, no power was cut");
        return calmMet && fullMet && all;
    }

    private double[] send(int perSecond, int seconds) throws IOException, InterruptedException {
        List<byte[]> messages = niche.messages(perSecond * seconds);
        long cpu = server.serverMicros();
        long database = server.databaseMicros();
        OpenLoop.Answers answers = OpenLoop.send(server.port(), messages, perSecond, seconds);
        cpu = server.serverMicros() - cpu;
        database = server.databaseMicros() - database;
        double[] millis = answers.millis();
        acknowledged += millis.length - answers.refused();
        double last = millis[millis.length - 1];
        Arrays.sort(millis);
        System.out.printf(Locale.ROOT,
                "%,d a second for %d s: median %.2f ms, p99 %.2f ms, most %.2f ms, the last one %.2f ms; refused %d;"
                        + " server %.0f us of CPU for each, PostgreSQL %.0f us, booking meanwhile included%n",
                perSecond, seconds, at(millis, 0.5), at(millis, 0.99), millis[millis.length - 1], last,
                answers.refused(), (double) cpu / millis.length, (double) database / millis.length);
        if (answers.refused() > 0) {
            throw new IOException(answers.refused() + " messages were refused");
        }
        return millis;
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.round(share * sorted.length))];
    }

    private static void verdict(boolean met, String goal) {
        System.out.println("verdict: " + (met ? "MET  " : "MISSED  ") + goal);
    }

    /** Waits until nothing waits; whether all that was acknowledged is in the inbox, and an order of its own. */
    private boolean booked() throws IOException, InterruptedException, SQLException {
        for (int second = 0; second < BOOKED_SECONDS_MAX; second++) {
            if (server.number("select count(*) from inbox_event where state = 'WAITING'") == 0) {
                break;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        long kept = server.number("select count(*) from inbox_event where state = 'DONE'");
        long orders = server.number("select count(*) from shop_order");
        boolean all = kept == acknowledged && orders == acknowledged;
        System.out.printf(Locale.ROOT, "counted: %,d acknowledged, %,d done in the inbox, %,d orders: %s%n",
                acknowledged,
                kept, orders, all ? "they agree" : "THEY DO NOT AGREE");
        return all;
    }
}
