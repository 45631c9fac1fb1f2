package centuple.catalogue;

import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds an index from products that come shop by shop, the products of a group one after the other. Not thread-safe,
 * and for one index only.
 */
public final class CatalogueIndexBuilder {
    final ProductColumns products = new ProductColumns();
    final ShopColumns shops = new ShopColumns();
    final List<ProductPair> pairs = new ArrayList<>();

    private @Nullable ShopId shop;
    private int shopPlace = -1;
    private String group = "";
    private int groupSize;

    /**
     * Adds the next product.
     *
     * @throws IllegalArgumentException when other shops came between it and the last one of its shop
     */
    public void add(Product product) {
        boolean sameShop = product.shop().equals(shop);
        if (!sameShop) {
            shop = product.shop();
            shopPlace = shops.add(product.shop());
            products.nextShop();
        }
        String itsGroup = product.variant().group();
        boolean sameGroup = sameShop && !itsGroup.isEmpty() && itsGroup.equals(group)
                && groupSize < ProductColumns.GROUP_MAX;
        groupSize = sameGroup ? groupSize + 1 : 1;
        group = itsGroup;
        products.add(product, shopPlace, !sameGroup);
    }

    /** Adds a pair; it counts where both products are in the index. */
    public void add(ProductPair pair) {
        pairs.add(pair);
    }

    /** Ends the building. */
    public CatalogueIndex build(long version) {
        products.finish();
        return new CatalogueIndex(version, this);
    }
}
