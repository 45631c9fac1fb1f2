package centuple.catalogue;

import java.util.Arrays;
import java.util.List;

/** Pairs of products that givers chose by hand, by the number of the giver's product. Immutable. */
final class PairColumns {
    private final int[] given;
    private final int[] standIns;

    private PairColumns(int[] given, int[] standIns) {
        this.given = given;
        this.standIns = standIns;
    }

    /** Those of which both products are in the index. */
    static PairColumns of(List<ProductPair> pairs, CatalogueIndex index) {
        int[] given = new int[pairs.size()];
        int[] standIns = new int[pairs.size()];
        int count = 0;
        for (ProductPair pair : pairs) {
            int product = index.find(pair.giver(), pair.product());
            int standIn = index.find(pair.receiver(), pair.standIn());
            if (product != CatalogueIndex.NONE && standIn != CatalogueIndex.NONE) {
                given[count] = product;
                standIns[count++] = standIn;
            }
        }
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        IntSort.sort(order, (a, b) -> given[a] < given[b]);
        return new PairColumns(Arrays.stream(order).map(i -> given[i]).toArray(),
                Arrays.stream(order).map(i -> standIns[i]).toArray());
    }

    /** Adds the stand-ins of the product that was looked at; one without a size fits every size. */
    void match(ProductColumns products, int size, Wanted wanted, ShopSet from, Matches into) {
        int at = Arrays.binarySearch(given, wanted.product());
        while (at > 0 && given[at - 1] == wanted.product()) {
            at--;
        }
        for (int i = Math.max(at, 0); at >= 0 && i < given.length && given[i] == wanted.product(); i++) {
            int shop = products.shopPlaces[standIns[i]];
            if (!from.contains(shop) || into.has(shop)) {
                continue;
            }
            int found = KeyOrder.fitting(products, standIns[i], size, true, wanted.country());
            if (found != CatalogueIndex.NONE) {
                into.add(shop, found, MatchReason.CURATED);
            }
        }
    }

    long bytes() {
        return 4L * (given.length + standIns.length);
    }
}
