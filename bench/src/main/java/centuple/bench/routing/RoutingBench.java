package centuple.bench.routing;

import centuple.link.Pair;
import centuple.link.PairRoute;
import centuple.link.PairSigner;
import centuple.link.PairTable;
import centuple.routing.Candidates;
import centuple.routing.Decision;
import centuple.routing.GiverRoutes;
import centuple.routing.Partner;
import centuple.routing.Question;
import centuple.routing.Reason;
import centuple.routing.Router;
import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Decisions among 15 and among 1,000 eligible partners, and among 1,000 of which most are not: looking the partners up,
 * the steps, the weights, the draw. Prints the median and the 99th percentile of batches, and the bytes allocated.
 */
public final class RoutingBench {
    private static final int GIVER = 7;
    private static final int BATCHES = 2_001;
    private static final int WARM_UP_BATCHES = 4_000;

    private final GiverRoutes routes;
    private final int[] receivers;
    private final boolean[] proven;
    private final Question question = new Question(GIVER, Reason.OUT_OF_STOCK, "shoes", "FR",
            Question.OwnFeed.CANNOT_SERVE);
    private final Candidates candidates = new Candidates();
    private final Decision decision = new Decision();
    private final RandomGenerator random = new SplittableRandom(4711);
    private long shown;

    private RoutingBench(int partners, int eligible) {
        PairTable pairs = new PairTable();
        RandomGenerator shops = new SplittableRandom(99);
        List<Partner> made = new ArrayList<>();
        receivers = new int[partners];
        proven = new boolean[partners];
        double[] weights = new double[partners];
        for (int place = 0; place < partners; place++) {
            receivers[place] = shops.nextInt();
            proven[place] = place < eligible;
            weights[place] = shops.nextDouble() / partners;
            made.add(new Partner(route(pairs.pair(GIVER, receivers[place])), 12.5, place));
        }
        routes = new GiverRoutes(made, GiverRoutes.OwnWorth.UNSET, Map.of("shoes", Map.of("FR", weights)), weights);
    }

    private static PairRoute route(Pair pair) {
        PairSigner nobody = new PairSigner() {
            @Override
            public int keyId() {
                return 0;
            }

            @Override
            public byte[] sign(byte[] message, int lengthBytes) {
                throw new IllegalStateException("a decision signs nothing");
            }
        };
        return new PairRoute(pair, 1, nobody, Set.of(), List.of());
    }

    /** Runs it; exit code 0 when both goals of the issue are met, else 1. */
    public static void main(String[] args) {
        System.out.println("Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        System.out.println("partners eligible  median us     p99 us  bytes/decision");
        double many = new RoutingBench(1_000, 1_000).run(20);
        double few = new RoutingBench(15, 15).run(1_000);
        new RoutingBench(1_000, 15).run(20);
        boolean met = many <= 20 && few <= 1;
        System.out.println("goals: 1,000 eligible <= 20 us " + (many <= 20 ? "met" : "missed") + ", 15 <= 1 us "
                + (few <= 1 ? "met" : "missed"));
        System.exit(met ? 0 : 1);
    }

    /** The median time of a decision in microseconds; a batch makes what the clock costs negligible. */
    private double run(int decisionsPerBatch) {
        for (int i = 0; i < WARM_UP_BATCHES; i++) {
            batch(decisionsPerBatch);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] micros = new double[BATCHES];
        long allocated = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < BATCHES; i++) {
            long start = System.nanoTime();
            batch(decisionsPerBatch);
            micros[i] = (System.nanoTime() - start) / 1_000.0 / decisionsPerBatch;
        }
        allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
        Arrays.sort(micros);
        System.out.printf("%8d %8d %10.3f %10.3f %15.2f%n", receivers.length, decision.eligible(),
                micros[BATCHES / 2], micros[BATCHES * 99 / 100], (double) allocated / BATCHES / decisionsPerBatch);
        if (shown == 0) {
            throw new IllegalStateException("nobody was shown: the bench measures nothing");
        }
        return micros[BATCHES / 2];
    }

    private void batch(int decisions) {
        for (int i = 0; i < decisions; i++) {
            candidates.clear();
            for (int at = 0; at < receivers.length; at++) {
                Partner partner = routes.partner(receivers[at]);
                if (partner != null) {
                    candidates.add(partner, at, true, proven[at]);
                }
            }
            Router.decide(question, routes, candidates, random, decision);
            shown += decision.shown();
        }
    }
}
