package centuple.journal.file;

import centuple.platform.file.Folders;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Segment files of the local file system, memory-mapped. Thread-safe. */
public final class MappedSegmentFiles implements SegmentFiles {

    private static final int ZEROS_PER_WRITE_BYTES = 1 << 20;

    // The file that is returned owns the channel and closes it.
    @SuppressWarnings("MustBeClosedChecker")
    @Override
    public SegmentFile create(Path path, int lengthBytes) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        Arena arena = Arena.ofShared();
        try {
            writeZeros(channel, lengthBytes);
            channel.force(true);
            Folders.sync(Objects.requireNonNull(path.toAbsolutePath().getParent()));
            return new MappedFile(channel, arena, channel.map(MapMode.READ_WRITE, 0, lengthBytes, arena));
        } catch (IOException | RuntimeException e) {
            arena.close();
            channel.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private static void writeZeros(FileChannel channel, int lengthBytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(lengthBytes, ZEROS_PER_WRITE_BYTES));
        for (int at = 0; at < lengthBytes;) {
            zeros.clear().limit(Math.min(zeros.capacity(), lengthBytes - at));
            at += channel.write(zeros);
        }
    }

    private record MappedFile(FileChannel channel, Arena arena, MemorySegment memory) implements SegmentFile {

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close(int lengthBytes) throws IOException {
            // The memory goes first: nothing may be mapped where a file is cut.
            arena.close();
            try (channel) {
                if (lengthBytes < channel.size()) {
                    channel.truncate(lengthBytes);
                    channel.force(true);
                }
            }
        }
    }
}
