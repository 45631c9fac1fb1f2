package centuple.link;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** All pairs of this node. Lies beside the link table and survives its swaps. Safe for all threads. */
public final class PairTable {
    private final ConcurrentHashMap<Long, Pair> pairs = new ConcurrentHashMap<>();

    /** The pair, made active and unlimited where it is new. */
    public Pair pair(int giver, int receiver) {
        return pairs.computeIfAbsent(key(giver, receiver), _ -> new Pair(giver, receiver));
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
