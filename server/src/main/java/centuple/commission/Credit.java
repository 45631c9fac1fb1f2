package centuple.commission;

import centuple.shop.ShopId;

import java.util.Comparator;

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
}
