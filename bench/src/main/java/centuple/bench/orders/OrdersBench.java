package centuple.bench.orders;

import centuple.bench.machine.Machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Orders over HTTP, with real click tokens and everything durable, against pgbench on the same PostgreSQL: interleaved
 * rounds, the first dropped; then what was acknowledged is counted in the books.
 */
public final class OrdersBench {
    private static final double GOAL = 2.0;
    private static final int SINGLE_CONNECTIONS = 64;
    private static final int BATCH_CONNECTIONS = 4;
    private static final int BATCH_LINES = 1_000;
    /** Requests are written beforehand: more than any run can send. */
    private static final int ORDERS_PER_SECOND_MAX = 16_000;
    private static final int WARM_UP_SECONDS = 10;
    private static final int WARM_UPS_MAX = 8;
    private static final long WARM_UP_ORDERS = 150_000;

    private final Server server;
    private final int seconds;
    private final Niche niche;
    private final Anchor anchor;
    private final List<Round> rounds = new ArrayList<>();
    private long acknowledged;

    private record Round(Measured anchor, Measured single, Measured batch) {
        double singleRatio() {
            return single.perSecond() / anchor.perSecond();
        }

        double batchRatio() {
            return batch.perSecond() / anchor.perSecond();
        }
    }

    private OrdersBench(Server server, int seconds) throws IOException, InterruptedException, SQLException {
        this.server = server;
        this.seconds = seconds;
        this.niche = new Niche(server);
        this.anchor = Anchor.fill(server);
    }

    /**
     * Runs it: the launcher, rounds (6) and seconds of each run (10). Exit code 0 when the goal is met, 1 when it is
     * not, 2 without an anchor.
     */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        if (Machine.find("pgbench").isEmpty()) {
            System.err.println("No pgbench here; nothing measured. On Debian: apt-get install postgresql-contrib");
            System.exit(2);
        }
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 6;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 10;
        Path folder = Files.createTempDirectory("centuple-bench");
        boolean met;
        try (Server server = Server.start(Path.of(args[0]), folder)) {
            System.out.println(Machine.words() + ", " + Machine.firstLine("pgbench", "--version"));
            System.out.println("anchor: pgbench " + Anchor.FLAGS + ", in a database of the same embedded PostgreSQL; "
                    + "one-thread Java client, requests written beforehand");
            met = new OrdersBench(server, seconds).run(rounds);
        } finally {
            Machine.deleteRecursively(folder);
        }
        System.exit(met ? 0 : 1);
    }

    private boolean run(int count) throws IOException, InterruptedException, SQLException {
        warmUp();
        for (int number = 0; number < count; number++) {
            Round round = new Round(anchor.run(seconds), single(seconds), batch(seconds));
            System.out.printf(Locale.ROOT, "round %d%s%n  pgbench %s%n  singles %s, %.2fx%n  batches %s, %.2fx%n",
                    number,
                    number == 0 ? " (dropped)" : "", round.anchor.words(), round.single.words(), round.singleRatio(),
                    round.batch.words(), round.batchRatio());
            if (number > 0) {
                rounds.add(round);
            }
        }
        boolean counted = booksAgree();
        boolean singles = verdict("64 concurrent single requests", Round::singleRatio, Round::single);
        boolean batches = verdict("NDJSON batches of 1,000", Round::batchRatio, Round::batch);
        System.out.println(
                "not shown: other machines, a database on another host, a disk that is slow to sync; the client, "
                        + "the server and PostgreSQL share the cores; fdatasync returned, no power was cut");
        return counted && singles && batches;
    }

    /** The JVM compiles for its first ten thousands of orders; on a busy machine that takes longer. */
    private void warmUp() throws IOException {
        for (int run = 0; run < WARM_UPS_MAX && acknowledged < WARM_UP_ORDERS; run++) {
            single(WARM_UP_SECONDS);
            batch(WARM_UP_SECONDS);
        }
    }

    private Measured single(int seconds) throws IOException {
        return sent(Load.run(server, niche.single(seconds * ORDERS_PER_SECOND_MAX), 1, SINGLE_CONNECTIONS, seconds));
    }

    private Measured batch(int seconds) throws IOException {
        return sent(Load.run(server, niche.batches(seconds * ORDERS_PER_SECOND_MAX / BATCH_LINES, BATCH_LINES),
                BATCH_LINES, BATCH_CONNECTIONS, seconds));
    }

    private Measured sent(Measured measured) {
        acknowledged += measured.units();
        return measured;
    }

    /** Every order acknowledged is there once, has its commission, and the ledger sums to zero. */
    private boolean booksAgree() throws IOException, SQLException {
        long orders = server.number("select count(*) from shop_order");
        long facts = server.number("select count(*) from order_fact");
        long commissions = server.number("select count(*) from commission where state = 'PENDING'");
        long booked = server.number("select count(distinct cause_id) from transfer where cause = 'COMMISSION'");
        long sumMinor = server.number("select coalesce(sum(amount_minor), 0) from entry");
        long balanceMinor = server.number("select coalesce(sum(amount_minor), 0) from balance");
        long differing = server.number("select count(*) from balance_difference");
        boolean agree = orders == acknowledged && facts == acknowledged && commissions == acknowledged
                && booked == acknowledged && sumMinor == 0 && balanceMinor == 0 && differing == 0;
        System.out.printf(Locale.ROOT,
                "counted: %,d orders acknowledged, %,d in the database, %,d facts, %,d commissions, %,d of them in the "
                        + "ledger; entries sum to %d, balances to %d, %d differ: %s%n",
                acknowledged, orders, facts, commissions, booked, sumMinor, balanceMinor, differing,
                agree ? "they agree" : "THEY DO NOT AGREE");
        return agree;
    }

    private boolean verdict(String row, Function<Round, Double> ratio, Function<Round, Measured> ours) {
        if (rounds.isEmpty()) {
            System.out.println("verdict: NOT MEASURED  " + row + ": one round is dropped, ask for at least two");
            return false;
        }
        List<Double> ratios = rounds.stream().map(ratio).sorted().toList();
        double median = median(ratios);
        boolean met = median >= GOAL;
        System.out.printf(Locale.ROOT,
                "verdict: %s  %s: median %,.0f orders/s against %,.0f tps; %.2fx (%.2f to %.2f, %d rounds), goal %.1fx; "
                        + "CPU %.0f us an order against %.0f us a transaction%n",
                met ? "MET" : "MISSED", row, median(of(round -> ours.apply(round).perSecond())),
                median(of(round -> round.anchor.perSecond())), median, ratios.getFirst(), ratios.getLast(),
                ratios.size(), GOAL, median(of(round -> ours.apply(round).cpuMicros())),
                median(of(round -> round.anchor.cpuMicros())));
        return met;
    }

    private List<Double> of(Function<Round, Double> figure) {
        return rounds.stream().map(figure).sorted().toList();
    }

    private static double median(List<Double> sorted) {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
