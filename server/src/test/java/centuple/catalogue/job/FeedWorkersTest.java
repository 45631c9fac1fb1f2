package centuple.catalogue.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.file.FeedSource;
import centuple.catalogue.net.NetFeedSource;
import centuple.platform.net.FileDownload;
import centuple.platform.net.Outbound;
import centuple.platform.net.OutboundSettings;
import centuple.shop.store.SqlEventLog;
import centuple.testkit.TestApi;
import centuple.testkit.TestApi.Caller;
import centuple.testkit.TestRoutes;
import centuple.testkit.TestSite;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many feeds at once, some of hosts that send a byte now and then. */
class FeedWorkersTest {
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration LOOKED_AT_EVERY = Duration.ofMillis(100);
    private static final Duration DONE_WITHIN = Duration.ofSeconds(40);

    private final Vertx vertx = Vertx.vertx();
    private final Outbound outbound = new Outbound(vertx, OutboundSettings.WITH_LOOPBACK);
    private final TestApi api = TestApi.start(TestRoutes::controlPlane);
    private final List<SlowHost> slow = new ArrayList<>();
    private final List<TestSite> quick = new ArrayList<>();
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicInteger fetchesAtOnce = new AtomicInteger();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        slow.forEach(SlowHost::close);
        quick.forEach(TestSite::close);
        api.close();
        outbound.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** More slow hosts than places: each has its window, and the second time they may not take all of the places. */
    @Test
    void slowHostsDoNotHoldUpTheOthers() throws Exception {
        List<Caller> slowShops = new ArrayList<>();
        for (int i = 0; i < FeedWorkers.FETCHES_MAX + FeedWorkers.LONG_FETCHES_MAX; i++) {
            Caller shop = api.shop("Slow " + i);
            slowShops.add(shop);
            put(shop, slowHost().host());
        }
        FeedJob job = job();
        try (FeedWorkers _ = FeedWorkers.start(job, api.clock(), LOOKED_AT_EVERY)) {
            Caller first = quickShop("First");
            await().atMost(DONE_WITHIN).untilAsserted(() -> assertThat(status(first)).isEqualTo("good"));
            await().atMost(DONE_WITHIN).untilAsserted(() -> assertThat(slowShops).allSatisfy(shop -> {
                assertThat(status(shop)).isEqualTo("failing");
                assertThat(feed(shop).text("problem")).contains("it is too slow");
            }));
            // All are due again, in the order of before; only some may be fetched at once.
            api.clock().advance(Duration.ofHours(1));
            fetchesAtOnce.set(0);
            await().atMost(DONE_WITHIN).until(() -> fetchesAtOnce.get() == FeedWorkers.LONG_FETCHES_MAX);
            Caller second = quickShop("Second");
            await().atMost(DONE_WITHIN).untilAsserted(() -> assertThat(status(second)).isEqualTo("good"));
            assertThat(fetchesAtOnce.get()).as("four slow ones and one more")
                    .isBetween(FeedWorkers.LONG_FETCHES_MAX, FeedWorkers.LONG_FETCHES_MAX + 1);
            await().atMost(DONE_WITHIN).untilAsserted(
                    () -> assertThat(job.state().waiting().count()).as("those without a place are seen").isPositive());
        }
    }

    @Test
    void oneFetchAtATimeFromEachHost() throws Exception {
        SlowHost host = slowHost();
        List<Caller> shops = List.of(api.shop("One"), api.shop("Two"), api.shop("Three"));
        shops.forEach(shop -> put(shop, host.host()));
        try (FeedWorkers _ = FeedWorkers.start(job(), api.clock(), LOOKED_AT_EVERY)) {
            await().atMost(DONE_WITHIN).untilAsserted(
                    () -> assertThat(shops).allSatisfy(shop -> assertThat(status(shop)).isEqualTo("failing")));
        }
        assertThat(fetchesAtOnce.get()).isOne();
    }

    /** Whatever the shop does after a slow failure, it waits as long as it would have without. */
    @Test
    void aShopWhoseHostIsSlowCannotJumpTheQueue() {
        SlowHost host = slowHost();
        Caller shop = api.shop("Slow");
        put(shop, host.host());
        FeedJob job = job();
        assertThat(job.run(api.clock(), true)).isOne();
        put(shop, host.host());
        assertThat(job.run(api.clock(), true)).as("set anew").isZero();
        shop.post("/v1/feeds/" + shop.shop() + "/refresh").expect(202);
        assertThat(job.run(api.clock(), true)).as("hurried").isZero();
        shop.delete("/v1/feeds/" + shop.shop()).expect(204);
        put(shop, slowHost().host());
        assertThat(job.run(api.clock(), true)).as("taken away and set elsewhere").isZero();
        assertThat(status(shop)).isEqualTo("waiting");
        api.clock().advance(Duration.ofMinutes(5));
        assertThat(job.run(api.clock(), false)).as("not among the quick ones").isZero();
        assertThat(job.run(api.clock(), true)).isOne();
    }

    private FeedJob job() {
        FeedLimits limits = new FeedLimits(1 << 20, 1 << 20, 200, 1_000, Duration.ofMinutes(20),
                new FeedLimits.Pace(10_000, WINDOW, WINDOW.dividedBy(2)));
        FeedSource net = new NetFeedSource(new FileDownload(outbound), limits, System::nanoTime);
        return new FeedJob(new FeedJob.Parts(api.database(), (settings, copy, into) -> {
            fetchesAtOnce.accumulateAndGet(fetches.incrementAndGet(), Math::max);
            try {
                return net.fetch(settings, copy, into);
            } finally {
                fetches.decrementAndGet();
            }
        }, SqlEventLog::new, _ -> Optional.empty(), limits, folder.resolve("feeds")));
    }

    private SlowHost slowHost() {
        SlowHost host = new SlowHost();
        slow.add(host);
        return host;
    }

    private Caller quickShop(String name) {
        Caller shop = api.shop(name);
        TestSite site = new TestSite();
        quick.add(site);
        site.put("/feed", "id\ttitle\tlink\tavailability\na\tA\thttp://" + site.host() + "/a\tin stock\n");
        String id = shop.post("/v1/domains", "{\"host\":\"" + site.host() + "\"}").expect(201).text("id");
        api.operator().post("/v1/domains/" + id + "/confirm", "{\"name\":\"Odile\",\"reason\":\"test\"}")
                .expect(200);
        put(shop, site.host() + "/feed");
        return shop;
    }

    private void put(Caller shop, String address) {
        shop.put("/v1/feeds/" + shop.shop(), "{\"kind\":\"google_tsv\",\"url\":\"http://" + address
                + "\",\"delivers_to\":[\"FR\"]}").expect(200);
    }

    private static TestApi.Answered feed(Caller shop) {
        return shop.get("/v1/feeds/" + shop.shop()).expect(200);
    }

    private static String status(Caller shop) {
        return feed(shop).text("status");
    }

    /** Sends a byte ten times a second and never ends. */
    private static final class SlowHost implements AutoCloseable {
        private final CountDownLatch closing = new CountDownLatch(1);
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final HttpServer server;

        SlowHost() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            server.setExecutor(threads);
            server.createContext("/", this::drip);
            server.start();
        }

        String host() {
            return "127.0.0.1:" + server.getAddress().getPort();
        }

        private void drip(HttpExchange exchange) throws IOException {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                while (!closing.await(100, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            closing.countDown();
            server.stop(0);
            threads.close();
        }
    }
}
