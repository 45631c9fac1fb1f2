package centuple.reciprocity.job;

import centuple.link.Pair;
import centuple.link.PairTable;
import centuple.reciprocity.store.LineCommit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings the pair table of this server up to date with what was decided. Where that fails the table stays as it is: it
 * counts down what it was leased, and stops by itself. Thread-safe.
 */
public final class LineJob {
    private static final Logger LOG = LoggerFactory.getLogger(LineJob.class);

    private final LineCommit commit;
    private final PairTable pairs;
    private final Shipping shipping;
    private volatile State state = new State(null, 0, "");

    // Only under this object's lock.
    private final Map<Pair, Long> shipped = new HashMap<>();
    private final Map<Pair, Long> forgiven = new HashMap<>();
    private boolean shippedOnce;
    private long period = Long.MIN_VALUE;

    /**
     * Needs the table of this server.
     *
     * @param shipping brings this server's clicks into the database
     */
    public LineJob(LineCommit commit, PairTable pairs, Shipping shipping) {
        this.commit = commit;
        this.pairs = pairs;
        this.shipping = shipping;
    }

    /** Brings clicks into the database. */
    @FunctionalInterface
    public interface Shipping {
        /**
         * Returns when everything this server sent on before the call is in the database.
         *
         * @throws RuntimeException where it is not
         */
        void await();
    }

    /**
     * How it goes, for {@code /health}.
     *
     * @param lastRunAt when it last came through; null before the first time
     * @param pairs how many givers and receivers there were
     * @param problem why the last run failed or what it went without; empty where all is well
     */
    public record State(@Nullable Instant lastRunAt, int pairs, String problem) {
    }

    public State state() {
        return state;
    }

    /** As {@link #run}, but a failure is logged and told by {@link #state}. */
    public void runOrNote(Instant now) {
        try {
            run(now);
        } catch (RuntimeException failure) {
            state = new State(state.lastRunAt(), state.pairs(), "lines could not be decided: " + failure.getMessage());
            LOG.warn("lines could not be decided; what was leased is counted down", failure);
        }
    }

    /**
     * Decides as of that time and takes over this server's leases. Visits that it took and the database does not know
     * of yet are deducted from them, so that shipping may be late or stand still.
     *
     * @throws RuntimeException when the database is away, or clicks of before the start are not in it; nothing is
     *         leased then
     */
    public synchronized void run(Instant now) {
        String late = ship();
        forgive(commit.period(now));
        List<LineCommit.Grant> grants = commit.commit(now,
                (giver, receiver) -> held(pairs.pair(giver, receiver)));
        Set<Pair> granted = new HashSet<>();
        for (LineCommit.Grant grant : grants) {
            Pair pair = pairs.pair(grant.giver(), grant.receiver());
            pair.lease(grant.visits(), known(pair));
            pair.throttle(grant.throttle());
            granted.add(pair);
        }
        pairs.all().stream().filter(pair -> !granted.contains(pair)).forEach(pair -> pair.lease(0));
        state = new State(now, grants.size(), late);
    }

    /** What was kept before the call is known once it is shipped. What is kept later may be too, which does no harm. */
    private String ship() {
        Map<Pair, Long> kept = new HashMap<>();
        pairs.all().forEach(pair -> kept.put(pair, pair.keptVisits()));
        try {
            shipping.await();
        } catch (RuntimeException late) {
            if (!shippedOnce) {
                throw late;
            }
            return "what is not in the database yet is deducted from the leases: " + late.getMessage();
        }
        shippedOnce = true;
        shipped.putAll(kept);
        return "";
    }

    /** Visits that were lost weigh until the period ends, as all visits do. */
    private void forgive(long now) {
        if (now != period) {
            pairs.all().forEach(pair -> forgiven.put(pair, pair.lostVisits()));
            period = now;
        }
    }

    private long known(Pair pair) {
        return shipped.getOrDefault(pair, 0L) + forgiven.getOrDefault(pair, 0L);
    }

    private long held(Pair pair) {
        return pair.heldVisits(known(pair));
    }
}
