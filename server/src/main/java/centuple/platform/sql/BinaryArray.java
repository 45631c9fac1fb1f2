package centuple.platform.sql;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * An array of ids or times as PostgreSQL itself keeps them: to write and to read them as text costs both sides more
 * than the rest of a column. As text where the driver was told to send no binary values. Not thread-safe.
 */
final class BinaryArray extends PGobject implements PGBinaryObject {
    /** Types of arrays that the driver must be allowed to send like this. */
    static final String OIDS = "1185,2951";

    private static final long serialVersionUID = 1L;
    private static final int UUID_OID = 2950;
    private static final int TIMESTAMPTZ_OID = 1184;
    private static final int HEAD_BYTES = 20;
    private static final int EMPTY_BYTES = 12;
    private static final int NULL_LENGTH = -1;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long EPOCH_SECONDS = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private final transient @Nullable Object[] elements;
    private final transient byte[] bytes;

    private BinaryArray(String type, @Nullable Object[] elements, byte[] bytes) {
        setType(type);
        this.elements = elements;
        this.bytes = bytes;
    }

    /** A {@code uuid[]}; elements may be null. */
    static BinaryArray of(@Nullable UUID[] ids) {
        return new BinaryArray("_uuid", ids, bytes(UUID_OID, Long.BYTES * 2, ids,
                (id, to) -> to.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits())));
    }

    /** A {@code timestamptz[]}, to the microsecond; elements may be null. */
    static BinaryArray of(@Nullable Instant[] times) {
        return new BinaryArray("_timestamptz", times,
                bytes(TIMESTAMPTZ_OID, Long.BYTES, times, (time, to) -> to.putLong(micros(time))));
    }

    private static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond() - EPOCH_SECONDS, MICROS_PER_SECOND),
                time.getNano() / NANOS_PER_MICRO);
    }

    /** Dimensions, whether there are nulls, type, length, first index; then each element with its length. */
    private static <T> byte[] bytes(int elementOid, int elementBytes, @Nullable T[] elements,
            BiConsumer<T, ByteBuffer> put) {
        if (elements.length == 0) {
            return ByteBuffer.allocate(EMPTY_BYTES).putInt(0).putInt(0).putInt(elementOid).array();
        }
        ByteBuffer to = ByteBuffer.allocate(HEAD_BYTES + elements.length * (Integer.BYTES + elementBytes));
        boolean hasNull = Arrays.stream(elements).anyMatch(Objects::isNull);
        to.putInt(1).putInt(hasNull ? 1 : 0).putInt(elementOid).putInt(elements.length).putInt(1);
        for (T element : elements) {
            if (element == null) {
                to.putInt(NULL_LENGTH);
            } else {
                put.accept(element, to.putInt(elementBytes));
            }
        }
        return Arrays.copyOf(to.array(), to.position());
    }

    @Override
    public String getValue() {
        return Arrays.stream(elements).map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
        throw new UnsupportedOperationException("only ever sent");
    }

    @Override
    public int lengthInBytes() {
        return bytes.length;
    }

    @Override
    public void toBytes(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }
}
