package centuple.commission;

import centuple.order.OrderFacts;
import centuple.shop.TermsBook;

import java.util.Set;
import java.util.TreeSet;

/**
 * The shared limits a decision may draw on, found without deciding, so that they can be locked in their order first.
 *
 * @param clickIds clicks whose orders may be counted
 * @param meters meters that may move
 */
public record Candidates(Set<String> clickIds, Set<MeterKey> meters) {
    public Candidates {
        clickIds = new TreeSet<>(clickIds);
        meters = new TreeSet<>(meters);
    }

    /** What a decision on this order may draw on. */
    public static Candidates of(OrderBooks books, OrderFacts facts, TermsBook terms) {
        throw new UnsupportedOperationException("body follows");
    }

    /** These and those. */
    public Candidates and(Candidates others) {
        Set<String> clicks = new TreeSet<>(clickIds);
        clicks.addAll(others.clickIds);
        Set<MeterKey> keys = new TreeSet<>(meters);
        keys.addAll(others.meters);
        return new Candidates(clicks, keys);
    }
}
