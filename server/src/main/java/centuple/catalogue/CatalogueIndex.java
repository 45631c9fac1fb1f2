package centuple.catalogue;

import centuple.shop.ShopId;

import java.util.Collection;

/**
 * All products of the exchange as the decision needs them: which product is whose, what a shop cannot serve, and what
 * stands for it elsewhere. Primitive arrays, no object per product; asking with numbers allocates nothing. Products
 * have numbers from 0, valid for this index only. Immutable, so safe for any number of threads; it is swapped whole.
 */
public final class CatalogueIndex {
    /** No product, no category. */
    public static final int NONE = -1;
    /** The index of an exchange without feeds. */
    public static final CatalogueIndex EMPTY = new CatalogueIndexBuilder().build(0);

    private final long version;
    private final ProductColumns products;
    private final ShopColumns shops;
    private final NameTable names;
    private final KeyOrder gtins;
    private final KeyOrder brandMpns;
    private final CategoryRuns categories;
    private final PairColumns pairs;

    CatalogueIndex(long version, CatalogueIndexBuilder from) {
        this.version = version;
        this.products = from.products;
        this.shops = from.shops;
        this.names = NameTable.of(products);
        this.gtins = KeyOrder.of(products, products.gtins);
        this.brandMpns = KeyOrder.of(products, products.brandMpns);
        this.categories = CategoryRuns.of(products);
        this.pairs = PairColumns.of(from.pairs, this);
    }

    /** The version of the catalogue it was made from. */
    public long version() {
        return version;
    }

    /** How many products it has. */
    public int size() {
        return products.count;
    }

    /** How many shops have products in it. */
    public int shopCount() {
        return shops.count();
    }

    /** Bytes of its arrays. */
    public long bytes() {
        return products.bytes() + names.bytes() + gtins.bytes() + brandMpns.bytes() + categories.bytes()
                + pairs.bytes();
    }

    /** The product of that id, else the first of the group of that name; {@link #NONE} where the shop has neither. */
    public int find(ShopId shop, String idOrGroup) {
        int place = shops.place(shop);
        return place < 0 ? NONE : names.find(products, place, idOrGroup);
    }

    /** The shop's first product of that GTIN, one in stock before others; {@link #NONE} where it has none. */
    public int findGtin(ShopId shop, long gtin) {
        int place = shops.place(shop);
        return place < 0 || gtin == Gtin.NONE ? NONE : gtins.firstOf(products, gtin, place);
    }

    /** The number of a category in the form of {@link MatchKeys#category}; {@link #NONE} where no product has it. */
    public int category(String category) {
        return products.categoryNames.find(category);
    }

    /** The number of a size in the form of {@link Sizes#normal}, for {@link Wanted}. */
    public int size(String size) {
        int number = products.sizeNames.find(size);
        return size.isEmpty() ? Wanted.ANY : number < 0 ? Wanted.UNKNOWN_SIZE : number;
    }

    /** These shops, for asking {@link #match}; those without products are left out. */
    public ShopSet shops(Collection<ShopId> of) {
        long[] bits = new long[(shops.count() + 63) / 64];
        for (ShopId shop : of) {
            int place = shops.place(shop);
            if (place >= 0) {
                bits[place >> 6] |= 1L << place;
            }
        }
        return new ShopSet(this, bits);
    }

    /** Whose product it is. */
    public ShopId shopOf(int product) {
        return shops.at(products.shopPlaces[product]);
    }

    /** Its name in its shop's feed. */
    public String idOf(int product) {
        return products.texts.text(products.textsAt[product], ProductColumns.ID);
    }

    /** Its title. */
    public String titleOf(int product) {
        return products.texts.text(products.textsAt[product], ProductColumns.TITLE);
    }

    /** Its page. */
    public String urlOf(int product) {
        return products.texts.text(products.textsAt[product], ProductColumns.URL);
    }

    /** The number of its category; {@link #NONE} for none. */
    public int categoryOf(int product) {
        return products.categories[product];
    }

    /** A category's name. */
    public String categoryName(int category) {
        return products.categoryNames.text(category);
    }

    /** Its size in the one form; empty for none. */
    public String sizeOf(int product) {
        return products.sizeNames.text(products.sizes[product]);
    }

    /** Whether its feed says that it can be sent now. */
    public boolean isInStock(int product) {
        return products.isInStock(product);
    }

    /** Whether it is sent to a country; {@link Wanted#ANY} is true. */
    public boolean isDelivered(int product, int country) {
        return products.isDelivered(product, country);
    }

    /**
     * Whether the product's own shop can serve the wish by its feed: this product, or where a size is named another of
     * its group in that size, is in stock and delivered there.
     */
    public boolean serves(int product, int size, int country) {
        if (size == Wanted.ANY) {
            return products.isAvailable(product, country);
        }
        return products.sibling(product, size, country) != NONE;
    }

    /** Whether a shop has anything of a category in stock, in that size, delivered there. */
    public boolean sells(ShopId shop, int category, int size, int country) {
        int place = shops.place(shop);
        return place >= 0 && categories.sells(products, place, category, size, country);
    }

    /**
     * Finds for each of these shops the product that stands best for what is wanted: in stock, in the wanted size,
     * delivered there. In the order of {@link MatchReason}, within a reason by shop.
     *
     * @param from the shops that may have a match, by {@link #shops} of this index; without the giver
     * @param into is emptied and filled
     */
    public void match(Wanted wanted, ShopSet from, Matches into) {
        if (!from.isOf(this)) {
            throw new IllegalArgumentException("the set of shops is of another index");
        }
        into.clear(shops.count());
        int product = wanted.product();
        int own = product == NONE ? Wanted.ANY : products.sizes[product];
        int size = wanted.size() == Wanted.ANY ? own : wanted.size();
        if (product != NONE) {
            matchKeys(gtins, MatchReason.GTIN, wanted, size, from, into);
            matchKeys(brandMpns, MatchReason.BRAND_MPN, wanted, size, from, into);
        }
        int category = product == NONE ? wanted.category() : products.categories[product];
        categories.match(products, category, size, wanted, from, into);
        if (product != NONE) {
            pairs.match(products, size, wanted, from, into);
        }
    }

    /** First by the variants of the model that have the wanted size, then by the product that was looked at. */
    private void matchKeys(KeyOrder keys, MatchReason reason, Wanted wanted, int size, ShopSet from, Matches into) {
        int product = wanted.product();
        if (size != products.sizes[product] && size >= 0) {
            int end = products.groupEnd(product);
            for (int variant = products.groupStart(product); variant < end; variant++) {
                if (products.sizes[variant] == size) {
                    keys.match(products, variant, size, reason, wanted, from, into);
                }
            }
        }
        keys.match(products, product, size, reason, wanted, from, into);
    }
}
