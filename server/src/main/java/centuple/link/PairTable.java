package centuple.link;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** All pairs of this node. Lies beside the link table and survives its swaps. Safe for all threads. */
public final class PairTable {
    private final ConcurrentHashMap<Long, Pair> pairs = new ConcurrentHashMap<>();
    private final long allowanceVisits;

    /** A table whose pairs have no line until they are leased something. */
    public PairTable() {
        this(Pair.UNLIMITED);
    }

    /**
     * A table.
     *
     * @param allowanceVisits what a new pair may send before its first lease; 0 where nothing goes without one
     */
    public PairTable(long allowanceVisits) {
        this.allowanceVisits = allowanceVisits;
    }

    /** The pair, made active and with the table's allowance where it is new. */
    public Pair pair(int giver, int receiver) {
        return pairs.computeIfAbsent(key(giver, receiver), _ -> new Pair(giver, receiver, allowanceVisits));
    }

    /** Every pair there is now. */
    public List<Pair> all() {
        return List.copyOf(pairs.values());
    }

    /** Takes over what the control plane decided. Pairs that are not named are active and below their cap. */
    public void decide(List<LinkSnapshot.PairRow> rows) {
        Set<Long> named = rows.stream().map(row -> key(row.giver().value(), row.receiver().value()))
                .collect(Collectors.toSet());
        for (LinkSnapshot.PairRow row : rows) {
            pair(row.giver().value(), row.receiver().value()).decide(row.active(), row.capReached());
        }
        pairs.forEach((key, pair) -> {
            if (!named.contains(key)) {
                pair.decide(true, false);
            }
        });
    }

    private static long key(int giver, int receiver) {
        return (long) giver << 32 | Integer.toUnsignedLong(receiver);
    }
}
