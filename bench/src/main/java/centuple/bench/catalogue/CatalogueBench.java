package centuple.bench.catalogue;

import centuple.catalogue.CatalogueIndex;
import centuple.catalogue.CountrySet;
import centuple.catalogue.Matches;
import centuple.catalogue.Wanted;
import centuple.catalogue.feed.FeedKind;
import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.feed.FeedSettings;
import centuple.catalogue.feed.FeedTally;
import centuple.catalogue.feed.ItemReader;
import centuple.catalogue.feed.LandingRule;
import centuple.catalogue.file.FeedFiles;
import centuple.catalogue.file.FeedSource;
import centuple.catalogue.job.FeedJob;
import centuple.catalogue.store.SqlCatalogue;
import centuple.catalogue.store.SqlFeeds;
import centuple.platform.file.Folders;
import centuple.platform.postgres.EmbeddedPostgres;
import centuple.platform.postgres.PostgresOptions;
import centuple.platform.sql.Database;
import centuple.platform.sql.DatabaseSettings;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import centuple.shop.store.SqlEventLog;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code [products]}: imports that many by the job, durably, and builds the index; {@code gigabyte}: reads a feed of
 * 1 GB in each of two forms. Prints figures with a verdict; ends with 1 where a goal is missed.
 */
public final class CatalogueBench {
    private static final double IMPORT_SECONDS_MAX = 60;
    private static final long INDEX_MEBIBYTES_MAX = 300;
    private static final long GIGABYTE_HEAP_MEBIBYTES_MAX = 64;
    private static final int GIGABYTE_ITEMS = 800_000;
    private static final int GIGABYTE_DESCRIPTION_CHARS = 1_000;
    private static final int SHOPS = 10;
    private static final int DESCRIPTION_CHARS = 150;
    private static final int QUESTIONS = 1_000_000;
    private static final FeedLimits LIMITS = FeedLimits.USUAL;

    private boolean good = true;

    private CatalogueBench() {
    }

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        CatalogueBench bench = new CatalogueBench();
        if (args.length > 0 && args[0].equals("gigabyte")) {
            bench.gigabyte(FeedKind.GOOGLE_TSV);
            bench.gigabyte(FeedKind.GOOGLE_XML);
        } else {
            bench.million(args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000);
        }
        System.exit(bench.good ? 0 : 1);
    }

    private void million(int products) throws Exception {
        Path folder = Files.createTempDirectory("centuple-bench-");
        try (EmbeddedPostgres postgres = new EmbeddedPostgres(PostgresOptions.in(folder.resolve("postgres")))) {
            postgres.start();
            try (Database database = Database.open(DatabaseSettings.of(postgres.jdbcUrl(), EmbeddedPostgres.USER,
                    postgres.password()))) {
                imports(database, folder, products);
                index(database, products);
            }
        } finally {
            Folders.deleteRecursively(folder);
        }
    }

    private void imports(Database database, Path folder, int products) {
        FeedSettings settings = settings(FeedKind.GOOGLE_TSV);
        Instant now = Instant.now();
        database.inTransaction(connection -> {
            for (int shop = 1; shop <= SHOPS; shop++) {
                Sql.update(connection, "insert into shop (id, name, currency, created_at) values (?, 'Shop', 'EUR', ?)",
                        shop, now);
                Sql.update(connection, "insert into domain (id, shop_id, host, kind, challenge, claimed_at, standing,"
                        + " method, since) values (gen_random_uuid(), ?, ?, 'SHOP', ?, ?, 'PROVEN', 'OPERATOR', ?)",
                        shop, shop == 1 ? "shop-of-shoes.example" : "shop" + shop + ".example", "0".repeat(32), now,
                        now);
            }
            new SqlFeeds(connection).put(new ShopId(1), settings, now);
            return null;
        });
        double cpu = cpuSeconds();
        double first = timed(() -> job(database, folder, products, 0).run(Instant::now, true));
        cpu = cpuSeconds() - cpu;
        verdict(first <= IMPORT_SECONDS_MAX, "%,d products imported in %.1f s (fetched to disk, parsed, checked, "
                + "taken over and committed; goal %.0f s)", products, first, IMPORT_SECONDS_MAX);
        System.out.printf("%.1f s of CPU in this process and PostgreSQL%n", cpu);
        hurry(database);
        double again = timed(() -> job(database, folder, products, 1).run(Instant::now, true));
        System.out.printf("the same feed with 1 %% of its products changed: %.1f s%n", again);
    }

    private static void hurry(Database database) {
        database.inTransaction(connection -> {
            new SqlFeeds(connection).hurry(new ShopId(1), Instant.now());
            return null;
        });
    }

    private static FeedJob job(Database database, Path folder, int products, int changedPercent) {
        FeedSource source = (_, copy, files) -> {
            Path file = files.resolve("feed");
            try (InputStream feed = new MadeFeed(FeedKind.GOOGLE_TSV, products, DESCRIPTION_CHARS, changedPercent)) {
                Files.copy(feed, file);
            }
            return new FeedSource.Fetched(List.of(file), copy);
        };
        return new FeedJob(new FeedJob.Parts(database, source, SqlEventLog::new, CatalogueBench::https, LIMITS,
                folder.resolve("feeds")));
    }

    private void index(Database database, int products) {
        long before = usedAfterCollection();
        CatalogueIndex[] built = new CatalogueIndex[1];
        double seconds = timed(() -> built[0] = database.read(SqlCatalogue::load));
        long arrays = built[0].bytes() >> 20;
        long heap = usedAfterCollection() - before >> 20;
        System.out.printf("index of %,d products read and built in %.1f s%n", built[0].size(), seconds);
        verdict(built[0].size() == products && Math.max(arrays, heap) <= INDEX_MEBIBYTES_MAX,
                "its arrays have %d MiB, the heap grew by %d MiB (goal %d MiB)", arrays, heap, INDEX_MEBIBYTES_MAX);
        ask(built[0]);
    }

    private static void ask(CatalogueIndex index) {
        Matches matches = new Matches();
        var shops = index.shops(List.of(new ShopId(1)));
        int country = CountrySet.code("FR");
        long found = 0;
        for (int round = 0; round < 2; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < QUESTIONS; i++) {
                int product = (int) ((i * 2_654_435_761L & 0x7fff_ffff) % index.size());
                index.match(new Wanted(product, CatalogueIndex.NONE, Wanted.ANY, country, i), shops, matches);
                found += matches.count();
            }
            System.out.printf("%,d questions by product, %d ns each%s%n", QUESTIONS,
                    (System.nanoTime() - start) / QUESTIONS, round == 0 ? " (first, the JVM compiles)" : "");
        }
        System.out.printf("%,d matches found%n", found);
    }

    private void gigabyte(FeedKind kind) throws Exception {
        FeedTally tally = new FeedTally();
        FeedSettings settings = settings(kind);
        ItemReader reader = new ItemReader(new ShopId(1), settings.deliversTo(), true,
                new LandingRule(Set.of("https://www.shop-of-shoes.example"), CatalogueBench::https), tally);
        long[] bytes = {0};
        InputStream feed = new java.io.FilterInputStream(
                new MadeFeed(kind, GIGABYTE_ITEMS, GIGABYTE_DESCRIPTION_CHARS, 0)) {
            @Override
            public int read(byte[] to, int from, int length) throws java.io.IOException {
                int count = super.read(to, from, length);
                bytes[0] += Math.max(0, count);
                return count;
            }
        };
        long start = System.nanoTime();
        new FeedFiles(settings, LIMITS, System::nanoTime).read(feed, reader::read);
        double seconds = (System.nanoTime() - start) / 1e9;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage).mapToLong(usage -> usage.getUsed()).sum() >> 20;
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        verdict(tally.report().accepted() == GIGABYTE_ITEMS && heap <= GIGABYTE_HEAP_MEBIBYTES_MAX,
                "%s: %,d MB, %,d items in %.1f s, heap peak %d MiB of %d MiB", kind, bytes[0] / 1_000_000,
                tally.report().accepted(), seconds, peak, heap);
    }

    private static FeedSettings settings(FeedKind kind) {
        return new FeedSettings(kind, "https://www.shop-of-shoes.example/feed", CountrySet.of(List.of("FR", "BE")),
                Duration.ofHours(4), FeedSettings.Table.TABS);
    }

    private static Optional<String> https(String url) {
        return url.startsWith("https://") ? Optional.empty() : Optional.of("only https");
    }

    private static double timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Of this process and those it started. */
    private static double cpuSeconds() {
        return Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
                .mapToDouble(process -> process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3).sum();
    }

    private static long usedAfterCollection() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void verdict(boolean met, String figures, Object... values) {
        good &= met;
        System.out.println((met ? "met    " : "MISSED ") + String.format(java.util.Locale.ROOT, figures, values));
    }
}
