package centuple.journal;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.click.ClickRecord;

import java.util.ArrayList;
import java.util.List;

/** Reads streams in tests. */
public final class Streams {

    private static final BatchLimit BIG = new BatchLimit(1_000, 100_000);

    private Streams() {
    }

    /** All intact records of a stream, where none is damaged or missing. */
    public static List<ClickRecord> readAll(ClickSource source, Stream stream) {
        List<ShipBatch> batches = readBatches(source, stream);
        assertThat(batches).allSatisfy(batch -> {
            assertThat(batch.damages()).isEmpty();
            assertThat(batch.missing()).isZero();
            assertThat(batch.stoppedBecause()).isEmpty();
        });
        return batches.stream().flatMap(batch -> batch.clicks().stream()).toList();
    }

    /** All batches of a stream from its start, the last and empty one left out. */
    public static List<ShipBatch> readBatches(ClickSource source, Stream stream) {
        List<ShipBatch> batches = new ArrayList<>();
        Position position = Position.START;
        while (true) {
            ShipBatch batch = source.read(stream, position, BIG);
            if (batch.isEmpty()) {
                return batches;
            }
            batches.add(batch);
            position = batch.to();
        }
    }
}
