package centuple.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.shop.ShopId;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class CatalogueIndexTest {
    private static final ShopId ANNE = new ShopId(1);
    private static final ShopId BELA = new ShopId(2);
    private static final long SHOE_41 = 4006381333931L;
    private static final long SHOE_42 = 9783161484100L;

    private final Matches matches = new Matches();

    @Test
    void theSameTradeItemComesBeforeAllElse() {
        Product wanted = Products.of(Products.of(1, "a", SHOE_42, "shoes", "42"), "Acme", "S-1");
        CatalogueIndex index = Products.index(List.of(wanted,
                Products.of(2, "category", 0, "shoes", "42"),
                Products.of(Products.of(2, "part", 0, "boots", "42"), "ACME", "s1"),
                Products.of(2, "same", SHOE_42, "other", "42")));
        assertThat(ask(index, "a", "", "FR")).containsExactly("same GTIN");
    }

    @Test
    void thePartNumberComesBeforeTheCategoryAndThePairLast() {
        Product wanted = Products.of(Products.of(1, "a", SHOE_42, "shoes", "42"), "Acme", "S-1");
        Product part = Products.of(Products.of(2, "part", 0, "boots", "42"), "ACME", "s1");
        Product category = Products.of(2, "category", 0, "shoes", "42");
        Product chosen = Products.of(2, "chosen", 0, "hats", "");
        ProductPair pair = new ProductPair(ANNE, "a", BELA, "chosen");
        assertThat(ask(Products.index(List.of(wanted, part, category, chosen), pair), "a", "", "FR"))
                .containsExactly("part BRAND_MPN");
        assertThat(ask(Products.index(List.of(wanted, category, chosen), pair), "a", "", "FR"))
                .containsExactly("category CATEGORY");
        assertThat(ask(Products.index(List.of(wanted, chosen), pair), "a", "", "FR"))
                .containsExactly("chosen CURATED");
        assertThat(ask(Products.index(List.of(wanted, chosen)), "a", "", "FR")).isEmpty();
    }

    @Test
    void anotherSizeIsFoundByTheGtinOfTheModelOrOfTheVariant() {
        List<Product> own = List.of(Products.inGroup(Products.of(1, "a41", SHOE_41, "", "41"), "a"),
                Products.soldOut(Products.inGroup(Products.of(1, "a42", SHOE_42, "", "42"), "a")));
        CatalogueIndex byVariant = Products.index(with(own, Products.of(2, "b42", SHOE_42, "", "")));
        assertThat(ask(byVariant, "a41", "42", "FR")).as("its GTIN says the size").containsExactly("b42 GTIN");
        CatalogueIndex byModel = Products.index(with(own,
                Products.inGroup(Products.soldOut(Products.of(2, "b41", SHOE_41, "", "41")), "b"),
                Products.inGroup(Products.of(2, "b42", 0, "", "42"), "b")));
        assertThat(ask(byModel, "a41", "42", "FR")).as("the model is the same").containsExactly("b42 GTIN");
        assertThat(ask(byModel, "a41", "43", "FR")).as("nobody has it").isEmpty();
        assertThat(ask(byModel, "a41", "", "FR")).as("sold out there too").isEmpty();
    }

    @Test
    void onlyWhatIsInStockAndDelivered() {
        Product wanted = Products.of(1, "a", SHOE_42, "shoes", "");
        CatalogueIndex index = Products.index(List.of(wanted, Products.soldOut(Products.of(2, "b", SHOE_42, "shoes",
                "")), Products.of(3, "c", SHOE_42, "shoes", "")));
        assertThat(ask(index, "a", "", "FR")).containsExactly("c GTIN");
        assertThat(ask(index, "a", "", "BE")).isEmpty();
        assertThat(ask(index, "a", "", "")).containsExactly("c GTIN");
    }

    @Test
    void tellsWhatAShopServesItself() {
        CatalogueIndex index = Products.index(List.of(
                Products.inGroup(Products.of(1, "a41", SHOE_41, "shoes", "41"), "a"),
                Products.soldOut(Products.inGroup(Products.of(1, "a42", SHOE_42, "shoes", "42"), "a"))));
        int france = CountrySet.code("FR");
        int product = index.find(ANNE, "a42");
        assertThat(index.serves(product, Wanted.ANY, france)).isFalse();
        assertThat(index.serves(product, index.size("41"), france)).isTrue();
        assertThat(index.serves(product, index.size("42"), france)).isFalse();
        assertThat(index.serves(product, index.size("41"), CountrySet.code("BE"))).isFalse();
        assertThat(index.find(ANNE, "a")).as("the group by its name").isEqualTo(index.find(ANNE, "a41"));
        assertThat(index.find(BELA, "a42")).isEqualTo(CatalogueIndex.NONE);
        assertThat(index.findGtin(ANNE, SHOE_42)).isEqualTo(product);
        assertThat(index.findGtin(BELA, SHOE_42)).isEqualTo(CatalogueIndex.NONE);
        int shoes = index.category("shoes");
        assertThat(index.sells(ANNE, shoes, index.size("41"), france)).isTrue();
        assertThat(index.sells(ANNE, shoes, index.size("42"), france)).isFalse();
        assertThat(index.sells(BELA, shoes, Wanted.ANY, france)).isFalse();
    }

    @Test
    void aCategoryAloneCanBeAskedForAndTheSpreadTurnsThroughIt() {
        List<Product> products = new ArrayList<>(List.of(Products.of(1, "a", 0, "hats", "")));
        for (int i = 0; i < 10; i++) {
            products.add(Products.of(2, "b" + i, 0, "shoes", i % 2 == 0 ? "41" : "42"));
        }
        CatalogueIndex index = Products.index(products);
        java.util.Set<String> found = new java.util.TreeSet<>();
        for (int spread = 0; spread < 200; spread++) {
            index.match(new Wanted(CatalogueIndex.NONE, index.category("shoes"), index.size("42"), Wanted.ANY, spread),
                    index.shops(List.of(BELA)), matches);
            assertThat(matches.count()).isOne();
            found.add(index.idOf(matches.product(0)));
        }
        assertThat(found).containsExactly("b1", "b3", "b5", "b7", "b9");
    }

    @Test
    void aKeyThatNamesEverythingCountsForFewProducts() {
        List<Product> products = new ArrayList<>(List.of(Products.of(1, "a", SHOE_42, "", "42")));
        for (int i = 0; i < 1_000; i++) {
            products.add(Products.of(2, "b" + i, SHOE_42, "", i == 999 ? "42" : "41"));
        }
        assertThat(ask(Products.index(products), "a", "", "FR")).isEmpty();
    }

    @Test
    void oneShopCannotFillTheMemoryWithNames() {
        List<Product> products = new ArrayList<>();
        for (int i = 0; i < Dictionary.NEW_PER_SHOP_MAX + 10; i++) {
            products.add(Products.of(1, "a" + i, 0, "category " + i, ""));
        }
        products.add(Products.of(2, "b", 0, "another", ""));
        CatalogueIndex index = Products.index(products);
        assertThat(index.category("category 0")).isZero();
        assertThat(index.category("category " + Dictionary.NEW_PER_SHOP_MAX)).isEqualTo(CatalogueIndex.NONE);
        assertThat(index.category("another")).isPositive();
    }

    @Test
    void productsComeShopByShop() {
        assertThatThrownBy(() -> Products.index(List.of(Products.of(1, "a", 0, "", ""), Products.of(2, "b", 0, "", ""),
                Products.of(1, "c", 0, "", "")))).isInstanceOf(IllegalArgumentException.class);
        CatalogueIndex one = Products.index(List.of(Products.of(1, "a", 0, "", "")));
        assertThatThrownBy(() -> one.match(new Wanted(0, 0, -1, -1, 0), CatalogueIndex.EMPTY.shops(List.of()),
                matches)).isInstanceOf(IllegalArgumentException.class);
        assertThat(CatalogueIndex.EMPTY.size()).isZero();
        assertThat(CatalogueIndex.EMPTY.find(ANNE, "a")).isEqualTo(CatalogueIndex.NONE);
    }

    private List<String> ask(CatalogueIndex index, String product, String size, String country) {
        int code = country.isEmpty() ? Wanted.ANY : CountrySet.code(country);
        index.match(new Wanted(index.find(ANNE, product), CatalogueIndex.NONE, index.size(size), code, 0),
                index.shops(List.of(BELA, new ShopId(3), new ShopId(99))), matches);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < matches.count(); i++) {
            found.add(index.idOf(matches.product(i)) + " " + matches.reason(i));
        }
        return found;
    }

    private static List<Product> with(List<Product> products, Product... more) {
        List<Product> all = new ArrayList<>(products);
        all.addAll(List.of(more));
        return all;
    }
}
