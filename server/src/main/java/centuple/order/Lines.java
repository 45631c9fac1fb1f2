package centuple.order;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** The lines of a snapshot, which reckon their hash once: an order of many versions compares them often. Immutable. */
final class Lines extends AbstractList<OrderLine> implements RandomAccess {
    private final List<OrderLine> lines;
    /** 0 until somebody asks; two threads that ask at once reckon the same. */
    private int hash;

    private Lines(List<OrderLine> lines) {
        this.lines = lines;
    }

    static List<OrderLine> of(List<OrderLine> lines) {
        return lines instanceof Lines ? lines : new Lines(List.copyOf(lines));
    }

    @Override
    public OrderLine get(int index) {
        return lines.get(index);
    }

    @Override
    public int size() {
        return lines.size();
    }

    @Override
    public boolean equals(Object other) {
        return lines.equals(other);
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = lines.hashCode();
        }
        return hash;
    }
}
