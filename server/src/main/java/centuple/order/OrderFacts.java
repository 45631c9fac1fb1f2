package centuple.order;

import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.Snapshot;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The set of what a receiver reported of one order: snapshots by version and refunds by their own reference. What is
 * owed is a function of this set, so neither the order of arrival nor a repetition can matter. Immutable.
 *
 * @param order whose facts they are
 * @param snapshots ascending by version, each version once
 * @param refunds ascending by reference, each reference once
 */
public record OrderFacts(OrderRef order, List<Snapshot> snapshots, List<Refund> refunds) {
    /** Refunds one order may have; far above what an honest shop sends, like the limits below. */
    public static final int REFUNDS_MAX = 1_000;
    /** Of the snapshots that do not cancel the order. */
    public static final Places PLACES = new Places(300, 600);
    /** Of those that do. */
    public static final Places CANCELLATIONS = new Places(50, 50);

    /**
     * Places of snapshots.
     *
     * @param sayingsMax different things they may say
     * @param repeatsMax those that say what one of another version says
     */
    public record Places(int sayingsMax, int repeatsMax) {
    }

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

    /** All facts of an order at once, as they were taken in; of two with the same key the first one counts. */
    public static OrderFacts of(OrderRef order, List<? extends OrderFact> facts) {
        SortedMap<Long, Snapshot> snapshots = new TreeMap<>();
        SortedMap<String, Refund> refunds = new TreeMap<>();
        for (OrderFact fact : facts) {
            switch (fact) {
                case Snapshot snapshot -> snapshots.putIfAbsent(snapshot.version(), snapshot);
                case Refund refund -> refunds.putIfAbsent(refund.reference(), refund);
            }
        }
        return new OrderFacts(order, List.copyOf(snapshots.values()), List.copyOf(refunds.values()));
    }

    /**
     * Takes one more fact in, or says why it changes nothing. Whether facts fit is a matter of their set: where all of
     * them fit, so do any of them, and none is refused in whatever order they come.
     */
    public Merge merge(OrderFact fact) {
        Optional<? extends OrderFact> known = known(fact);
        Optional<OrderFact> again = known.filter(one -> one.sameContent(fact)).map(one -> one);
        if (again.filter(one -> one.source().equals(fact.source())).isPresent()) {
            return new Merge.Known(again.get());
        }
        Optional<Source> teller = teller();
        if (teller.isPresent() && !teller.get().equals(fact.source())) {
            return new Merge.OtherSource(teller.get());
        }
        if (known.isPresent()) {
            return again.isPresent() ? new Merge.Known(known.get()) : new Merge.Conflict(known.get());
        }
        return hasRoom(fact) ? new Merge.Added(with(fact)) : new Merge.TooMany();
    }

    /** Whose the order is: the first that told it, other than by moving it in. */
    public Optional<Source> teller() {
        for (List<? extends OrderFact> facts : List.of(snapshots, refunds)) {
            for (OrderFact fact : facts) {
                if (fact.source().isTeller()) {
                    return Optional.of(fact.source());
                }
            }
        }
        return Optional.empty();
    }

    /** Refunds take no place of snapshots, cancellations none of others, what says the same none of what does not. */
    private boolean hasRoom(OrderFact fact) {
        return switch (fact) {
            case Refund _ -> refunds.size() < REFUNDS_MAX;
            case Snapshot snapshot -> hasRoom(snapshot, isCancelled(snapshot) ? CANCELLATIONS : PLACES);
        };
    }

    private boolean hasRoom(Snapshot snapshot, Places places) {
        List<Snapshot> rivals = snapshots.stream().filter(one -> isCancelled(one) == isCancelled(snapshot)).toList();
        if (rivals.size() < Math.min(places.sayingsMax, places.repeatsMax)) {
            return true;
        }
        Set<Integer> sayings = rivals.stream().map(Snapshot::saying).collect(Collectors.toSet());
        return sayings.contains(snapshot.saying())
                ? rivals.size() - sayings.size() < places.repeatsMax
                : sayings.size() < places.sayingsMax;
    }

    private static boolean isCancelled(Snapshot snapshot) {
        return snapshot.status() == OrderStatus.CANCELLED;
    }

    /** With one more, whether it fits or not. */
    OrderFacts with(OrderFact fact) {
        return switch (fact) {
            case Snapshot snapshot -> new OrderFacts(order, inserted(snapshot), refunds);
            case Refund refund -> new OrderFacts(order, snapshots, inserted(refund));
        };
    }

    /** The snapshot that says how the order stands now, or null while only refunds are known. */
    public @Nullable Snapshot highest() {
        return snapshots.isEmpty() ? null : snapshots.getLast();
    }

    /** The snapshot of that version, if it was reported. */
    public Optional<Snapshot> snapshot(long version) {
        return snapshots.stream().filter(snapshot -> snapshot.version() == version).findFirst();
    }

    /** What was told under the same key before. */
    Optional<? extends OrderFact> known(OrderFact fact) {
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

        /** The order belongs to another teller: the first stays, and nobody knows whether this is about the same. */
        record OtherSource(Source teller) implements Merge {
        }

        /** The order has as many facts of the kind as it may have. */
        record TooMany() implements Merge {
        }
    }
}
