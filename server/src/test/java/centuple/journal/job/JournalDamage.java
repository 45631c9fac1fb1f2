package centuple.journal.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a bad disk does to a journal, in tests. */
final class JournalDamage {

    private JournalDamage() {
    }

    /** Turns a bit of a file. */
    static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 4;
        Files.write(file, bytes);
    }
}
