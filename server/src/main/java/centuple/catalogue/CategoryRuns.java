package centuple.catalogue;

import java.util.Arrays;

/**
 * Products in stock by category. A run is what one shop has of one category for one set of countries, in the order of
 * sizes; so the first of a wanted size is found without looking at the others. Immutable.
 */
final class CategoryRuns {
    private final int[] order;
    /** By category the place of its first run; one more entry behind the last. */
    private final int[] firstRuns;
    private final int[] shops;
    private final int[] deliveries;
    /** By run the place of its first product; one more entry behind the last. */
    private final int[] starts;

    private CategoryRuns(int[] order, int[] firstRuns, int[] shops, int[] deliveries, int[] starts) {
        this.order = order;
        this.firstRuns = firstRuns;
        this.shops = shops;
        this.deliveries = deliveries;
        this.starts = starts;
    }

    static CategoryRuns of(ProductColumns products) {
        int[] order = ordered(products);
        int categoryCount = 0;
        for (int product : order) {
            categoryCount = Math.max(categoryCount, products.categories[product] + 1);
        }
        int[] firstRuns = new int[categoryCount + 1];
        int[] shops = new int[order.length];
        int[] deliveries = new int[order.length];
        int[] starts = new int[order.length + 1];
        int runs = 0;
        for (int i = 0; i < order.length; i++) {
            if (i == 0 || !sameRun(products, order[i - 1], order[i])) {
                firstRuns[products.categories[order[i]] + 1]++;
                shops[runs] = products.shopPlaces[order[i]];
                deliveries[runs] = products.deliveries[order[i]];
                starts[runs++] = i;
            }
        }
        starts[runs] = order.length;
        for (int i = 1; i < firstRuns.length; i++) {
            firstRuns[i] += firstRuns[i - 1];
        }
        return new CategoryRuns(order, firstRuns, Arrays.copyOf(shops, runs), Arrays.copyOf(deliveries, runs),
                Arrays.copyOf(starts, runs + 1));
    }

    private static int[] ordered(ProductColumns products) {
        int[] all = new int[products.count];
        int count = 0;
        for (int i = 0; i < products.count; i++) {
            if (products.categories[i] >= 0 && products.isInStock(i)) {
                all[count++] = i;
            }
        }
        int[] order = Arrays.copyOf(all, count);
        IntSort.sort(order, (a, b) -> {
            int difference = Integer.compare(products.categories[a], products.categories[b]);
            difference = difference != 0 ? difference : Integer.compare(products.shopPlaces[a], products.shopPlaces[b]);
            difference = difference != 0 ? difference : Integer.compare(products.deliveries[a], products.deliveries[b]);
            difference = difference != 0 ? difference : Integer.compare(products.sizes[a], products.sizes[b]);
            return difference < 0;
        });
        return order;
    }

    private static boolean sameRun(ProductColumns products, int a, int b) {
        return products.categories[a] == products.categories[b] && products.shopPlaces[a] == products.shopPlaces[b]
                && products.deliveries[a] == products.deliveries[b];
    }

    private boolean isKnown(int category) {
        return category >= 0 && category < firstRuns.length - 1;
    }

    void match(ProductColumns products, int category, int size, Wanted wanted, ShopSet from, Matches into) {
        if (!isKnown(category)) {
            return;
        }
        for (int run = firstRuns[category]; run < firstRuns[category + 1] && !into.isFull(); run++) {
            if (!from.contains(shops[run]) || into.has(shops[run])
                    || !products.reaches(deliveries[run], wanted.country())) {
                continue;
            }
            int low = low(products, run, size);
            int high = size == Wanted.ANY ? starts[run + 1] : low(products, run, size + 1);
            if (low < high) {
                int offset = Math.floorMod(MatchKeys.mix(wanted.spread()), high - low);
                into.add(shops[run], order[low + offset], MatchReason.CATEGORY);
            }
        }
    }

    boolean sells(ProductColumns products, int shop, int category, int size, int country) {
        if (!isKnown(category)) {
            return false;
        }
        for (int run = firstRuns[category]; run < firstRuns[category + 1]; run++) {
            if (shops[run] == shop && products.reaches(deliveries[run], country)
                    && (size == Wanted.ANY || low(products, run, size) < low(products, run, size + 1))) {
                return true;
            }
        }
        return false;
    }

    /** The first place in a run whose size is not below; all of the run for {@link Wanted#ANY}. */
    private int low(ProductColumns products, int run, int size) {
        int low = starts[run];
        int high = starts[run + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (products.sizes[order[middle]] < size) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    long bytes() {
        return 4L * (order.length + firstRuns.length + shops.length + deliveries.length + starts.length);
    }
}
