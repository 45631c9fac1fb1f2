package centuple.journal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import centuple.click.ClickRecord;
import centuple.click.RandomClicks;
import centuple.journal.Appended;
import centuple.journal.BatchLimit;
import centuple.journal.ClickJournal;
import centuple.journal.ClickJournalContract;
import centuple.journal.ClickSource;
import centuple.journal.JournalSettings;
import centuple.journal.Position;
import centuple.journal.ShipBatch;
import centuple.journal.Stream;
import centuple.journal.Streams;
import centuple.journal.job.PatientAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;

class FileJournalTest extends ClickJournalContract {

    private static final int SEGMENT_BYTES = 64 << 10;
    private static final Duration SYNC_EVERY = Duration.ofMillis(5);
    private static final BatchLimit ONE = new BatchLimit(1, 1);

    private final FaultyFiles files = new FaultyFiles();
    private final SplittableRandom random = new SplittableRandom(7);
    @TempDir
    private Path temp;
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private FileJournal journal;

    @BeforeEach
    void open() throws IOException {
        journal = open(64 * SEGMENT_BYTES, false);
    }

    @AfterEach
    void close() throws IOException {
        files.failing = false;
        journal.close();
    }

    @Override
    protected ClickJournal journal() {
        return journal;
    }

    @Override
    protected ClickSource source() {
        return journal;
    }

    @Override
    protected void refuse() {
        files.full = true;
    }

    @Test
    void goesOverToTheNextSegmentWithoutAHole() {
        List<ClickRecord> written = appendPatiently(5_000);
        assertThat(segments()).hasSizeGreaterThan(10);
        assertThat(Streams.readAll(journal, stream())).isEqualTo(written);
        await().untilAsserted(() -> assertThat(Files.size(segments().firstEntry().getValue()))
                .as("a full segment is cut to its length").isLessThan(SEGMENT_BYTES));
    }

    @Test
    void afterACleanCloseTheNumbersGoOnInANewSegment() throws IOException {
        List<ClickRecord> written = append(0, 50);
        long segmentBefore = lastBatch().to().segment();
        reopen();
        assertThat(journal.lastSequence(stream())).isEqualTo(50);
        written.addAll(append(0, 50));
        assertThat(Streams.readAll(journal, stream())).isEqualTo(written);
        assertThat(lastBatch().to().segment()).isGreaterThan(segmentBefore);
        assertThat(journal.lastSequence(stream())).isEqualTo(100);
    }

    @Test
    void segmentNumbersNeverGoBackWhenAllElseIsCleanedUp() throws IOException {
        append(0, 10);
        Position position = lastBatch().to();
        for (int i = 0; i < 5; i++) {
            reopen();
            journal.shipped(stream(), position);
            assertThat(append(0, 1)).hasSize(1);
            position = Streams.readBatches(journal, stream()).getLast().to();
            journal.shipped(stream(), position);
            journal.deleteShippedBefore(Instant.MAX);
            assertThat(position.segment()).isGreaterThan(i + 1);
        }
        reopen();
        assertThat(journal.lastSequence(stream())).isEqualTo(15);
        ClickRecord click = append(0, 1).getFirst();
        assertThat(journal.read(stream(), position, ONE).clicks()).containsExactly(click);
    }

    @Test
    void theNodeIdStaysAndOthersAreKeptOut() throws IOException {
        var node = journal.node();
        assertThatThrownBy(() -> open(64 * SEGMENT_BYTES, false)).isInstanceOf(IOException.class);
        reopen();
        assertThat(journal.node()).isEqualTo(node);
    }

    @Test
    void aWriterThatIsNoMoreIsStillRead() throws IOException {
        List<ClickRecord> written = append(1, 5);
        journal.close();
        journal = FileJournal.open(temp, new JournalSettings(1, SEGMENT_BYTES, 64 * SEGMENT_BYTES, SYNC_EVERY, false),
                files, () -> now);
        Stream second = new Stream(journal.node(), 1);
        assertThat(journal.streams()).hasSize(2).contains(second);
        assertThat(journal.lastSequence(second)).isEqualTo(5);
        assertThat(Streams.readAll(journal, second)).isEqualTo(written);
    }

    @Test
    void aFailedSyncStopsJournalingAndTurnsTheHealthRed() throws IOException {
        List<ClickRecord> written = append(0, 10);
        await().until(() -> files.forces.get() > 0);
        assertThat(journal.status().isHealthy()).isTrue();
        files.failing = true;
        ClickRecord last = RandomClicks.draw(random);
        assertThat(journal.writer(0).append(last)).isEqualTo(Appended.JOURNALED);
        await().until(() -> !journal.status().isHealthy());
        files.failing = false;
        assertThat(journal.writer(0).append(RandomClicks.draw(random))).as("until a restart")
                .isEqualTo(Appended.UNJOURNALED);
        assertThat(journal.status().unjournaled()).isEqualTo(1);
        assertThat(journal.status().problems()).containsExactly("writer 0: fdatasync failed: Input/output error");
        written.add(last);
        assertThat(Streams.readAll(journal, stream())).as("what is in the page cache is still shipped")
                .isEqualTo(written);
        reopen();
        assertThat(append(0, 1)).hasSize(1);
        assertThat(journal.status().isHealthy()).isTrue();
    }

    @Test
    void aFullDiskIsOvercomeWhenThereIsRoomAgain() {
        files.full = true;
        appendUntilUnjournaled();
        assertThat(journal.status().unjournaled()).isPositive();
        files.full = false;
        await().until(() -> journal.writer(0).append(RandomClicks.draw(random)) == Appended.JOURNALED);
        await().until(() -> journal.status().isHealthy());
    }

    @Test
    void aDiskThatIsFullFromTheStartDoesNotKeepTheServerFromStarting() throws IOException {
        files.full = true;
        reopen();
        assertThat(journal.writer(0).append(RandomClicks.draw(random))).isEqualTo(Appended.UNJOURNALED);
        assertThat(journal.status().problems()).isNotEmpty();
    }

    @Test
    void atTheLimitShippedSegmentsGoFirstAndThenClicksAreUnjournaled() throws IOException {
        journal.close();
        journal = open(8 * SEGMENT_BYTES, false);
        appendUntilUnjournaled();
        assertThat(journal.status().problems().toString()).contains("journal.bytes.max");
        assertThat(journal.status().bytes()).isLessThanOrEqualTo(8 * SEGMENT_BYTES);
        int kept = segments().size();
        journal.shipped(stream(), lastBatch().to());
        await().until(() -> journal.writer(0).append(RandomClicks.draw(random)) == Appended.JOURNALED);
        assertThat(segments()).hasSizeLessThan(kept + 1);
        assertThat(segments().firstKey()).isGreaterThan(1);
    }

    @Test
    void shippedSegmentsStayForAWhile() throws IOException {
        appendPatiently(2_000);
        Position halfway = journal.read(stream(), Position.START, new BatchLimit(1_000, 10_000)).to();
        journal.shipped(stream(), Position.START);
        journal.shipped(stream(), halfway);
        long done = segments().headMap(halfway.segment()).size();
        assertThat(done).isGreaterThan(1);
        assertThat(journal.deleteShippedBefore(now)).isZero();
        assertThat(journal.deleteShippedBefore(now.plusSeconds(1))).isEqualTo((int) done);
        assertThat(segments().firstKey()).isEqualTo(halfway.segment());
        assertThat(journal.deleteShippedBefore(Instant.MAX)).isZero();
    }

    @Test
    void whichSegmentsAreShippedIsKnownAfterARestartWithoutTheDatabase() throws IOException {
        appendPatiently(2_000);
        Position halfway = journal.read(stream(), Position.START, new BatchLimit(1_000, 10_000)).to();
        journal.shipped(stream(), halfway);
        reopen();
        assertThat(journal.deleteShippedBefore(Instant.MAX)).isPositive();
        assertThat(segments().firstKey()).isEqualTo(halfway.segment());
    }

    @Test
    void anOldCopyOfTheFolderIsNoticed() {
        append(0, 3);
        ShipBatch batch = journal.read(stream(), new Position(40, 64, 1_000), ONE);
        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.stoppedBecause()).contains("old copy");
    }

    @Test
    void missingRecordsAreCounted() throws IOException {
        appendPatiently(2_000);
        NavigableMap<Long, Path> all = segments();
        Files.delete(all.get(2L));
        List<ShipBatch> batches = Streams.readBatches(journal, stream());
        long read = batches.stream().mapToLong(batch -> batch.clicks().size()).sum();
        long missing = batches.stream().mapToLong(ShipBatch::missing).sum();
        assertThat(missing).isPositive();
        assertThat(read + missing).isEqualTo(2_000);
    }

    @Test
    void aRecordOfANewerProgramStopsTheReadingInsteadOfBeingSkipped() throws IOException {
        append(0, 3);
        journal.close();
        ForeignRecords.append(segments().lastEntry().getValue(), 4);
        journal = open(64 * SEGMENT_BYTES, false);
        append(0, 1);
        ShipBatch first = journal.read(stream(), Position.START, new BatchLimit(100, 1_000));
        assertThat(first.clicks()).hasSize(3);
        assertThat(first.stoppedBecause()).contains("version 99 is unknown");
        ShipBatch second = journal.read(stream(), first.to(), new BatchLimit(100, 1_000));
        assertThat(second.isEmpty()).isTrue();
        assertThat(second.stoppedBecause()).contains("version 99 is unknown");
    }

    @Test
    void aLateClickAfterTheEndIsUnjournaled() throws IOException {
        append(0, 1);
        journal.close();
        assertThat(journal.writer(0).append(RandomClicks.draw(random))).isEqualTo(Appended.UNJOURNALED);
        journal.close();
    }

    /** Until a fault, not only a segment that is still being prepared, keeps clicks out. */
    private void appendUntilUnjournaled() {
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            Appended last = Appended.JOURNALED;
            for (int i = 0; i < 1_000 && last == Appended.JOURNALED; i++) {
                last = journal.writer(0).append(RandomClicks.draw(random));
            }
            return last == Appended.UNJOURNALED && !journal.status().isHealthy();
        });
    }

    /** Appends faster than any event loop would, so it may have to wait for a segment. */
    private List<ClickRecord> appendPatiently(int count) {
        PatientAppender appender = new PatientAppender(journal.writer(0));
        List<ClickRecord> written = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ClickRecord click = RandomClicks.draw(random);
            appender.append(click);
            written.add(click);
        }
        return written;
    }

    private FileJournal open(long bytesMax, boolean strict) throws IOException {
        InstantSource clock = () -> now;
        return FileJournal.open(temp, new JournalSettings(2, SEGMENT_BYTES, bytesMax, SYNC_EVERY, strict), files,
                clock);
    }

    private void reopen() throws IOException {
        journal.close();
        journal = open(64 * SEGMENT_BYTES, false);
    }

    private Stream stream() {
        return new Stream(journal.node(), 0);
    }

    private ShipBatch lastBatch() {
        return Streams.readBatches(journal, stream()).getLast();
    }

    private NavigableMap<Long, Path> segments() {
        return TestFolders.segments(temp, 0);
    }
}
