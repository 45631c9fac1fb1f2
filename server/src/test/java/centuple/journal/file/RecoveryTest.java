package centuple.journal.file;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.click.ClickRecord;
import centuple.click.RandomClicks;
import centuple.journal.Appended;
import centuple.journal.Damage;
import centuple.journal.JournalSettings;
import centuple.journal.ShipBatch;
import centuple.journal.Stream;
import centuple.journal.Streams;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What a journal makes of a segment that a crash, a power cut or a bad disk left behind. */
class RecoveryTest {

    private static final JournalSettings SETTINGS = new JournalSettings(1, 64 << 10, 1 << 20, Duration.ofMillis(5),
            false);
    private static final int RECORDS = 8;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final List<ClickRecord> written = new ArrayList<>();
    @TempDir
    private Path temp;
    private byte[] intact = new byte[0];

    @BeforeEach
    void writeOneSegment() throws IOException {
        try (FileJournal journal = open(temp.resolve("original"))) {
            for (int i = 0; i < RECORDS; i++) {
                ClickRecord click = RandomClicks.draw(random);
                assertThat(journal.writer(0).append(click)).isEqualTo(Appended.JOURNALED);
                written.add(click);
            }
        }
        intact = Files.readAllBytes(TestFolders.segments(temp.resolve("original"), 0).firstEntry().getValue());
    }

    @Test
    void cutAnywhereAndFilledWithZerosTheWholeRecordsRemainAndAppendingGoesOn() throws IOException {
        for (int length = intact.length; length >= 0; length -= 1 + random.nextInt(70)) {
            byte[] torn = Arrays.copyOf(Arrays.copyOf(intact, length), 64 << 10);
            Path folder = folderWith(torn);
            try (FileJournal journal = open(folder)) {
                ClickRecord after = RandomClicks.draw(random);
                assertThat(journal.writer(0).append(after)).isEqualTo(Appended.JOURNALED);
                List<ClickRecord> read = Streams.readAll(journal, new Stream(journal.node(), 0));
                assertThat(read).as("seed %d, cut at %d", seed, length).endsWith(after);
                assertThat(read.subList(0, read.size() - 1)).isEqualTo(written.subList(0, read.size() - 1));
                if (length == intact.length) {
                    assertThat(read).hasSize(RECORDS + 1);
                    assertThat(journal.status().tornBytes()).isZero();
                }
            }
        }
    }

    @Test
    void aFlippedByteCostsOneRecordAndIsReported() throws IOException {
        for (int round = 0; round < 30; round++) {
            int at = 64 + random.nextInt(intact.length - 64);
            byte[] flipped = Arrays.copyOf(intact, 64 << 10);
            flipped[at] ^= (byte) (1 + random.nextInt(255));
            Path folder = folderWith(flipped);
            try (FileJournal journal = open(folder)) {
                assertThat(journal.writer(0).append(written.getFirst())).isEqualTo(Appended.JOURNALED);
                List<ShipBatch> batches = Streams.readBatches(journal, new Stream(journal.node(), 0));
                long read = batches.stream().mapToLong(batch -> batch.clicks().size()).sum();
                List<Damage> damages = batches.stream().flatMap(batch -> batch.damages().stream()).toList();
                boolean padding = read == RECORDS + 1;
                if (!padding) {
                    assertThat(read).as("seed %d, byte %d", seed, at).isEqualTo(RECORDS);
                    // In the last record it cannot be told from a torn one, which is cut off and counted.
                    assertThat(damages.size() + (journal.status().tornBytes() > 0 ? 1 : 0))
                            .as("seed %d, byte %d", seed, at).isEqualTo(1);
                    assertThat(damages).allSatisfy(damage -> assertThat(at).isBetween(damage.fromBytes(),
                            damage.toBytes() - 1));
                }
            }
        }
    }

    @Test
    void aDamagedHeaderCostsNoRecord() throws IOException {
        byte[] headless = intact.clone();
        Arrays.fill(headless, 0, 64, (byte) 0);
        try (FileJournal journal = open(folderWith(headless))) {
            assertThat(Streams.readAll(journal, new Stream(journal.node(), 0))).isEqualTo(written);
            assertThat(journal.lastSequence(new Stream(journal.node(), 0))).isEqualTo(RECORDS);
        }
    }

    @Test
    void preparedSegmentsAreNotKept() throws IOException {
        Path folder = folderWith(intact);
        Files.write(folder.resolve("w0/000000000000000002.segment"), new byte[64 << 10]);
        Files.write(folder.resolve("w0/000000000000000003.segment"), new byte[1 << 10]);
        try (FileJournal journal = open(folder)) {
            assertThat(TestFolders.segments(folder, 0)).containsKey(1L).doesNotContainKeys(2L, 3L).containsKey(4L);
            assertThat(journal.lastSequence(new Stream(journal.node(), 0))).isEqualTo(RECORDS);
        }
    }

    private Path folderWith(byte[] segment) throws IOException {
        Path folder = Files.createTempDirectory(temp, "journal");
        Files.copy(temp.resolve("original/node"), folder.resolve("node"));
        Files.createDirectory(folder.resolve("w0"));
        Files.write(folder.resolve("w0/000000000000000001.segment"), segment);
        return folder;
    }

    private static FileJournal open(Path folder) throws IOException {
        return FileJournal.open(folder, SETTINGS, new MappedSegmentFiles(), InstantSource.system());
    }
}
