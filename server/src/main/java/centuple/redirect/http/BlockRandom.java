package centuple.redirect.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * Unpredictable numbers, drawn from a secure generator in blocks of 4 KiB: a click id costs a copy, not a call. For one
 * thread.
 */
public final class BlockRandom implements RandomGenerator {
    private static final int BLOCK_BYTES = 4_096;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final SecureRandom source;
    private final byte[] block = new byte[BLOCK_BYTES];
    private int usedBytes = BLOCK_BYTES;

    public BlockRandom(SecureRandom source) {
        this.source = source;
    }

    @Override
    public long nextLong() {
        if (usedBytes == BLOCK_BYTES) {
            source.nextBytes(block);
            usedBytes = 0;
        }
        long value = (long) LONGS.get(block, usedBytes);
        LONGS.set(block, usedBytes, 0L);
        usedBytes += Long.BYTES;
        return value;
    }
}
