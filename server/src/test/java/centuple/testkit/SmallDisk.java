package centuple.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real disk of a few megabytes, in memory. Only root can make one: for everybody else the test is skipped. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts it in a new folder below the given one. */
    public static SmallDisk of(Path parent, int kibibytes) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(parent.resolve("small"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=" + kibibytes + "k", "tmpfs", folder.toString()),
                "skipped: only root can mount a small disk");
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Makes it larger; what is on it stays. */
    public void grow(int kibibytes) throws IOException, InterruptedException {
        if (!run("mount", "-o", "remount,size=" + kibibytes + "k", folder.toString())) {
            throw new IOException("the small disk cannot be made larger");
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("umount", folder.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start().waitFor() == 0;
    }
}
