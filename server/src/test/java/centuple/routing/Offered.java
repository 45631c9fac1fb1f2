package centuple.routing;

import centuple.catalogue.CatalogueIndex;
import centuple.catalogue.CatalogueIndexBuilder;
import centuple.catalogue.CountrySet;
import centuple.catalogue.Product;
import centuple.shop.ShopId;

import java.util.List;

/** Products of shops for tests of routing. */
public final class Offered {
    public static final long SHOE = 9783161484100L;

    private Offered() {
    }

    /** A shoe of size 42 in stock or not, delivered to France. */
    public static Product shoe(ShopId shop, String host, boolean inStock) {
        return product(shop, "https://" + host + "/shop/shoe", SHOE, "shoes", inStock);
    }

    /** Any product, its name in the feed being the end of its address. */
    public static Product product(ShopId shop, String url, long gtin, String category, boolean inStock) {
        String id = url.substring(url.lastIndexOf('/') + 1);
        return new Product(shop, id, new Product.Identity(gtin, "", ""), new Product.Variant("", category, "42"),
                new Product.Page("Title of " + id, url),
                new Product.Supply(inStock, CountrySet.of(List.of("FR"))));
    }

    public static CatalogueIndex index(Product... products) {
        CatalogueIndexBuilder builder = new CatalogueIndexBuilder();
        List.of(products).forEach(builder::add);
        return builder.build(1);
    }
}
