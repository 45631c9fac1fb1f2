package centuple.catalogue;

import centuple.shop.ShopId;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Products for tests: made by hand, one word after the other, or by chance from few values, so that much matches. */
public final class Products {
    public static final CountrySet FRANCE = CountrySet.of(List.of("FR"));
    public static final CountrySet BOTH = CountrySet.of(List.of("FR", "BE"));
    private static final List<CountrySet> SETS = List.of(FRANCE, BOTH, CountrySet.EVERYWHERE, CountrySet.NONE);
    private static final List<String> SIZES = List.of("", "40", "41", "42");

    private Products() {
    }

    /** In stock, delivered to France, with a GTIN. */
    public static Product of(int shop, String id, long gtin, String category, String size) {
        return new Product(new ShopId(shop), id, new Product.Identity(gtin, "", ""),
                new Product.Variant("", category, size),
                new Product.Page("Title of " + id, "https://shop" + shop + ".example/" + id),
                new Product.Supply(true, FRANCE));
    }

    public static Product soldOut(Product product) {
        return new Product(product.shop(), product.id(), product.identity(), product.variant(), product.page(),
                new Product.Supply(false, product.supply().deliversTo()));
    }

    public static Product inGroup(Product product, String group) {
        return new Product(product.shop(), product.id(), product.identity(),
                new Product.Variant(group, product.variant().category(), product.variant().size()), product.page(),
                product.supply());
    }

    public static Product of(Product product, String brand, String mpn) {
        return new Product(product.shop(), product.id(),
                new Product.Identity(product.identity().gtin(), brand, mpn), product.variant(), product.page(),
                product.supply());
    }

    public static CatalogueIndex index(List<Product> products, ProductPair... pairs) {
        CatalogueIndexBuilder builder = new CatalogueIndexBuilder();
        products.forEach(builder::add);
        List.of(pairs).forEach(builder::add);
        return builder.build(1);
    }

    /** Few shops with few GTINs, groups, sizes and categories, in the order in which an index takes them. */
    public static List<Product> random(RandomGenerator random, int count) {
        List<Product> products = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String group = random.nextInt(3) == 0 ? "" : "g" + random.nextInt(Math.max(1, count / 20));
            products.add(new Product(new ShopId(1 + random.nextInt(8)), "é" + i,
                    new Product.Identity(random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(count / 4 + 1),
                            "b" + random.nextInt(3), random.nextInt(2) == 0 ? "" : "m" + random.nextInt(count / 4 + 1)),
                    new Product.Variant(group, random.nextInt(4) == 0 ? "" : "c" + random.nextInt(5),
                            SIZES.get(random.nextInt(SIZES.size()))),
                    new Product.Page("t" + i, "https://s.example/" + i),
                    new Product.Supply(random.nextInt(3) > 0, SETS.get(random.nextInt(SETS.size())))));
        }
        products.sort(Comparator.comparingInt((Product p) -> p.shop().value()).thenComparing(p -> p.variant().group()));
        return products;
    }
}
