package centuple.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.shop.ShopId;
import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** The index answers as the plain rules do, on catalogues made by chance. */
class CatalogueTwinTest {
    private static final int CATALOGUES = 150;
    private static final int QUESTIONS = 60;

    private final Matches matches = new Matches();

    @Test
    void findsWhatThePlainRulesFind() {
        int found = 0;
        int[] byReason = new int[MatchReason.values().length];
        for (int n = 0; n < CATALOGUES; n++) {
            Seed seed = Seed.fresh();
            SplittableRandom random = seed.random();
            List<Product> products = Products.random(random, 10 + random.nextInt(150));
            List<ProductPair> pairs = pairs(random, products);
            CatalogueIndex index = Products.index(products, pairs.toArray(ProductPair[]::new));
            NaiveCatalogue naive = new NaiveCatalogue(products, pairs);
            for (int question = 0; question < QUESTIONS; question++) {
                found += ask(random, seed, products, index, naive, byReason);
            }
        }
        assertThat(found).as("matches compared").isGreaterThan(10_000);
        assertThat(Arrays.stream(byReason).boxed()).as("matches of each reason").allMatch(count -> count > 100);
    }

    private int ask(SplittableRandom random, Seed seed, List<Product> products, CatalogueIndex index,
            NaiveCatalogue naive, int[] byReason) {
        Product wanted = products.get(random.nextInt(products.size()));
        String size = random.nextInt(2) == 0 ? "" : Integer.toString(40 + random.nextInt(4));
        String country = random.nextInt(3) == 0 ? "" : random.nextInt(2) == 0 ? "BE" : "FR";
        Set<ShopId> shops = new HashSet<>();
        for (int shop = 1; shop <= 9; shop++) {
            if (shop != wanted.shop().value() && random.nextInt(4) > 0) {
                shops.add(new ShopId(shop));
            }
        }
        int product = index.find(wanted.shop(), wanted.id());
        int code = country.isEmpty() ? Wanted.ANY : CountrySet.code(country);
        String about = wanted + " size " + size + " in " + country + ", " + seed;
        assertThat(index.idOf(product)).as(about).isEqualTo(wanted.id());
        assertThat(index.serves(product, index.size(size), code)).as(about)
                .isEqualTo(naive.serves(wanted, size, country));
        index.match(new Wanted(product, 0, index.size(size), code, random.nextInt()), index.shops(shops), matches);
        Map<ShopId, NaiveCatalogue.Found> found = new HashMap<>();
        for (int i = 0; i < matches.count(); i++) {
            int stands = matches.product(i);
            Product standIn = products.stream().filter(p -> p.id().equals(index.idOf(stands))).findFirst()
                    .orElseThrow();
            assertThat(index.urlOf(stands)).isEqualTo(standIn.page().url());
            assertThat(found.put(index.shopOf(stands), new NaiveCatalogue.Found(standIn, matches.reason(i)))).as(about)
                    .isNull();
            byReason[matches.reason(i).ordinal()]++;
        }
        Map<ShopId, List<NaiveCatalogue.Found>> expected = naive.match(wanted, size, country, shops);
        assertThat(found.keySet()).as(about).isEqualTo(expected.keySet());
        found.forEach((shop, one) -> assertThat(expected.get(shop)).as(about).contains(one));
        return found.size();
    }

    private static List<ProductPair> pairs(SplittableRandom random, List<Product> products) {
        List<ProductPair> pairs = new ArrayList<>();
        for (int i = 0; i < products.size() * 3; i++) {
            Product one = products.get(random.nextInt(products.size()));
            Product other = products.get(random.nextInt(products.size()));
            pairs.add(new ProductPair(one.shop(), one.id(), other.shop(), other.id()));
        }
        return pairs;
    }
}
