package centuple.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.click.ClickRecord;
import centuple.click.RandomClicks;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

/** What every click journal does, whatever it is made of. */
public abstract class ClickJournalContract {

    private static final BatchLimit SEVEN = new BatchLimit(7, 1_000);

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    /** An empty journal with two writers. */
    protected abstract ClickJournal journal();

    /** The same journal, to be read. */
    protected abstract ClickSource source();

    /** Brings the journal into the state of a full disk, as soon as that can be. */
    protected abstract void refuse();

    @Test
    void whatIsAppendedIsReadBackInOrderAndInBatches() {
        List<ClickRecord> written = append(0, 100);
        Stream stream = source().streams().getFirst();
        List<ClickRecord> read = new ArrayList<>();
        Position position = Position.START;
        for (ShipBatch batch = next(stream, position); !batch.isEmpty(); batch = next(stream, position)) {
            assertThat(batch.from()).isEqualTo(position);
            assertThat(batch.clicks()).hasSizeLessThanOrEqualTo(7);
            assertThat(batch.missing()).isZero();
            assertThat(batch.damages()).isEmpty();
            assertThat(batch.stoppedBecause()).isEmpty();
            read.addAll(batch.clicks());
            position = batch.to();
        }
        assertThat(read).as("seed %d", seed).isEqualTo(written);
        assertThat(position.sequence()).isEqualTo(100).isEqualTo(source().lastSequence(stream));
    }

    @Test
    void writersDoNotMix() {
        List<ClickRecord> first = append(0, 10);
        List<ClickRecord> second = append(1, 20);
        assertThat(source().streams()).hasSize(2).isSorted();
        assertThat(readAll(source().streams().get(0))).isEqualTo(first);
        assertThat(readAll(source().streams().get(1))).isEqualTo(second);
    }

    @Test
    void aBatchHoldsFewDays() {
        List<ClickRecord> written = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ClickRecord click = RandomClicks.drawAt(random, i / 3 * 86_400_000L);
            assertThat(journal().writer(0).append(click)).isEqualTo(Appended.JOURNALED);
            written.add(click);
        }
        Stream stream = source().streams().getFirst();
        ShipBatch batch = source().read(stream, Position.START, new BatchLimit(1_000, 4));
        assertThat(batch.clicks()).isEqualTo(written.subList(0, 12));
    }

    @Test
    void thereIsNothingToReadBehindTheLastRecord() {
        Stream stream = source().streams().getFirst();
        assertThat(next(stream, Position.START).isEmpty()).isTrue();
        assertThat(source().lastSequence(stream)).isZero();
        append(0, 3);
        ShipBatch batch = next(stream, Position.START);
        ShipBatch behind = next(stream, batch.to());
        assertThat(behind.isEmpty()).isTrue();
        assertThat(behind.to()).isEqualTo(behind.from());
    }

    @Test
    void aWriterIsAlwaysTheSame() {
        assertThat(journal().writerCount()).isEqualTo(2);
        assertThat(journal().writer(1)).isSameAs(journal().writer(1)).isNotSameAs(journal().writer(0));
    }

    @Test
    void aListenerIsToldOnceTheClickIsSafe() {
        append(0, 1);
        List<Appended> told = new CopyOnWriteArrayList<>();
        journal().writer(0).whenSafe(told::add);
        await().untilAsserted(() -> assertThat(told).containsExactly(Appended.JOURNALED));
    }

    @Test
    void atItsLimitItSaysSoAndKeepsWhatItHas() {
        List<ClickRecord> written = new ArrayList<>(append(0, 10));
        refuse();
        Appended last = Appended.JOURNALED;
        for (int i = 0; i < 100_000 && last == Appended.JOURNALED; i++) {
            ClickRecord click = RandomClicks.draw(random);
            last = journal().writer(0).append(click);
            if (last == Appended.JOURNALED) {
                written.add(click);
            }
        }
        assertThat(last).isEqualTo(Appended.UNJOURNALED);
        assertThat(readAll(source().streams().getFirst())).isEqualTo(written);
    }

    /** Appends random clicks and returns them. */
    protected List<ClickRecord> append(int writer, int count) {
        List<ClickRecord> clicks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ClickRecord click = RandomClicks.draw(random);
            assertThat(journal().writer(writer).append(click)).isEqualTo(Appended.JOURNALED);
            clicks.add(click);
        }
        return clicks;
    }

    private List<ClickRecord> readAll(Stream stream) {
        return Streams.readAll(source(), stream);
    }

    private ShipBatch next(Stream stream, Position from) {
        return source().read(stream, from, SEVEN);
    }
}
