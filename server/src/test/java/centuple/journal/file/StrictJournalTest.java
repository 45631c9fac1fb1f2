package centuple.journal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.click.RandomClicks;
import centuple.journal.Appended;
import centuple.journal.ClickWriter;
import centuple.journal.JournalSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

/** In strict mode a visitor is answered after the fdatasync that covers the click. */
class StrictJournalTest {

    private final FaultyFiles files = new FaultyFiles();
    private final SplittableRandom random = new SplittableRandom(3);
    private final List<Appended> told = new CopyOnWriteArrayList<>();
    @TempDir
    private Path temp;
    private FileJournal journal;

    @BeforeEach
    void open() throws IOException {
        journal = FileJournal.open(temp, new JournalSettings(1, 64 << 10, 1 << 20, Duration.ofMillis(1), true), files,
                InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    @Test
    void noListenerIsToldBeforeTheSyncReturned() {
        files.stall();
        append();
        assertThat(told).isEmpty();
        await().during(Duration.ofMillis(50)).until(told::isEmpty);
        files.goOn();
        await().untilAsserted(() -> assertThat(told).containsExactly(Appended.JOURNALED));
    }

    @Test
    void oneSyncCoversAllThatWaited() {
        files.stall();
        append();
        for (int i = 0; i < 99; i++) {
            append();
        }
        int before = files.forces.get();
        files.goOn();
        await().until(() -> told.size() == 100);
        assertThat(told).containsOnly(Appended.JOURNALED);
        assertThat(files.forces.get() - before).isBetween(1, 2);
    }

    @Test
    void aFailedSyncIsToldToAllThatWaited() {
        files.stall();
        append();
        append();
        files.failing = true;
        files.goOn();
        await().until(() -> told.size() == 2);
        assertThat(told).containsOnly(Appended.UNJOURNALED);
        assertThat(journal.status().unjournaled()).isEqualTo(2);
    }

    @Test
    void thousandsInARowAreAllTold() {
        ClickWriter writer = journal.writer(0);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            if (writer.append(RandomClicks.draw(random)) == Appended.AWAITING_SYNC) {
                writer.whenSafe(told::add);
                accepted++;
            }
        }
        int waiting = accepted;
        assertThat(waiting).isPositive();
        await().until(() -> told.size() == waiting);
        assertThat(told).containsOnly(Appended.JOURNALED);
    }

    @Test
    void whoWaitsAtTheEndIsTold() throws IOException {
        append();
        journal.close();
        assertThat(told).containsExactly(Appended.JOURNALED);
    }

    private void append() {
        ClickWriter writer = journal.writer(0);
        assertThat(writer.append(RandomClicks.draw(random))).isEqualTo(Appended.AWAITING_SYNC);
        writer.whenSafe(told::add);
    }
}
