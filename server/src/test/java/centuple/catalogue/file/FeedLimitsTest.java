package centuple.catalogue.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.catalogue.feed.FeedKind;
import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.feed.UnreadableFeedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

class FeedLimitsTest {
    private static final String TABLE = "id\ttitle\tlink\tavailability\n1\tTitle\thttps://shop.example/\tin stock\n";

    /** A heap far smaller than the feed: what is read is let go again, but for 12 to 24 bytes of each id. */
    @ParameterizedTest
    @EnumSource(names = "CSV", mode = EnumSource.Mode.EXCLUDE)
    void aLongFeedNeedsLittleMemory(FeedKind kind) throws Exception {
        assertThat(readInSmallHeap(kind, 80, 1)).contains(kind + " 80 MiB, 83886 items accepted");
    }

    /** In the same heap as 80 MiB: what is needed does not grow with the bytes. */
    @Test
    void aGigabyteNeedsNoMore() throws Exception {
        assertThat(readInSmallHeap(FeedKind.GOOGLE_XML, 1_024, 8)).contains(" 1024 MiB, 134217 items accepted");
    }

    private static String readInSmallHeap(FeedKind kind, int mebibytes, int itemKilobytes) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                FeedInSmallHeap.class.getName(), kind.name(), Integer.toString(mebibytes),
                Integer.toString(itemKilobytes)).redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
        System.out.print(told);
        return told;
    }

    @Test
    void packedFeedsAreReadWhateverTheirName() throws Exception {
        byte[] plain = TABLE.getBytes(StandardCharsets.UTF_8);
        assertThat(read(gzip(plain))).isEqualTo(1);
        assertThat(read(gzip(gzip(plain)))).as("packed twice").isEqualTo(1);
        assertThat(read(zip(plain))).isEqualTo(1);
        refused(gzip(gzip(gzip(plain))), "no column");
        byte[] torn = gzip(plain);
        refused(java.util.Arrays.copyOf(torn, torn.length - 12), "ends in the middle");
    }

    @Test
    void bombsEndEarly() throws Exception {
        refused(bomb(64 << 20, 1), "unpacks to more than 200 times");
        refused(bomb(64 << 20, 2), "unpacks to more than 200 times");
    }

    @Test
    void sizeTimeAndRowsAreLimited() throws Exception {
        FeedLimits small = new FeedLimits(1, 1_000, 200, 100, Duration.ofSeconds(1),
                FeedLimits.Pace.USUAL);
        assertThatThrownBy(() -> ReadFeed.of(ReadFeed.settings(FeedKind.GOOGLE_TSV), small,
                new GeneratedFeed(FeedKind.GOOGLE_TSV, 1 << 20, 1))).hasMessageContaining("larger than");
        FeedLimits few = new FeedLimits(1, 1L << 30, 200, 100, Duration.ofSeconds(100),
                FeedLimits.Pace.USUAL);
        assertThatThrownBy(() -> ReadFeed.of(ReadFeed.settings(FeedKind.GOOGLE_TSV), few,
                new GeneratedFeed(FeedKind.GOOGLE_TSV, 1 << 20, 1))).hasMessageContaining("more than 100 items");
        AtomicLong nanos = new AtomicLong();
        FeedFiles slow = new FeedFiles(ReadFeed.settings(FeedKind.GOOGLE_TSV), few,
                () -> nanos.addAndGet(Duration.ofSeconds(20).toNanos()));
        assertThatThrownBy(() -> slow.read(new GeneratedFeed(FeedKind.GOOGLE_TSV, 1 << 20, 1), _ -> {
        })).isInstanceOf(UnreadableFeedException.class).hasMessageContaining("longer than 100 s");
    }

    @Test
    void oneEndlessElementEndsTheReading() {
        String open = "<rss><channel><item><title>";
        for (String begin : new String[]{open, open + "<![CDATA[", open + "<!--", "<rss a=\""}) {
            assertThatThrownBy(() -> ReadFeed.of(ReadFeed.settings(FeedKind.GOOGLE_XML), ReadFeed.SMALL,
                    endless(begin))).as(begin).isInstanceOf(UnreadableFeedException.class);
        }
        assertThatThrownBy(() -> ReadFeed.of(ReadFeed.settings(FeedKind.SHOPIFY), ReadFeed.SMALL,
                endless("{\"products\":[{\"title\":\""))).isInstanceOf(UnreadableFeedException.class)
                .hasMessageContaining("one element is larger");
    }

    @Test
    void anEndlessLineBreaksItsRowOnly() throws Exception {
        String longLine = "2\t" + "x".repeat(3 * FeedLimits.LINE_CHARS_MAX) + "\n";
        String longField = "3\t" + "x".repeat(FeedLimits.FIELD_CHARS_MAX + 1) + "\thttps://shop.example/\tin stock\n";
        ReadFeed read = ReadFeed.of(ReadFeed.settings(FeedKind.GOOGLE_TSV),
                (TABLE + longLine + longField + "4\tLast\thttps://shop.example/\tin stock\n")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(read.products()).extracting(product -> product.id()).containsExactly("1", "4");
        assertThat(read.faults()).containsExactly("3  BROKEN_ROW: the line is longer than 1000000 characters",
                "4 3 FIELD_TOO_LONG: title");
    }

    private static int read(byte[] bytes) throws UnreadableFeedException {
        return ReadFeed.of(ReadFeed.settings(FeedKind.GOOGLE_TSV), bytes).products().size();
    }

    private static void refused(byte[] bytes, String why) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(UnreadableFeedException.class).hasMessageContaining(why);
    }

    private static InputStream endless(String begin) {
        InputStream filler = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] to, int from, int length) {
                java.util.Arrays.fill(to, from, from + length, (byte) 'x');
                return length;
            }
        };
        return new SequenceInputStream(new ByteArrayInputStream(begin.getBytes(StandardCharsets.UTF_8)), filler);
    }

    /** Zeros, packed once or twice. */
    private static byte[] bomb(int bytes, int times) throws IOException {
        byte[] packed = new byte[bytes];
        for (int i = 0; i < times; i++) {
            packed = gzip(packed);
        }
        return packed;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            out.putNextEntry(new ZipEntry("folder/"));
            out.putNextEntry(new ZipEntry("folder/feed.txt"));
            out.write(plain);
            out.closeEntry();
        }
        return packed.toByteArray();
    }
}
