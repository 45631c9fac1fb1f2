package centuple.catalogue;

/** Shops by their places in one {@link CatalogueIndex}, for asking which of them have a match. Immutable. */
public final class ShopSet {
    private final CatalogueIndex index;
    private final long[] bits;
    private final int count;

    ShopSet(CatalogueIndex index, long[] bits) {
        this.index = index;
        this.bits = bits;
        int counted = 0;
        for (long word : bits) {
            counted += Long.bitCount(word);
        }
        this.count = counted;
    }

    boolean contains(int place) {
        return (bits[place >> 6] & 1L << place) != 0;
    }

    /** Whether it was made by that index; places of another mean other shops. */
    boolean isOf(CatalogueIndex other) {
        return index == other;
    }

    /** How many of the shops sell anything at all. */
    public int count() {
        return count;
    }
}
