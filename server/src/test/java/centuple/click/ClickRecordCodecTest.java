package centuple.click;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

class ClickRecordCodecTest {

    private static final ClickRecord SMALL = new ClickRecord(new ClickId(0x0102030405060708L, 0x090a0b0c),
            1_795_392_000_000L, new ClickRoute(1, 2, -3, 4, 5), Hops.NONE,
            new Visit(VisitClass.COUNTED, Device.MOBILE, "FR"), SubIds.NONE);

    @Test
    void everyRecordIsReadBackAsItWas() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            ClickRecord click = RandomClicks.draw(random);
            byte[] bytes = encode(click);
            assertThat(bytes.length).isBetween(ClickRecordCodec.LENGTH_BYTES_MIN, ClickRecordCodec.LENGTH_BYTES_MAX);
            assertThat(decode(bytes)).as("seed %d, record %d", seed, i).isEqualTo(new DecodedClick.Good(click));
        }
    }

    @Test
    void theFormOnDiskIsFrozen() {
        assertThat(HexFormat.of().formatHex(encode(SMALL))).isEqualTo("01" + "01" + "02" + "00" + "000001a205b3d000"
                + "0102030405060708090a0b0c" + "0000000000000001" + "0000000000000002" + "fffffffd" + "00000004"
                + "00000005" + "4652" + "00");
    }

    @Test
    void theLongestRecordFitsTheLimitExactly() {
        String mark = "x".repeat(SubIds.LENGTH_MAX);
        ClickRecord click = new ClickRecord(SMALL.id(), 0, SMALL.route(), Hops.of(1, 2, 3), SMALL.visit(),
                new SubIds(mark, mark, mark, mark, mark));
        assertThat(encode(click)).hasSize(ClickRecordCodec.LENGTH_BYTES_MAX);
    }

    @Test
    void everyCutIsRefusedAndSoIsEveryByteTooMany() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            byte[] bytes = encode(RandomClicks.draw(random));
            for (int length = 0; length < bytes.length; length++) {
                assertThat(decode(Arrays.copyOf(bytes, length))).as("seed %d, cut at %d", seed, length)
                        .isInstanceOf(DecodedClick.Corrupt.class);
            }
            assertThat(decode(Arrays.copyOf(bytes, bytes.length + 1))).isInstanceOf(DecodedClick.Corrupt.class);
        }
    }

    @Test
    void anyBytesAreEitherRefusedOrTheOneFormOfTheirRecord() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = encode(RandomClicks.draw(random));
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            if (decode(bytes) instanceof DecodedClick.Good(ClickRecord click)) {
                assertThat(encode(click)).as("seed %d, record %d", seed, i).isEqualTo(bytes);
            }
        }
    }

    @Test
    void aNewerVersionIsNamed() {
        byte[] bytes = encode(SMALL);
        bytes[0] = 2;
        assertThat(decode(bytes)).isEqualTo(new DecodedClick.Corrupt("version 2 is unknown to this program"));
    }

    @Test
    void refusesABufferOfTheOtherByteOrderOrTooSmall() {
        ByteBuffer little = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
        assertThatThrownBy(() -> ClickRecordCodec.encode(SMALL, little)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClickRecordCodec.encode(SMALL, ByteBuffer.allocate(54)))
                .isInstanceOf(BufferOverflowException.class);
    }

    private static byte[] encode(ClickRecord click) {
        ByteBuffer buffer = ByteBuffer.allocate(ClickRecordCodec.LENGTH_BYTES_MAX);
        ClickRecordCodec.encode(click, buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static DecodedClick decode(byte[] bytes) {
        return ClickRecordCodec.decode(ByteBuffer.wrap(bytes));
    }
}
