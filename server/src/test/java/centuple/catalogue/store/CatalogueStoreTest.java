package centuple.catalogue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.catalogue.CatalogueIndex;
import centuple.catalogue.CountrySet;
import centuple.catalogue.Product;
import centuple.catalogue.ProductPair;
import centuple.catalogue.Products;
import centuple.catalogue.feed.FeedField;
import centuple.catalogue.feed.FeedKind;
import centuple.catalogue.feed.FeedReport;
import centuple.catalogue.feed.FeedSettings;
import centuple.catalogue.feed.RowFault;
import centuple.catalogue.file.FeedSource;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import centuple.testkit.Seed;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;

class CatalogueStoreTest {
    private static final ShopId ANNE = new ShopId(1);
    private static final ShopId BELA = new ShopId(2);
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final FeedSettings SETTINGS = new FeedSettings(FeedKind.CSV, "https://anne.example/feed.csv",
            CountrySet.of(List.of("FR", "BE")), Duration.ofHours(4), new FeedSettings.Table(';', "windows-1252",
                    Map.of(FeedField.ID, "sku", FeedField.TITLE, "name", FeedField.LINK, "url")));

    private final TestDatabase db = TestDatabase.fresh();

    @BeforeEach
    void shops() {
        db.database().inTransaction(c -> {
            for (int shop = 1; shop <= 3; shop++) {
                Sql.update(c, "insert into shop (id, name, currency, created_at) values (?, 'Shop', 'EUR', ?)", shop,
                        NOW);
                new SqlFeeds(c).put(new ShopId(shop), SETTINGS, NOW);
            }
            return null;
        });
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void everyTextComesBackAsItWas() {
        Product odd = new Product(ANNE, "a\\b\té", new Product.Identity(4006381333931L, "O'Neill \\N", "\\."),
                new Product.Variant("g\\", "a > b", "42"), new Product.Page("\"T\" \\t \ud83d\ude00", "https://a/\\"),
                new Product.Supply(false, CountrySet.EVERYWHERE));
        assertThat(replace(ANNE, List.of(odd))).isEqualTo(new ProductImport.Merged(1, 1, 0, 0));
        CatalogueIndex index = load();
        int product = index.find(ANNE, odd.id());
        assertThat(index.titleOf(product)).isEqualTo(odd.page().title());
        assertThat(index.urlOf(product)).isEqualTo(odd.page().url());
        assertThat(index.isInStock(product)).isFalse();
        assertThat(index.isDelivered(product, CountrySet.code("JP"))).isTrue();
        assertThat(index.findGtin(ANNE, 4006381333931L)).isEqualTo(product);
        assertThat(index.find(ANNE, "g\\")).isEqualTo(product);
    }

    /** Whatever copies follow each other: what is stored is the last one, and only differences were written. */
    @Test
    void eachCopyTakesThePlaceOfTheOneBefore() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        List<Product> before = List.of();
        for (int copy = 0; copy < 12; copy++) {
            List<Product> next = new ArrayList<>();
            for (Product product : before) {
                int luck = random.nextInt(10);
                if (luck == 0) {
                    next.add(Products.of(1, product.id(), random.nextLong(1, 1_000), "changed", ""));
                } else if (luck > 1) {
                    next.add(product);
                }
            }
            for (int i = random.nextInt(60); i > 0; i--) {
                next.add(Products.of(1, "new" + copy + "-" + i, random.nextLong(1, 1_000), "", "42"));
            }
            long version = version();
            ProductImport.Merged merged = replace(ANNE, next);
            List<Product> kept = next.stream().filter(before::contains).toList();
            TreeSet<String> ids = new TreeSet<>(before.stream().map(Product::id).toList());
            long changed = next.stream().filter(p -> ids.contains(p.id())).count() - kept.size();
            assertThat(merged.changed()).as("%s", seed).isEqualTo(changed);
            assertThat(merged.added()).as("%s", seed).isEqualTo(next.size() - kept.size() - changed);
            assertThat(merged.removed()).as("%s", seed).isEqualTo(before.size() - kept.size() - changed);
            assertThat(version() > version).as("%s", seed).isEqualTo(merged.isChange());
            CatalogueIndex index = load();
            assertThat(index.size()).as("%s", seed).isEqualTo(next.size());
            assertThat(next).as("%s", seed).allMatch(p -> index.findGtin(ANNE, p.identity().gtin()) >= 0
                    && index.find(ANNE, p.id()) >= 0);
            before = next;
        }
        assertThat(replace(ANNE, before).isChange()).as("the same again").isFalse();
    }

    @Test
    void aCopyThatIsGivenUpLeavesTheOneBefore() {
        replace(ANNE, List.of(Products.of(1, "a", 0, "", "")));
        assertThatThrownBy(() -> db.database().inTransaction(c -> {
            ProductImport copy = ProductImport.begin(c, ANNE);
            copy.add(Products.of(1, "b", 0, "", ""));
            copy.cancel();
            throw new IllegalStateException("given up");
        })).hasMessage("given up");
        assertThat(load().find(ANNE, "a")).isGreaterThanOrEqualTo(0);
        assertThat(load().find(ANNE, "b")).isEqualTo(CatalogueIndex.NONE);
        assertThat(replace(ANNE, List.of(Products.of(1, "c", 0, "", ""))).added()).isOne();
    }

    @Test
    void theIndexHasAllShopsAndPairsButNoStaleFeeds() {
        SplittableRandom random = new SplittableRandom(1);
        List<Product> products = Products.random(random, 300).stream().filter(p -> p.shop().value() <= 3).toList();
        for (int shop = 1; shop <= 3; shop++) {
            ShopId id = new ShopId(shop);
            replace(id, products.stream().filter(p -> p.shop().equals(id)).toList());
        }
        assertThat(load().size()).isEqualTo(products.size());
        assertThat(load().shopCount()).isEqualTo(3);
        settle(ANNE, NOW);
        settle(BELA, NOW.plus(Duration.ofDays(1)));
        Instant weekOld = NOW.plus(Duration.ofHours(1));
        assertThat(db.database().<List<ShopId>>inTransaction(c -> new SqlFeeds(c).markStale(weekOld)))
                .containsExactly(ANNE);
        assertThat(db.database().<List<ShopId>>inTransaction(c -> new SqlFeeds(c).markStale(weekOld))).isEmpty();
        assertThat(load().shopCount()).isEqualTo(2);
        settle(ANNE, NOW.plus(Duration.ofDays(2)));
        assertThat(load().shopCount()).as("good again").isEqualTo(3);
        assertThat(db.database().<Boolean>inTransaction(c -> new SqlFeeds(c).delete(BELA))).isTrue();
        assertThat(load().shopCount()).isEqualTo(2);
    }

    @Test
    void settingsAndReportComeBackAsTheyWere() {
        StoredFeed feed = db.database().<Optional<StoredFeed>>read(c -> new SqlFeeds(c).find(ANNE)).orElseThrow();
        assertThat(feed.settings()).isEqualTo(SETTINGS);
        FeedReport report = new FeedReport(10, 8, Map.of(RowFault.BAD_LINK, 2L),
                List.of(new FeedReport.Example(3, "x", RowFault.BAD_LINK, "why")));
        db.database().inTransaction(c -> {
            new SqlFeeds(c).report(ANNE, report);
            new SqlFeeds(c).put(ANNE, SETTINGS, NOW);
            return null;
        });
        assertThat(db.database().<Optional<FeedReport>>read(c -> new SqlFeeds(c).report(ANNE))).contains(report);
        assertThat(db.database().<Optional<FeedReport>>read(c -> new SqlFeeds(c).report(BELA))).isEmpty();
        assertThat(db.database().<Optional<StoredFeed>>read(c -> new SqlFeeds(c).find(ANNE)).orElseThrow().revision())
                .isGreaterThan(feed.revision());
    }

    @Test
    void aFeedIsHeldByOneServerAtATime() {
        elsewhere(BELA, "https://bela.example/feed.csv");
        FeedTurns.Claim first = claim(NOW).orElseThrow();
        FeedTurns.Claim second = claim(NOW).orElseThrow();
        assertThat(List.of(first.feed().shop(), second.feed().shop())).as("two feeds of one host").contains(BELA);
        assertThat(claim(NOW)).as("the third one is of a host from which one is fetched").isEmpty();
        assertThat(claim(NOW.plus(Duration.ofMinutes(31)))).as("its server died").isPresent();
        assertThat(db.database().<Optional<FeedTurns.Claim>>inTransaction(
                c -> new FeedTurns(c).hold(first, NOW.plus(Duration.ofHours(1))))).as("another server has it")
                .isEmpty();
        settle(ANNE, NOW);
        assertThat(db.database().<Optional<StoredFeed>>read(c -> new SqlFeeds(c).find(ANNE)).orElseThrow().state()
                .nextAt()).isEqualTo(NOW.plus(Duration.ofHours(4)));
    }

    @Test
    void whoTookLongWaitsBehindTheOthersAndIsHeldBack() {
        elsewhere(BELA, "https://bela.example/feed.csv");
        FeedTurns.Claim anne = claim(NOW).orElseThrow();
        ShopId slow = anne.feed().shop();
        assertThat(waiting(NOW)).isEqualTo(new FeedTurns.Waiting(2, NOW));
        db.database().inTransaction(c -> {
            new FeedTurns(c).end(anne, true, NOW.plus(Duration.ofMinutes(5)));
            new SqlFeeds(c).hurry(slow, NOW);
            return null;
        });
        FeedTurns.Claim other = claim(NOW).orElseThrow();
        assertThat(other.feed().shop()).isNotEqualTo(slow);
        assertThat(db.database().<Optional<StoredFeed>>read(c -> new SqlFeeds(c).find(slow)).orElseThrow().state()
                .nextAt()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    void pairsArePagedAndCounted() {
        ProductPair pair = new ProductPair(ANNE, "a", BELA, "b");
        db.database().inTransaction(c -> {
            SqlPairs pairs = new SqlPairs(c);
            assertThat(pairs.insert(pair, NOW)).isTrue();
            assertThat(pairs.insert(pair, NOW)).isFalse();
            assertThat(pairs.insert(new ProductPair(ANNE, "b", BELA, "b"), NOW)).isTrue();
            assertThat(pairs.lockCount(ANNE)).isEqualTo(2);
            assertThat(pairs.page(ANNE, Optional.of(pair), 10)).extracting(ProductPair::product).containsExactly("b");
            assertThat(pairs.page(BELA, Optional.empty(), 10)).isEmpty();
            assertThat(pairs.delete(pair)).isTrue();
            assertThat(pairs.delete(pair)).isFalse();
            return null;
        });
    }

    private ProductImport.Merged replace(ShopId shop, List<Product> products) {
        return db.database().inTransaction(c -> {
            ProductImport copy = ProductImport.begin(c, shop);
            products.forEach(copy::add);
            return copy.finish();
        });
    }

    private void settle(ShopId shop, Instant goodAt) {
        db.database().inTransaction(c -> {
            SqlFeeds feeds = new SqlFeeds(c);
            StoredFeed feed = feeds.find(shop).orElseThrow();
            feeds.settle(shop, feed.state().succeeded(goodAt, Duration.ofHours(4), 1), FeedSource.Copy.NONE);
            return null;
        });
    }

    private Optional<FeedTurns.Claim> claim(Instant now) {
        return db.database().inTransaction(c -> new FeedTurns(c).claim(now, Duration.ofMinutes(30), true));
    }

    private FeedTurns.Waiting waiting(Instant now) {
        return db.database().read(c -> new FeedTurns(c).waiting(now));
    }

    private void elsewhere(ShopId shop, String url) {
        db.database().inTransaction(c -> {
            new SqlFeeds(c).put(shop, new FeedSettings(SETTINGS.kind(), url, SETTINGS.deliversTo(), SETTINGS.every(),
                    SETTINGS.table()), NOW);
            return null;
        });
    }

    private CatalogueIndex load() {
        return db.database().read(SqlCatalogue::load);
    }

    private long version() {
        return db.database().read(CatalogueVersion::read);
    }
}
