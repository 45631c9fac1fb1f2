package centuple.order;

import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.Snapshot;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The set of what a receiver reported of one order: snapshots by version and refunds by their own reference. What is
 * owed is a function of this set, so neither the order of arrival nor a repetition can matter. Immutable.
 *
 * @param order whose facts they are
 * @param snapshots ascending by version, each version once
 * @param refunds ascending by reference, each reference once
 */
public record OrderFacts(OrderRef order, List<Snapshot> snapshots, List<Refund> refunds) {
    /** Facts one order may have; far above what an honest shop sends. */
    public static final int FACTS_MAX = 1_000;

    public OrderFacts {
        snapshots = List.copyOf(snapshots);
        refunds = List.copyOf(refunds);
        requireAscending(snapshots.stream().map(Snapshot::version).toList());
        requireAscending(refunds.stream().map(Refund::reference).toList());
    }

    /** An order of which nothing is known yet. */
    public static OrderFacts none(OrderRef order) {
        return new OrderFacts(order, List.of(), List.of());
    }

    /** All facts of an order at once; of two with the same key the first one counts. */
    public static OrderFacts of(OrderRef order, List<? extends OrderFact> facts) {
        OrderFacts all = none(order);
        for (OrderFact fact : facts) {
            if (all.merge(fact) instanceof Merge.Added added) {
                all = added.facts();
            }
        }
        return all;
    }

    /** Takes one more fact in, or says why it changes nothing. */
    public Merge merge(OrderFact fact) {
        Optional<? extends OrderFact> known = known(fact);
        if (known.isPresent()) {
            return known.get().sameContent(fact) ? new Merge.Known(known.get()) : new Merge.Conflict(known.get());
        }
        if (snapshots.size() + refunds.size() >= FACTS_MAX) {
            return new Merge.TooMany();
        }
        return new Merge.Added(switch (fact) {
            case Snapshot snapshot -> new OrderFacts(order, inserted(snapshot), refunds);
            case Refund refund -> new OrderFacts(order, snapshots, inserted(refund));
        });
    }

    /** The snapshot that says how the order stands now, or null while only refunds are known. */
    public @Nullable Snapshot highest() {
        return snapshots.isEmpty() ? null : snapshots.getLast();
    }

    /** The snapshot of that version, if it was reported. */
    public Optional<Snapshot> snapshot(long version) {
        return snapshots.stream().filter(snapshot -> snapshot.version() == version).findFirst();
    }

    private Optional<? extends OrderFact> known(OrderFact fact) {
        return switch (fact) {
            case Snapshot snapshot -> snapshot(snapshot.version());
            case Refund refund ->
                refunds.stream().filter(other -> other.reference().equals(refund.reference())).findFirst();
        };
    }

    private List<Snapshot> inserted(Snapshot snapshot) {
        List<Snapshot> all = new ArrayList<>(snapshots);
        int at = 0;
        while (at < all.size() && all.get(at).version() < snapshot.version()) {
            at++;
        }
        all.add(at, snapshot);
        return all;
    }

    private List<Refund> inserted(Refund refund) {
        List<Refund> all = new ArrayList<>(refunds);
        int at = 0;
        while (at < all.size() && all.get(at).reference().compareTo(refund.reference()) < 0) {
            at++;
        }
        all.add(at, refund);
        return all;
    }

    private static <T extends Comparable<T>> void requireAscending(List<T> keys) {
        for (int i = 1; i < keys.size(); i++) {
            if (keys.get(i - 1).compareTo(keys.get(i)) >= 0) {
                throw new IllegalArgumentException("facts must be ascending and each key once");
            }
        }
    }

    /** What became of a fact that was reported. */
    public sealed interface Merge {
        /** It is new: the set with it. */
        record Added(OrderFacts facts) implements Merge {
        }

        /** The same was reported before; nothing changes. */
        record Known(OrderFact first) implements Merge {
        }

        /** Something else was reported under this version or reference before; the first one stays. */
        record Conflict(OrderFact first) implements Merge {
        }

        /** The order has {@link #FACTS_MAX} facts already. */
        record TooMany() implements Merge {
        }
    }
}
