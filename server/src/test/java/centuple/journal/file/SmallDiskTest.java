package centuple.journal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.click.ClickRecord;
import centuple.click.RandomClicks;
import centuple.journal.Appended;
import centuple.journal.JournalSettings;
import centuple.journal.Stream;
import centuple.journal.Streams;
import centuple.testkit.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A journal on a real disk that is full: no click that was acknowledged is lost, and it goes on once there is room. */
class SmallDiskTest {
    private static final int SEGMENT_BYTES = 64 << 10;
    private static final int DISK_KIBIBYTES = 512;

    private final SplittableRandom random = new SplittableRandom(11);
    private final List<ClickRecord> journaled = new ArrayList<>();
    @TempDir
    private Path temp;

    @Test
    void clicksGoUnjournaledWhileItIsFullAndAreKeptAgainOnceThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.of(temp, DISK_KIBIBYTES)) {
            try (FileJournal journal = open(disk)) {
                await().pollInterval(Duration.ofMillis(1)).until(() -> isFull(journal));
                assertThat(journal.status().problems().toString()).contains("No space left on device");
                assertThat(journal.status().unjournaled()).isPositive();
                disk.grow(4 * DISK_KIBIBYTES);
                await().until(() -> append(journal) == Appended.JOURNALED && journal.status().isHealthy());
            }
            try (FileJournal again = open(disk)) {
                assertThat(Streams.readAll(again, new Stream(again.node(), 0))).isEqualTo(journaled);
            }
        }
    }

    private boolean isFull(FileJournal journal) {
        Appended last = Appended.JOURNALED;
        for (int i = 0; i < 1_000 && last == Appended.JOURNALED; i++) {
            last = append(journal);
        }
        // A segment that is still being prepared keeps clicks out as well, but is no problem.
        return last == Appended.UNJOURNALED && !journal.status().isHealthy();
    }

    private Appended append(FileJournal journal) {
        ClickRecord click = RandomClicks.draw(random);
        Appended appended = journal.writer(0).append(click);
        if (appended == Appended.JOURNALED) {
            journaled.add(click);
        }
        return appended;
    }

    private static FileJournal open(SmallDisk disk) throws IOException {
        JournalSettings settings = new JournalSettings(1, SEGMENT_BYTES, 64L * SEGMENT_BYTES, Duration.ofMillis(5),
                false);
        return FileJournal.open(disk.folder().resolve("journal"), settings, new MappedSegmentFiles(),
                InstantSource.system());
    }
}
