package centuple.catalogue.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.catalogue.CatalogueIndex;
import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.feed.UnreadableFeedException;
import centuple.catalogue.file.FeedSource;
import centuple.catalogue.net.NetFeedSource;
import centuple.platform.net.FileDownload;
import centuple.platform.net.Outbound;
import centuple.platform.net.OutboundSettings;
import centuple.platform.sql.DatabaseException;
import centuple.shop.EventLog;
import centuple.shop.ShopId;
import centuple.shop.store.SqlEventLog;
import centuple.testkit.TestApi;
import centuple.testkit.TestApi.Caller;
import centuple.testkit.TestRoutes;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;

/** The whole way of a feed: settings by the API, fetched from a shop's site, into the index. */
class FeedJobTest {
    private static final FeedLimits LIMITS = new FeedLimits(1 << 20, 1 << 20, 200, 1_000, Duration.ofSeconds(20),
            FeedLimits.Pace.USUAL);
    /** A page of which its host always says that it is as it was. */
    private static final String ALWAYS_THE_SAME = "the same";
    private static final String HEADER = "id\ttitle\tlink\tavailability\tgtin\n";

    private final Vertx vertx = Vertx.vertx();
    private final Outbound outbound = new Outbound(vertx, OutboundSettings.WITH_LOOPBACK);
    private final TestApi api = TestApi.start(TestRoutes::controlPlane);
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final CatalogueRefresher refresher = new CatalogueRefresher(api.database());
    private HttpServer site;
    private Caller anne;
    private FeedJob job;

    @TempDir
    Path folder;

    @BeforeEach
    void prepare() throws IOException {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", this::answer);
        site.start();
        job = job(new NetFeedSource(new FileDownload(outbound), LIMITS, System::nanoTime));
        anne = api.shop("Anne");
        String id = anne.post("/v1/domains", "{\"host\":\"" + host() + "\"}").expect(201).text("id");
        api.operator().post("/v1/domains/" + id + "/confirm", "{\"name\":\"Odile\",\"reason\":\"test\"}").expect(200);
    }

    @AfterEach
    void stop() {
        site.stop(0);
        api.close();
        outbound.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        String path = exchange.getRequestURI().getPath() + (query == null ? "" : "?" + query);
        asked.add(path);
        String page = pages.get(path);
        String tag = page == null ? "" : "\"" + page.hashCode() + "\"";
        boolean same = ALWAYS_THE_SAME.equals(page)
                || page != null && tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        byte[] body = page == null || same ? new byte[0] : page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("ETag", tag);
        exchange.sendResponseHeaders(page == null ? 404 : same ? 304 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void aFeedComesInChangesAndStaysWhenItBreaks() throws Exception {
        pages.put("/feed", HEADER + row("a", "in stock") + row("b", "in stock") + row("bad", "perhaps"));
        put("google_tsv", "/feed").expect(200);
        assertThat(feed("status")).isEqualTo("waiting");
        assertThat(run()).isOne();
        assertThat(run()).as("it is not due").isZero();
        assertThat(feed("status")).isEqualTo("good");
        assertThat(feed("products")).isEqualTo("2");
        assertThat(index().size()).isEqualTo(2);
        assertThat(report().text("refused")).isEqualTo("1");
        assertThat(report().text("examples.0.detail")).contains("perhaps");

        pages.put("/feed", HEADER + row("b", "out of stock") + row("c", "in stock"));
        nextTime();
        assertThat(index().find(shop(), "a")).isEqualTo(CatalogueIndex.NONE);
        assertThat(index().isInStock(index().find(shop(), "b"))).isFalse();

        pages.put("/feed", "<html>We are moving</html>");
        nextTime();
        assertThat(feed("status")).isEqualTo("failing");
        assertThat(feed("problem")).isEqualTo("its header has no column for id");
        assertThat(index().size()).as("the copy of before").isEqualTo(2);
        pages.remove("/feed");
        nextTime();
        assertThat(feed("problem")).isEqualTo("the host answered 404");
        pages.put("/feed", HEADER + row("x", "nobody knows"));
        nextTime();
        assertThat(feed("problem")).contains("none of its 1 rows can be used");
        assertThat(report().text("rows")).isEqualTo("1");
        assertThat(feed("failures")).isEqualTo("3");
        assertThat(index().size()).isEqualTo(2);

        pages.put("/feed", HEADER + row("b", "out of stock") + row("c", "in stock"));
        nextTime();
        assertThat(feed("status")).isEqualTo("good");
        assertThat(events()).containsSubsequence("feed.set", "feed.imported", "feed.imported", "feed.failed",
                "feed.failed", "feed.failed", "feed.recovered");
        try (Stream<Path> left = Files.list(folder.resolve("feeds"))) {
            assertThat(left).isEmpty();
        }
        assertThat(job.state().problem()).isEmpty();
    }

    @Test
    void anUnchangedFeedIsNotReadAgainButWhenAskedFor() {
        pages.put("/feed", HEADER + row("a", "in stock"));
        put("google_tsv", "/feed").expect(200);
        run();
        long version = index().version();
        nextTime();
        assertThat(asked).containsExactly("/feed", "/feed");
        assertThat(feed("status")).isEqualTo("good");
        assertThat(index().version()).isEqualTo(version);
        anne.post("/v1/feeds/" + anne.shop() + "/refresh").expect(202);
        assertThat(run()).isOne();
        assertThat(index().version()).as("read again, found the same").isEqualTo(version);
    }

    @Test
    void aFeedThatWasNeverReadByItsSettingsWaits() {
        put("google_tsv", "/missing").expect(200);
        run();
        assertThat(feed("status")).isEqualTo("failing");
        put("google_tsv", "/feed").expect(200);
        assertThat(feed("status")).as("never read").isEqualTo("waiting");
        pages.put("/feed", HEADER + row("a", "in stock"));
        assertThat(run()).isOne();
        assertThat(feed("status")).isEqualTo("good");
        put("google_tsv", "/other").expect(200);
        assertThat(feed("status")).as("never read by these settings").isEqualTo("waiting");
        assertThat(feed("products")).as("the copy of before").isEqualTo("1");
    }

    @Test
    void unchangedIsNoAnswerToWhoHasNothing() {
        pages.put("/feed", ALWAYS_THE_SAME);
        put("google_tsv", "/feed").expect(200);
        run();
        assertThat(feed("status")).isEqualTo("failing");
        assertThat(feed("problem")).contains("it has not changed");
    }

    @Test
    void aMistakeOfTheExchangeIsToldAndTriedAgainSoon() {
        put("google_tsv", "/feed").expect(200);
        FeedJob mistaken = job((_, _, _) -> {
            throw new IllegalStateException("a mistake");
        });
        assertThat(mistaken.run(api.clock(), true)).isOne();
        assertThat(mistaken.state().problem()).contains("IllegalStateException");
        assertThat(feed("problem")).contains("its operator has to look");
        assertThat(events()).contains("feed.failed");
        pages.put("/feed", HEADER + row("a", "in stock"));
        api.clock().advance(Duration.ofMinutes(5));
        assertThat(run()).isOne();
        assertThat(feed("status")).isEqualTo("good");
    }

    @Test
    void whatTheDatabaseDidNotTakeIsWrittenTheNextTime() {
        put("google_tsv", "/feed").expect(200);
        AtomicBoolean closed = new AtomicBoolean();
        FeedJob cutOff = job((_, _, _) -> {
            closed.set(true);
            throw new UnreadableFeedException("the host answered 404");
        }, c -> {
            if (closed.getAndSet(false)) {
                throw DatabaseException.of(new SQLException("gone"));
            }
            return new SqlEventLog(c);
        });
        assertThatThrownBy(() -> cutOff.run(api.clock(), true)).hasMessageContaining("gone");
        assertThat(feed("status")).isEqualTo("waiting");
        cutOff.run(api.clock(), true);
        assertThat(feed("problem")).isEqualTo("the host answered 404");
    }

    @Test
    void productsOfAFeedThatStaysAwayForAWeekAreOfferedNoMore() {
        pages.put("/feed", HEADER + row("a", "in stock"));
        put("google_tsv", "/feed").expect(200);
        run();
        String page = pages.remove("/feed");
        api.clock().advance(Duration.ofDays(8));
        run();
        assertThat(feed("status")).isEqualTo("stale");
        assertThat(index().size()).isZero();
        pages.put("/feed", String.valueOf(page));
        nextTime();
        assertThat(feed("status")).isEqualTo("good");
        assertThat(index().size()).isOne();
        assertThat(events()).contains("feed.stale");
    }

    @Test
    void pagesAreReadUntilOneIsEmpty() {
        String page = "{\"products\":[{\"id\":%d,\"title\":\"T\",\"handle\":\"t\",\"variants\":[{\"id\":%d,\"title\":"
                + "\"Default Title\",\"available\":true}]}]}";
        pages.put("/products.json?limit=250&page=1", page.formatted(1, 11));
        pages.put("/products.json?limit=250&page=2", page.formatted(2, 22));
        pages.put("/products.json?limit=250&page=3", "{\"products\":[]}");
        put("shopify", "/").expect(200);
        run();
        assertThat(feed("status")).as(feed("problem")).isEqualTo("good");
        assertThat(index().urlOf(index().find(shop(), "22"))).isEqualTo("http://" + host()
                + "/products/t?variant=22");
    }

    @Test
    void variationsOfWooCommerceFollowItsProducts() {
        String base = "/wp-json/wc/store/v1/products?per_page=100&page=";
        String item = "[{\"id\":%d,\"name\":\"Shoe\",\"parent\":%d,\"variation\":\"%s\",\"permalink\":\"http://"
                + host()
                + "/shoe\",\"is_in_stock\":true,\"is_purchasable\":true}]";
        pages.put(base + 1, item.formatted(1, 0, ""));
        pages.put(base + 2, "[]");
        pages.put(base + "1&type=variation", item.formatted(2, 1, "Size: 42"));
        pages.put(base + "2&type=variation", "[]");
        put("woocommerce", "/").expect(200);
        run();
        assertThat(feed("status")).as(feed("problem")).isEqualTo("good");
        CatalogueIndex index = index();
        assertThat(index.serves(index.find(shop(), "1"), index.size("42"), -1)).as("one group").isTrue();
    }

    @Test
    void whatAFeedRefusedToReadForItsLimitsLeavesTheCopyOfBefore() {
        pages.put("/feed", HEADER + row("a", "in stock"));
        put("google_tsv", "/feed").expect(200);
        run();
        pages.put("/feed", HEADER + row("a", "in stock").repeat(1_001));
        nextTime();
        assertThat(feed("problem")).isEqualTo("it has more than 1000 items");
        pages.put("/feed", HEADER + "x".repeat(1 << 20));
        nextTime();
        assertThat(feed("problem")).isEqualTo("it is larger than 1048576 bytes");
        assertThat(index().size()).isOne();
    }

    @Test
    void linksBeyondTheProvenHostAreRefused() {
        pages.put("/feed", HEADER + row("a", "in stock") + row("b", "in stock").replace(host(), "evil.example")
                + row("c", "in stock").replace("/c", "/../c"));
        put("google_tsv", "/feed").expect(200);
        run();
        assertThat(index().size()).isOne();
        assertThat(report().text("faults.0.fault")).isEqualTo("bad_link");
        assertThat(report().text("faults.0.count")).isEqualTo("2");
    }

    private FeedJob job(FeedSource source) {
        return job(source, SqlEventLog::new);
    }

    private FeedJob job(FeedSource source, Function<Connection, EventLog> events) {
        return new FeedJob(new FeedJob.Parts(api.database(), source, events,
                url -> url.contains("..") ? Optional.of("it climbs") : Optional.empty(), LIMITS,
                folder.resolve("feeds")));
    }

    private TestApi.Answered put(String kind, String path) {
        return anne.put("/v1/feeds/" + anne.shop(), "{\"kind\":\"" + kind + "\",\"url\":\"http://" + host() + path
                + "\",\"delivers_to\":[\"FR\"]}");
    }

    private String row(String id, String availability) {
        return id + "\tTitle\thttp://" + host() + "/" + id + "\t" + availability + "\t\n";
    }

    private String host() {
        return "127.0.0.1:" + site.getAddress().getPort();
    }

    private void nextTime() {
        api.clock().advance(Duration.ofHours(4));
        assertThat(run()).isOne();
    }

    private int run() {
        job.look(api.clock());
        return job.run(api.clock(), true);
    }

    private CatalogueIndex index() {
        refresher.refresh();
        return refresher.get();
    }

    private ShopId shop() {
        return ShopId.parse(anne.shop()).orElseThrow();
    }

    private String feed(String field) {
        return anne.get("/v1/feeds/" + anne.shop()).expect(200).text(field);
    }

    private TestApi.Answered report() {
        return anne.get("/v1/feeds/" + anne.shop() + "/report").expect(200);
    }

    private List<String> events() {
        List<String> kinds = new ArrayList<>();
        anne.get("/v1/events?limit=100").expect(200).at("data").forEach(event -> kinds.add(event.get("kind")
                .stringValue()));
        return kinds;
    }
}
