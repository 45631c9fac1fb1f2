package centuple.platform.file;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Holds a folder for one process, by an operating system lock on the file {@code lock} in it. The system lets go of it
 * when the process ends, however it ends. Thread-safe.
 */
public final class FolderLock implements AutoCloseable {
    /**
     * Folders held by this process. Asked before the file is opened: on POSIX systems closing any channel of a file
     * gives up all locks this process has on it, so a second channel must never be opened.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path folder;
    private final FileChannel channel;
    private boolean closed;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the lock of an existing folder, without waiting.
     *
     * @throws FolderHeldException when this or another process holds it
     */
    public static FolderLock acquire(Path folder) throws IOException {
        Path real = folder.toRealPath();
        synchronized (HELD) {
            if (HELD.contains(real)) {
                throw new FolderHeldException(real, "this process");
            }
            FileChannel channel = FileChannel.open(real.resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.READ, StandardOpenOption.WRITE);
            @Nullable
            FileLock lock = null;
            try {
                lock = channel.tryLock();
                if (lock == null) {
                    throw new FolderHeldException(real, "process " + holder(channel));
                }
                channel.truncate(0);
                channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
            } finally {
                if (lock == null) {
                    channel.close();
                }
            }
            HELD.add(real);
            return new FolderLock(real, channel);
        }
    }

    /** Whether some process, this one included, holds the folder now. */
    public static boolean isHeld(Path folder) throws IOException {
        if (!Files.exists(folder.resolve("lock"))) {
            return false;
        }
        try (FolderLock free = acquire(folder)) {
            return free.closed;
        } catch (FolderHeldException held) {
            return true;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        return StandardCharsets.US_ASCII.decode(bytes.flip()).toString().strip();
    }

    /** Lets go of the folder; doing it again changes nothing. The file stays: removing it could hide another's lock. */
    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            if (!closed) {
                closed = true;
                channel.close();
                HELD.remove(folder);
            }
        }
    }
}
