package centuple.catalogue;

import centuple.shop.ShopId;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The rules of matching as they are told to shop owners, by looking at every product each time. */
final class NaiveCatalogue {
    private final List<Product> products;
    private final List<ProductPair> pairs;

    NaiveCatalogue(List<Product> products, List<ProductPair> pairs) {
        this.products = products;
        this.pairs = pairs;
    }

    /** A product of a shop and why it was found. */
    record Found(Product product, MatchReason reason) {
    }

    List<Product> groupOf(Product product) {
        String group = product.variant().group();
        return group.isEmpty()
                ? List.of(product)
                : products.stream().filter(p -> p.shop().equals(product.shop()) && p.variant().group().equals(group))
                        .toList();
    }

    boolean serves(Product product, String size, String country) {
        return size.isEmpty()
                ? available(product, country)
                : groupOf(product).stream().anyMatch(p -> p.variant().size().equals(size) && available(p, country));
    }

    /** All that may be found in the shops, by shop; of a category more than one may be. */
    Map<ShopId, List<Found>> match(Product wanted, String askedSize, String country, Set<ShopId> shops) {
        String size = askedSize.isEmpty() ? wanted.variant().size() : askedSize;
        Map<ShopId, List<Found>> found = new TreeMap<>(Comparator.comparingInt(ShopId::value));
        for (ShopId shop : shops) {
            List<Found> ofShop = Stream.<List<Found>>of(
                    byKey(wanted, size, country, shop, MatchReason.GTIN),
                    byKey(wanted, size, country, shop, MatchReason.BRAND_MPN),
                    byCategory(wanted.variant().category(), size, country, shop),
                    byPair(wanted, size, country, shop)).filter(list -> !list.isEmpty()).findFirst().orElse(List.of());
            if (!ofShop.isEmpty()) {
                found.put(shop, ofShop);
            }
        }
        return found;
    }

    List<Found> byCategory(String category, String size, String country, ShopId shop) {
        return category.isEmpty()
                ? List.of()
                : products.stream().filter(p -> p.shop().equals(shop) && p.variant().category().equals(category)
                        && (size.isEmpty() || p.variant().size().equals(size)) && available(p, country))
                        .map(p -> new Found(p, MatchReason.CATEGORY)).toList();
    }

    private List<Found> byKey(Product wanted, String size, String country, ShopId shop, MatchReason reason) {
        List<Product> variants = new ArrayList<>();
        if (!size.equals(wanted.variant().size())) {
            groupOf(wanted).stream().filter(p -> p.variant().size().equals(size)).forEach(variants::add);
        }
        variants.add(wanted);
        for (Product variant : variants) {
            boolean exact = variant.variant().size().equals(size);
            Predicate<Product> same = p -> p.shop().equals(shop) && key(p, reason) != 0
                    && key(p, reason) == key(variant, reason);
            List<Product> inOrder = Stream.concat(products.stream().filter(same).filter(p -> p.supply().inStock()),
                    products.stream().filter(same).filter(p -> !p.supply().inStock())).toList();
            for (Product candidate : inOrder) {
                List<Found> found = fitting(candidate, size, exact, country, reason);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return List.of();
    }

    private List<Found> byPair(Product wanted, String size, String country, ShopId shop) {
        for (ProductPair pair : pairs) {
            if (pair.giver().equals(wanted.shop()) && pair.product().equals(wanted.id())
                    && pair.receiver().equals(shop)) {
                List<Found> found = products.stream()
                        .filter(p -> p.shop().equals(shop) && p.id().equals(pair.standIn()))
                        .flatMap(p -> fitting(p, size, true, country, MatchReason.CURATED).stream()).toList();
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return List.of();
    }

    private List<Found> fitting(Product candidate, String size, boolean sizelessFits, String country,
            MatchReason reason) {
        if (size.isEmpty() || sizelessFits && candidate.variant().size().isEmpty()) {
            return available(candidate, country) ? List.of(new Found(candidate, reason)) : List.of();
        }
        return Stream.concat(Stream.of(candidate), groupOf(candidate).stream())
                .filter(p -> p.variant().size().equals(size) && available(p, country)).limit(1)
                .map(p -> new Found(p, reason)).toList();
    }

    private static long key(Product product, MatchReason reason) {
        return reason == MatchReason.GTIN
                ? product.identity().gtin()
                : MatchKeys.brandMpn(product.identity().brand(), product.identity().mpn());
    }

    private static boolean available(Product product, String country) {
        return product.supply().inStock()
                && (country.isEmpty() || product.supply().deliversTo().contains(CountrySet.code(country)));
    }
}
