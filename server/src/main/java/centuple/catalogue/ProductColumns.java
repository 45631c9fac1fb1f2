package centuple.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Products by number, column by column. Filled by one thread, then read by any. */
final class ProductColumns {
    /** Products one index can hold. */
    static final int COUNT_MAX = 50_000_000;
    /** Products of one group; further ones begin another group, so that looking through one is quick. */
    static final int GROUP_MAX = 256;
    /** Sets of countries that one shop may bring; products with further ones are delivered nowhere. */
    static final int DELIVERIES_PER_SHOP_MAX = 1_000;

    static final int ID = 0;
    static final int TITLE = 1;
    static final int URL = 2;
    /** The group's name, with the first product of the group only. */
    static final int GROUP = 3;

    int count;
    int[] shopPlaces = {};
    long[] gtins = {};
    long[] brandMpns = {};
    int[] categories = {};
    int[] sizes = {};
    int[] deliveries = {};
    long[] textsAt = {};
    private long[] inStock = {};
    private long[] groupStarts = {};
    final TextStore texts = new TextStore();
    final Dictionary categoryNames = new Dictionary();
    final Dictionary sizeNames = new Dictionary();
    private final List<CountrySet> countries = new ArrayList<>(List.of(CountrySet.NONE));
    private final Map<CountrySet, Integer> countryNumbers = new HashMap<>(Map.of(CountrySet.NONE, 0));
    private int newDeliveries;

    void nextShop() {
        categoryNames.nextShop();
        sizeNames.nextShop();
        newDeliveries = 0;
    }

    void add(Product product, int shopPlace, boolean startsGroup) {
        if (count == COUNT_MAX) {
            throw new IllegalStateException("more than " + COUNT_MAX + " products");
        }
        if (count == shopPlaces.length) {
            resize(Math.max(1_024, count + (count >> 1)));
        }
        Product.Variant variant = product.variant();
        shopPlaces[count] = shopPlace;
        gtins[count] = product.identity().gtin();
        brandMpns[count] = MatchKeys.brandMpn(product.identity().brand(), product.identity().mpn());
        categories[count] = categoryNames.intern(variant.category());
        sizes[count] = sizeNames.intern(variant.size());
        deliveries[count] = delivery(product.supply().deliversTo());
        textsAt[count] = texts.add(product.id(), product.page().title(), product.page().url(),
                startsGroup ? variant.group() : "");
        set(inStock, count, product.supply().inStock());
        set(groupStarts, count, startsGroup);
        count++;
    }

    void finish() {
        resize(count);
        texts.finish();
    }

    private void resize(int length) {
        shopPlaces = Arrays.copyOf(shopPlaces, length);
        gtins = Arrays.copyOf(gtins, length);
        brandMpns = Arrays.copyOf(brandMpns, length);
        categories = Arrays.copyOf(categories, length);
        sizes = Arrays.copyOf(sizes, length);
        deliveries = Arrays.copyOf(deliveries, length);
        textsAt = Arrays.copyOf(textsAt, length);
        inStock = Arrays.copyOf(inStock, (length + 63) / 64);
        groupStarts = Arrays.copyOf(groupStarts, (length + 63) / 64);
    }

    private int delivery(CountrySet set) {
        Integer known = countryNumbers.get(set);
        if (known != null) {
            return known;
        }
        if (newDeliveries == DELIVERIES_PER_SHOP_MAX) {
            return 0;
        }
        newDeliveries++;
        countryNumbers.put(set, countries.size());
        countries.add(set);
        return countries.size() - 1;
    }

    private static void set(long[] bits, int at, boolean value) {
        if (value) {
            bits[at >> 6] |= 1L << at;
        }
    }

    boolean isInStock(int product) {
        return (inStock[product >> 6] & 1L << product) != 0;
    }

    boolean isDelivered(int product, int country) {
        return reaches(deliveries[product], country);
    }

    /** Whether a set of countries, by its number, has that one. */
    boolean reaches(int delivery, int country) {
        return country == Wanted.ANY || countries.get(delivery).contains(country);
    }

    /** In stock and delivered there. */
    boolean isAvailable(int product, int country) {
        return isInStock(product) && isDelivered(product, country);
    }

    /** An available product of the same group in that size, the product itself first; {@link CatalogueIndex#NONE}. */
    int sibling(int product, int size, int country) {
        if (sizes[product] == size && isAvailable(product, country)) {
            return product;
        }
        int end = groupEnd(product);
        for (int other = groupStart(product); other < end; other++) {
            if (sizes[other] == size && isAvailable(other, country)) {
                return other;
            }
        }
        return CatalogueIndex.NONE;
    }

    boolean startsGroup(int product) {
        return (groupStarts[product >> 6] & 1L << product) != 0;
    }

    int groupStart(int product) {
        int start = product;
        while (!startsGroup(start)) {
            start--;
        }
        return start;
    }

    int groupEnd(int product) {
        int end = product + 1;
        while (end < count && !startsGroup(end)) {
            end++;
        }
        return end;
    }

    long bytes() {
        return 4L * (shopPlaces.length + categories.length + sizes.length + deliveries.length)
                + 8L * (gtins.length + brandMpns.length + textsAt.length + inStock.length + groupStarts.length)
                + texts.bytes();
    }
}
