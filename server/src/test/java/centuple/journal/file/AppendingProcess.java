package centuple.journal.file;

import centuple.click.ClickRecord;
import centuple.click.RandomClicks;
import centuple.journal.Appended;
import centuple.journal.ClickWriter;
import centuple.journal.JournalSettings;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;

/** A server reduced to its journal: appends without end and tells each click it has acknowledged, until killed. */
final class AppendingProcess {

    static final JournalSettings SETTINGS = new JournalSettings(2, 256 << 10, 1 << 30, Duration.ofMillis(5), false);

    private AppendingProcess() {
    }

    public static void main(String[] arguments) throws IOException {
        FileJournal journal = FileJournal.open(Path.of(arguments[0]), SETTINGS, new MappedSegmentFiles(),
                InstantSource.system());
        long seed = Long.parseLong(arguments[1]);
        Thread.ofPlatform().start(() -> appendForever(journal.writer(0), new SplittableRandom(seed)));
        Thread.ofPlatform().start(() -> appendForever(journal.writer(1), new SplittableRandom(seed + 1)));
    }

    private static void appendForever(ClickWriter writer, SplittableRandom random) {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        try {
            while (true) {
                ClickRecord click = RandomClicks.draw(random);
                if (writer.append(click) == Appended.JOURNALED) {
                    // One write for each, as an answer to a visitor would be.
                    out.write((click.id() + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the test has gone", e);
        }
    }
}
