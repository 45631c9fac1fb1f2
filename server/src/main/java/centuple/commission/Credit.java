package centuple.commission;

import centuple.shop.ShopId;
import centuple.shop.Terms;
import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One share of a line's commission.
 *
 * @param line the line's number in the order, as {@link OrderBooks#lineReferences} counts them
 * @param creditor who is owed it: a giver, or {@link ShopId#EXCHANGE} for the fee
 */
public record Credit(int line, ShopId creditor) implements Comparable<Credit> {
    private static final Comparator<Credit> ORDER = Comparator.comparingInt(Credit::line)
            .thenComparing(Credit::isFee).thenComparing(Credit::creditor);

    /** Whether it is the exchange's fee and not a giver's. */
    public boolean isFee() {
        return creditor.equals(ShopId.EXCHANGE);
    }

    /** By line, the fee after the commission it is of. */
    @Override
    public int compareTo(Credit other) {
        return ORDER.compare(this, other);
    }

    /**
     * Shares a line's commission out, always from the whole and never from a change. The fee comes off first; of the
     * rest the origin of a chain has its share and the last giver the remainder. What is
     * zero is left out.
     *
     * @param lineMinor what the receiver owes for the line
     * @param origin the first giver, where it has a share; null otherwise
     */
    static SortedMap<Credit, Long> shares(int line, long lineMinor, Terms terms, @Nullable ShopId origin) {
        long fee = terms.shares().fee().of(lineMinor);
        long ofOrigin = origin == null ? 0 : terms.shares().origin().of(lineMinor - fee);
        SortedMap<Credit, Long> shares = new TreeMap<>();
        put(shares, new Credit(line, terms.giver()), lineMinor - fee - ofOrigin);
        if (origin != null) {
            put(shares, new Credit(line, origin), ofOrigin);
        }
        put(shares, new Credit(line, ShopId.EXCHANGE), fee);
        return shares;
    }

    private static void put(SortedMap<Credit, Long> shares, Credit credit, long amountMinor) {
        if (amountMinor > 0) {
            shares.put(credit, amountMinor);
        }
    }
}
