package centuple.catalogue.job;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.net.NetFeedSource;
import centuple.platform.net.FileDownload;
import centuple.platform.net.Outbound;
import centuple.platform.net.OutboundSettings;
import centuple.shop.store.SqlEventLog;
import centuple.testkit.TestApi;
import centuple.testkit.TestApi.Answered;
import centuple.testkit.TestApi.Caller;
import centuple.testkit.TestRoutes;
import centuple.testkit.TestSite;
import com.sun.management.ThreadMXBean;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Bombs: feeds of less than 100 kilobytes that would unpack to 64 MiB. They are fetched over HTTP like any feed, end at
 * a named limit after little memory, and leave the copy of before in force.
 */
class FeedBombTest {
    private static final int BOMB_MIB = 64;
    /** One line is read into memory as far as a line may go, and bytes of it in chunks. */
    private static final int ALLOCATED_MIB_MAX = BOMB_MIB / 4;
    private static final String TOO_MUCH = "it unpacks to more than 200 times its size";

    private final Vertx vertx = Vertx.vertx();
    private final Outbound outbound = new Outbound(vertx, OutboundSettings.WITH_LOOPBACK);
    private final TestApi api = TestApi.start(TestRoutes::controlPlane);
    private final TestSite site = new TestSite();
    private final CatalogueRefresher refresher = new CatalogueRefresher(api.database());
    private Caller anne;
    private FeedJob job;

    @TempDir
    Path folder;

    @BeforeEach
    void aFeedThatIsGood() {
        FeedLimits limits = new FeedLimits(1 << 20, 8L << 30, 200, 1_000, Duration.ofSeconds(60),
                FeedLimits.Pace.USUAL);
        job = new FeedJob(new FeedJob.Parts(api.database(),
                new NetFeedSource(new FileDownload(outbound), limits, System::nanoTime), SqlEventLog::new,
                _ -> Optional.empty(), limits, folder.resolve("feeds")));
        anne = api.shop("Anne");
        String id = anne.post("/v1/domains", "{\"host\":\"" + site.host() + "\"}").expect(201).text("id");
        api.operator().post("/v1/domains/" + id + "/confirm", "{\"name\":\"Odile\",\"reason\":\"test\"}").expect(200);
        site.put("/feed", "id\ttitle\tlink\tavailability\na\tTitle\thttp://" + site.host() + "/a\tin stock\n");
        anne.put("/v1/feeds/" + anne.shop(), "{\"kind\":\"google_tsv\",\"url\":\"http://" + site.host()
                + "/feed\",\"delivers_to\":[\"FR\"]}").expect(200);
        assertThat(job.run(api.clock(), true)).isOne();
        assertThat(feed().text("status")).isEqualTo("good");
    }

    @AfterEach
    void stop() {
        site.close();
        api.close();
        outbound.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void everyKindOfBombEndsEarlyAndLeavesTheLastGoodCopy() throws IOException {
        int failures = 0;
        for (Map.Entry<String, byte[]> bomb : bombs().entrySet()) {
            assertThat(bomb.getValue().length).as(bomb.getKey()).isLessThan(1 << 20);
            site.put("/feed", bomb.getValue(), Map.of("Content-Type", "text/plain"));
            long mib = nextTime();
            System.out.printf("bomb %s: %d KiB over the net, %d MiB allocated for it%n", bomb.getKey(),
                    bomb.getValue().length >> 10, mib);
            assertThat(mib).as(bomb.getKey()).isLessThan(ALLOCATED_MIB_MAX);
            failures++;
            Answered feed = feed();
            assertThat(feed.text("problem")).as(bomb.getKey()).isEqualTo(TOO_MUCH);
            assertThat(feed.text("status")).isEqualTo("failing");
            assertThat(feed.text("failures")).isEqualTo(Integer.toString(failures));
            assertThat(feed.text("products")).as("the copy of before").isEqualTo("1");
        }
        refresher.refresh();
        assertThat(refresher.get().size()).isOne();
        JsonNode told = anne.get("/v1/events?limit=100").expect(200).at("data");
        assertThat(told).filteredOn(event -> event.get("kind").stringValue().equals("feed.failed"))
                .as("told once, not for each try").singleElement().satisfies(event -> {
                    assertThat(event.at("/data/problem").stringValue()).isEqualTo(TOO_MUCH);
                    assertThat(event.at("/data/products_kept").intValue()).isOne();
                });
    }

    /** We ask for nothing packed on the way. Gzip is seen by its first bytes; what is deflated is not unpacked at all. */
    @Test
    void whatAServerPacksOnTheWayIsNoWayRoundTheLimits() throws IOException {
        site.put("/feed", gzip(zeros()), Map.of("Content-Encoding", "gzip"));
        nextTime();
        assertThat(feed().text("problem")).isEqualTo(TOO_MUCH);
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(deflated)) {
            zeros().transferTo(out);
        }
        site.put("/feed", deflated.toByteArray(), Map.of("Content-Encoding", "deflate"));
        assertThat(nextTime()).isLessThan(ALLOCATED_MIB_MAX);
        assertThat(feed().text("problem")).startsWith("its header has no column");
        assertThat(feed().text("products")).isEqualTo("1");
    }

    private static Map<String, byte[]> bombs() throws IOException {
        Map<String, byte[]> bombs = new LinkedHashMap<>();
        byte[] packed = gzip(zeros());
        bombs.put("gzip", packed);
        bombs.put("gzip in gzip", gzip(new ByteArrayInputStream(packed)));
        bombs.put("zip", zip(new ZipEntry("feed.txt")));
        bombs.put("gzip in zip", zip(new ByteArrayInputStream(packed), new ZipEntry("feed.txt.gz")));
        bombs.put("zip, in a file that is passed over", zip(new ZipEntry("__MACOSX/feed.txt"), new ZipEntry("feed")));
        bombs.put("zip, in a folder", zip(new ZipEntry("folder/"), new ZipEntry("feed.txt")));
        bombs.put("gzip in gzip, in its header", gzip(endlessHeader()));
        return bombs;
    }

    /** A gzip file whose name never ends: its reader passes over it before it hands out a byte. */
    private static InputStream endlessHeader() {
        byte[] header = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0};
        return new java.io.SequenceInputStream(new ByteArrayInputStream(header), filled('x'));
    }

    private static InputStream zeros() {
        return filled(0);
    }

    private static InputStream filled(int value) {
        return new InputStream() {
            private int left = BOMB_MIB << 20;

            @Override
            public int read() {
                return left-- > 0 ? value : -1;
            }

            @Override
            public int read(byte[] to, int from, int length) {
                int count = Math.min(left, length);
                java.util.Arrays.fill(to, from, from + count, (byte) value);
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
    }

    private static byte[] gzip(InputStream plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed, 1 << 16)) {
            plain.transferTo(out);
        }
        return packed.toByteArray();
    }

    /** The first entry holds the bomb. */
    private static byte[] zip(ZipEntry... entries) throws IOException {
        return zip(zeros(), entries);
    }

    private static byte[] zip(InputStream plain, ZipEntry... entries) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            for (ZipEntry entry : entries) {
                out.putNextEntry(entry);
                plain.transferTo(out);
                out.write("id\n".getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return packed.toByteArray();
    }

    /** Reads the feed the next time it is due; the mebibytes allocated for that. */
    private long nextTime() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        api.clock().advance(Duration.ofHours(12));
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(job.run(api.clock(), true)).isOne();
        return threads.getCurrentThreadAllocatedBytes() - before >> 20;
    }

    private Answered feed() {
        return anne.get("/v1/feeds/" + anne.shop()).expect(200);
    }
}
