package centuple.routing;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which products of its partners each shop has been shown on a day, so that nobody leafs through a rival's feed by
 * asking often. Beyond the limits only what was shown already that day is shown. Counted in the memory of one server;
 * questions that are under way at the same moment may each add one more. Safe for all threads.
 */
public final class Disclosures {
    /** Products of one partner that are the very thing a shop asked for, by day: it knows them already. */
    public static final int SAME_MAX = 1_000;
    /** Products of one partner that are something like it, by day: so a shop gets to know them. */
    public static final int LIKE_MAX = 50;
    /** Products of all; beyond it nothing new is shown that day. */
    public static final int ALL_MAX = 500_000;

    private static final Pairs NOBODY = new Pairs();

    private volatile Day today = new Day(Long.MIN_VALUE);

    /** What a shop has been shown so far on a day; the first question of a later day forgets the days before. */
    Pairs of(int giver, long epochDay) {
        Day day = today;
        if (day.number < epochDay) {
            day = next(epochDay);
        }
        Pairs pairs = day.givers.get(giver);
        return pairs == null ? NOBODY : pairs;
    }

    /** Remembers that a shop was shown a product of a partner. */
    void add(int giver, int receiver, String product, boolean same) {
        Day day = today;
        Pair pair = day.givers.computeIfAbsent(giver, _ -> new Pairs()).byReceiver.computeIfAbsent(receiver,
                _ -> new Pair());
        if (pair.shown.add(key(product))) {
            (same ? pair.same : pair.like).incrementAndGet();
            day.all.incrementAndGet();
        }
    }

    private synchronized Day next(long epochDay) {
        if (today.number < epochDay) {
            today = new Day(epochDay);
        }
        return today;
    }

    boolean isFull() {
        return today.all.get() >= ALL_MAX;
    }

    private static long key(String product) {
        long hash = 0xcbf2_9ce4_8422_2325L;
        for (int i = 0; i < product.length(); i++) {
            hash = (hash ^ product.charAt(i)) * 0x100_0000_01b3L;
        }
        return hash;
    }

    private static final class Day {
        private final long number;
        private final Map<Integer, Pairs> givers = new ConcurrentHashMap<>();
        private final AtomicInteger all = new AtomicInteger();

        Day(long number) {
            this.number = number;
        }
    }

    /** What one shop has been shown. */
    static final class Pairs {
        private final Map<Integer, Pair> byReceiver = new ConcurrentHashMap<>();

        /** Whether nothing new of that kind may be shown of a partner. */
        boolean isFull(int receiver, boolean same) {
            Pair pair = byReceiver.get(receiver);
            return pair != null && (same ? pair.same.get() >= SAME_MAX : pair.like.get() >= LIKE_MAX);
        }

        /** Whether it has been shown that product. */
        boolean has(int receiver, String product) {
            Pair pair = byReceiver.get(receiver);
            return pair != null && pair.shown.contains(key(product));
        }
    }

    private static final class Pair {
        private final Set<Long> shown = ConcurrentHashMap.newKeySet();
        private final AtomicInteger same = new AtomicInteger();
        private final AtomicInteger like = new AtomicInteger();
    }
}
