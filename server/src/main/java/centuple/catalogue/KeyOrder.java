package centuple.catalogue;

import java.util.Arrays;

/** Products in the order of a key that two shops share, then of their shop, those in stock first. Immutable. */
final class KeyOrder {
    /** Products of one shop with the same key that count: a key that names everything names nothing. */
    static final int PER_SHOP_MAX = 16;

    private final long[] keys;
    private final int[] order;

    private KeyOrder(long[] keys, int[] order) {
        this.keys = keys;
        this.order = order;
    }

    /**
     * @param keys by product; 0 for none
     */
    static KeyOrder of(ProductColumns products, long[] keys) {
        int[] all = new int[products.count];
        int count = 0;
        for (int i = 0; i < products.count; i++) {
            if (keys[i] != 0) {
                all[count++] = i;
            }
        }
        int[] order = Arrays.copyOf(all, count);
        IntSort.sort(order, (a, b) -> {
            if (keys[a] != keys[b]) {
                return keys[a] < keys[b];
            }
            if (products.shopPlaces[a] != products.shopPlaces[b]) {
                return products.shopPlaces[a] < products.shopPlaces[b];
            }
            return products.isInStock(a) && !products.isInStock(b);
        });
        return new KeyOrder(keys, limited(products, keys, order));
    }

    private static int[] limited(ProductColumns products, long[] keys, int[] order) {
        int kept = 0;
        int sameShop = 0;
        for (int i = 0; i < order.length; i++) {
            boolean same = i > 0 && keys[order[i]] == keys[order[i - 1]]
                    && products.shopPlaces[order[i]] == products.shopPlaces[order[i - 1]];
            sameShop = same ? sameShop + 1 : 1;
            if (sameShop <= PER_SHOP_MAX) {
                order[kept++] = order[i];
            }
        }
        return Arrays.copyOf(order, kept);
    }

    int firstOf(ProductColumns products, long key, int shop) {
        for (int i = start(key); i < order.length && keys[order[i]] == key; i++) {
            if (products.shopPlaces[order[i]] == shop) {
                return order[i];
            }
        }
        return CatalogueIndex.NONE;
    }

    /**
     * Adds what stands for a variant by its key: the same key in the wanted size, or without a size where the variant
     * itself has the wanted one, or of another size with a sibling in the wanted one.
     */
    void match(ProductColumns products, int variant, int size, MatchReason reason, Wanted wanted, ShopSet from,
            Matches into) {
        long key = keys[variant];
        if (key == 0) {
            return;
        }
        boolean exact = products.sizes[variant] == size;
        for (int i = start(key); i < order.length && keys[order[i]] == key && !into.isFull(); i++) {
            int candidate = order[i];
            int shop = products.shopPlaces[candidate];
            if (!from.contains(shop) || into.has(shop)) {
                continue;
            }
            int found = fitting(products, candidate, size, exact, wanted.country());
            if (found != CatalogueIndex.NONE) {
                into.add(shop, found, reason);
            }
        }
    }

    /** The candidate itself or a sibling of it, whichever is available in the wanted size. */
    static int fitting(ProductColumns products, int candidate, int size, boolean sizelessFits, int country) {
        boolean sizeless = sizelessFits && products.sizes[candidate] == Wanted.ANY;
        if (size == Wanted.ANY || sizeless) {
            return products.isAvailable(candidate, country) ? candidate : CatalogueIndex.NONE;
        }
        return products.sibling(candidate, size, country);
    }

    /** The first place of a key, or where it would be. */
    private int start(long key) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[order[middle]] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    long bytes() {
        return 4L * order.length;
    }
}
