package centuple.catalogue;

import java.util.Arrays;

/** Finds products by shop and id, and groups by shop and name: two hash tables of product numbers. Immutable. */
final class NameTable {
    private final int[] ids;
    private final int[] groups;

    private NameTable(int[] ids, int[] groups) {
        this.ids = ids;
        this.groups = groups;
    }

    static NameTable of(ProductColumns products) {
        int groupCount = 0;
        for (int i = 0; i < products.count; i++) {
            groupCount += products.startsGroup(i) ? 1 : 0;
        }
        int[] ids = table(products.count);
        int[] groups = table(groupCount);
        for (int i = 0; i < products.count; i++) {
            long at = products.textsAt[i];
            put(ids, hash(products.shopPlaces[i], products.texts.text(at, ProductColumns.ID)), i);
            String group = products.startsGroup(i) ? products.texts.text(at, ProductColumns.GROUP) : "";
            if (!group.isEmpty()) {
                put(groups, hash(products.shopPlaces[i], group), i);
            }
        }
        return new NameTable(ids, groups);
    }

    int find(ProductColumns products, int shop, String idOrGroup) {
        int hash = hash(shop, idOrGroup);
        for (int at = hash & ids.length - 1; ids[at] >= 0; at = at + 1 & ids.length - 1) {
            int product = ids[at];
            if (products.shopPlaces[product] == shop && products.texts.firstIs(products.textsAt[product], idOrGroup)) {
                return product;
            }
        }
        for (int at = hash & groups.length - 1; groups[at] >= 0; at = at + 1 & groups.length - 1) {
            int product = groups[at];
            if (products.shopPlaces[product] == shop
                    && products.texts.text(products.textsAt[product], ProductColumns.GROUP).equals(idOrGroup)) {
                return product;
            }
        }
        return CatalogueIndex.NONE;
    }

    /** At most two thirds full. */
    private static int[] table(int count) {
        int[] table = new int[Integer.highestOneBit(Math.max(1, count + (count >> 1))) << 1];
        Arrays.fill(table, -1);
        return table;
    }

    private static void put(int[] table, int hash, int product) {
        int at = hash & table.length - 1;
        while (table[at] >= 0) {
            at = at + 1 & table.length - 1;
        }
        table[at] = product;
    }

    /** Not String.hashCode, for which a feed could be filled with names that all have the same. */
    private static int hash(int shop, String name) {
        long hash = MatchKeys.mix(shop);
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * MatchKeys.FNV_PRIME;
        }
        return (int) MatchKeys.mix(hash);
    }

    long bytes() {
        return 4L * (ids.length + groups.length);
    }
}
