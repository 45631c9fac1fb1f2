package centuple.journal.segment;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.click.ClickRecord;
import centuple.click.ClickRecordCodec;
import centuple.click.DecodedClick;
import centuple.click.RandomClicks;
import centuple.journal.Stream;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

class SegmentScanTest {

    private static final int RECORDS = 12;
    private static final int SLACK_BYTES = 256;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final List<ClickRecord> clicks = new ArrayList<>();
    private final List<Integer> offsets = new ArrayList<>();
    private final byte[] intact = write();

    /** What a scan of all bytes finds: the indexes of good records, and whether anything else was met. */
    private record Outcome(List<Integer> found, boolean gap, boolean torn) {
    }

    @Test
    void allRecordsAreFoundAndThenACleanEnd() {
        Outcome outcome = scan(intact);
        assertThat(outcome.found()).hasSize(RECORDS);
        assertThat(outcome.gap()).isFalse();
        assertThat(outcome.torn()).isFalse();
    }

    @Test
    void cutAtEveryByteAllWholeRecordsAreFoundAndNoOther() {
        for (int length = 0; length <= intact.length; length++) {
            byte[] cut = Arrays.copyOf(intact, length);
            Outcome outcome = scan(cut);
            int whole = wholeRecords(length);
            assertThat(outcome.found()).as("seed %d, cut at %d", seed, length).hasSize(whole);
            assertThat(outcome.gap()).isFalse();
        }
    }

    @Test
    void zeroedFromEveryByteAllWholeRecordsAreFoundAndNoOther() {
        // As a machine leaves a file behind whose last pages never came to the disk.
        for (int from = 0; from < intact.length; from++) {
            byte[] zeroed = Arrays.copyOf(Arrays.copyOf(intact, from), intact.length);
            Outcome outcome = scan(zeroed);
            // A record whose last bytes are zeros anyway is whole before its end.
            assertThat(outcome.found().size()).as("seed %d, zeros from %d", seed, from)
                    .isBetween(wholeRecords(from), wholeRecords(from + 16));
            assertThat(outcome.gap()).isFalse();
        }
    }

    @Test
    void withAnyByteFlippedOnlyItsOwnRecordIsLostAndThatIsTold() {
        int end = intact.length - SLACK_BYTES;
        for (int at = 0; at < end; at++) {
            byte[] flipped = intact.clone();
            flipped[at] ^= (byte) (1 + random.nextInt(255));
            int record = recordAt(at);
            Outcome outcome = scan(flipped);
            boolean padding = outcome.found().size() == RECORDS;
            if (padding) {
                assertThat(at).as("seed %d", seed).isGreaterThan(nextOf(record) - 8);
            } else {
                assertThat(outcome.found()).as("seed %d, byte %d", seed, at).hasSize(RECORDS - 1)
                        .doesNotContain(record);
                assertThat(outcome.gap() || outcome.torn()).as("seed %d, byte %d is told", seed, at).isTrue();
            }
        }
    }

    @Test
    void aStretchOfZerosInTheMiddleIsAGap() {
        byte[] holed = intact.clone();
        Arrays.fill(holed, offsets.get(3), offsets.get(7), (byte) 0);
        Outcome outcome = scan(holed);
        assertThat(outcome.found()).containsExactly(0, 1, 2, 7, 8, 9, 10, 11);
        assertThat(outcome.gap()).isTrue();
    }

    @Test
    void rubbishBehindTheLastRecordIsTorn() {
        byte[] rubbish = intact.clone();
        rubbish[rubbish.length - 1] = 1;
        Outcome outcome = scan(rubbish);
        assertThat(outcome.found()).hasSize(RECORDS);
        assertThat(outcome.torn()).isTrue();
    }

    @Test
    void aHeaderIsReadBackAndRefusedWithAnyBitFlipped() {
        SegmentHeader header = new SegmentHeader(new Stream(new UUID(1, 2), 3), 4, 5);
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.LENGTH_BYTES);
        assertThat(SegmentHeader.read(bytes)).isEmpty();
        header.write(bytes);
        assertThat(SegmentHeader.read(bytes)).contains(header);
        assertThat(SegmentHeader.isOfOtherForm(bytes)).isFalse();
        for (int bit = 0; bit < SegmentHeader.LENGTH_BYTES * 8; bit++) {
            byte[] flipped = bytes.array().clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(SegmentHeader.read(ByteBuffer.wrap(flipped))).as("bit %d", bit).isEmpty();
        }
    }

    private byte[] write() {
        FrameEncoder encoder = new FrameEncoder();
        ByteBuffer bytes = ByteBuffer.allocate(RECORDS * Frame.BYTES_MAX);
        for (int i = 0; i < RECORDS; i++) {
            ClickRecord click = RandomClicks.draw(random);
            clicks.add(click);
            offsets.add(bytes.position());
            int length = encoder.encode(i + 1, click);
            bytes.put(encoder.bytes(), 0, length);
        }
        return Arrays.copyOf(bytes.array(), bytes.position() + SLACK_BYTES);
    }

    private Outcome scan(byte[] all) {
        ByteBuffer bytes = ByteBuffer.wrap(all);
        List<Integer> found = new ArrayList<>();
        boolean gap = false;
        int at = 0;
        while (true) {
            switch (SegmentScan.at(bytes, at, all.length)) {
                case Scanned.Found record -> {
                    int index = (int) record.sequence() - 1;
                    assertThat(ClickRecordCodec.decode(bytes.slice(record.clickAt(), record.clickBytes())))
                            .as("seed %d", seed).isEqualTo(new DecodedClick.Good(clicks.get(index)));
                    found.add(index);
                    at = record.next();
                }
                case Scanned.Gap later -> {
                    gap = true;
                    at = later.nextGood();
                }
                case Scanned.End _ -> {
                    return new Outcome(found, gap, false);
                }
                case Scanned.Torn _ -> {
                    return new Outcome(found, gap, true);
                }
            }
        }
    }

    private int wholeRecords(int length) {
        int whole = 0;
        ByteBuffer bytes = ByteBuffer.wrap(intact);
        for (int offset : offsets) {
            whole += offset + Frame.HEADER_BYTES + bytes.getInt(offset) <= length ? 1 : 0;
        }
        return whole;
    }

    private int recordAt(int at) {
        int record = 0;
        while (record + 1 < RECORDS && offsets.get(record + 1) <= at) {
            record++;
        }
        return record;
    }

    private int nextOf(int record) {
        return record + 1 < RECORDS ? offsets.get(record + 1) : intact.length - SLACK_BYTES;
    }
}
