package centuple.catalogue.file;

import centuple.catalogue.CountrySet;
import centuple.catalogue.Gtin;
import centuple.catalogue.Product;
import centuple.catalogue.feed.FeedField;
import centuple.catalogue.feed.FeedKind;
import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.feed.FeedReport;
import centuple.catalogue.feed.FeedSettings;
import centuple.catalogue.feed.FeedTally;
import centuple.catalogue.feed.ItemReader;
import centuple.catalogue.feed.LandingRule;
import centuple.catalogue.feed.UnreadableFeedException;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A feed read as an import reads it: what went in, as lines of words, and the report. */
record ReadFeed(List<Product> products, FeedReport report) {
    static final FeedLimits SMALL = new FeedLimits(1 << 20, 64L << 20, 200, 1_000, Duration.ofSeconds(30),
            FeedLimits.Pace.USUAL);

    static FeedSettings settings(FeedKind kind) {
        return new FeedSettings(kind, "https://shop.example/feed", CountrySet.of(List.of("FR")),
                FeedSettings.EVERY_USUAL, FeedSettings.Table.TABS);
    }

    static FeedSettings csv(char separator, String encoding, Map<FeedField, String> columns) {
        return new FeedSettings(FeedKind.CSV, "https://shop.example/feed.csv", CountrySet.of(List.of("FR")),
                FeedSettings.EVERY_USUAL, new FeedSettings.Table(separator, encoding, columns));
    }

    static ReadFeed of(FeedSettings settings, String resource) throws UnreadableFeedException {
        InputStream in = ReadFeed.class.getResourceAsStream("/centuple/catalogue/" + resource);
        return of(settings, SMALL, Objects.requireNonNull(in, resource));
    }

    static ReadFeed of(FeedSettings settings, byte[] bytes) throws UnreadableFeedException {
        return of(settings, SMALL, new ByteArrayInputStream(bytes));
    }

    static ReadFeed of(FeedSettings settings, FeedLimits limits, InputStream... pages) throws UnreadableFeedException {
        FeedTally tally = new FeedTally();
        ItemReader reader = new ItemReader(new ShopId(1), settings.deliversTo(), settings.tellsAvailability(), rule(),
                tally);
        List<Product> products = new ArrayList<>();
        FeedFiles files = new FeedFiles(settings, limits, System::nanoTime);
        for (InputStream page : pages) {
            files.read(page, item -> {
                @Nullable
                Product product = reader.read(item);
                if (product != null) {
                    products.add(product);
                }
            });
        }
        return new ReadFeed(products, tally.report());
    }

    static LandingRule rule() {
        return new LandingRule(Set.of("https://shop.example", "https://www.shop.example"),
                url -> url.startsWith("https://") ? Optional.empty() : Optional.of("only https"));
    }

    List<String> lines() {
        return products.stream().map(p -> String.join(" | ", p.id(), p.page().title(), p.page().url(),
                p.identity().gtin() == Gtin.NONE ? "-" : Long.toString(p.identity().gtin()),
                p.identity().brand() + "/" + p.identity().mpn(), p.variant().group(), p.variant().category(),
                p.variant().size(), p.supply().inStock() ? "yes" : "no", p.supply().deliversTo().toString())).toList();
    }

    List<String> faults() {
        return report.examples().stream()
                .map(e -> e.place() + " " + e.id() + " " + e.fault() + (e.detail().isEmpty() ? "" : ": " + e.detail()))
                .toList();
    }
}
