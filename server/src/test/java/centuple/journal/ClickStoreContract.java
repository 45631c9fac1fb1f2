package centuple.journal;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.click.ClickRecord;
import centuple.click.RandomClicks;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;

/** What every store of shipped clicks does. */
public abstract class ClickStoreContract {

    private static final Stream STREAM = new Stream(new UUID(1, 2), 0);
    private static final Stream OTHER = new Stream(new UUID(1, 2), 1);
    private static final Position FIRST = new Position(1, 128, 1);
    private static final Position SECOND = new Position(1, 256, 2);

    private final SplittableRandom random = new SplittableRandom(11);

    /** Runs work in a transaction of its own. */
    protected abstract <R> R inTransaction(Function<ClickStore, R> work);

    /** All clicks in the store, sorted by id. */
    protected abstract List<ClickRecord> clicks();

    /** The daily numbers in the store. */
    protected abstract SortedMap<DailyVisits.Key, Long> visits();

    @Test
    void aStreamBeginsAtTheStart() {
        assertThat(position(STREAM)).isEqualTo(Position.START);
    }

    @Test
    void aPositionMovesOnlyFromWhereItIs() {
        assertThat(advance(STREAM, Position.START, FIRST)).isTrue();
        assertThat(advance(STREAM, Position.START, SECOND)).isFalse();
        assertThat(position(STREAM)).isEqualTo(FIRST);
        assertThat(advance(STREAM, SECOND, FIRST)).isFalse();
        assertThat(advance(STREAM, FIRST, SECOND)).isTrue();
        assertThat(position(STREAM)).isEqualTo(SECOND);
    }

    @Test
    void streamsMoveOnTheirOwn() {
        assertThat(advance(STREAM, Position.START, FIRST)).isTrue();
        assertThat(position(OTHER)).isEqualTo(Position.START);
        assertThat(advance(OTHER, FIRST, SECOND)).isFalse();
    }

    @Test
    void clicksAreKeptAsTheyAreWithTheirOwnTimes() {
        List<ClickRecord> clicks = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            // Replayed clicks may come from any time; a few days are enough to make the point.
            clicks.add(RandomClicks.drawAt(random, (i % 7) * 1_000_000_000_00L + random.nextLong(86_400_000)));
        }
        inTransaction(store -> {
            store.add(clicks);
            return true;
        });
        assertThat(clicks()).containsExactlyInAnyOrderElementsOf(clicks);
        assertThat(visits()).isEqualTo(DailyVisits.of(clicks));
    }

    @Test
    void dailyNumbersAddUpOverBatches() {
        ClickRecord click = RandomClicks.drawAt(random, 1_795_392_000_000L);
        for (int batch = 1; batch <= 3; batch++) {
            List<ClickRecord> same = Collections.nCopies(batch, click);
            inTransaction(store -> {
                store.add(same);
                return true;
            });
        }
        assertThat(visits()).isEqualTo(DailyVisits.of(Collections.nCopies(6, click))).containsValue(6L);
    }

    @Test
    void shippingMovesThePositionOrDoesNothing() {
        ClickRecord click = RandomClicks.drawAt(random, 1_795_392_000_000L);
        ShipBatch batch = new ShipBatch(Position.START, FIRST, List.of(click), 0, List.of(), "");
        assertThat(ship(batch)).isTrue();
        assertThat(ship(batch)).isFalse();
        assertThat(clicks()).containsExactly(click);
        assertThat(position(STREAM)).isEqualTo(FIRST);
    }

    private boolean ship(ShipBatch batch) {
        return inTransaction(store -> Shipment.ship(store, STREAM, batch));
    }

    private Position position(Stream stream) {
        return inTransaction(store -> store.position(stream));
    }

    private boolean advance(Stream stream, Position from, Position to) {
        return inTransaction(store -> store.advance(stream, from, to));
    }
}
