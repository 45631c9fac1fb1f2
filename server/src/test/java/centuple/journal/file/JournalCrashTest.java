package centuple.journal.file;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.click.ClickRecord;
import centuple.journal.Stream;
import centuple.journal.Streams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** kill -9 in the middle of appending: whatever was acknowledged is there, once, and without a hole before it. */
class JournalCrashTest {

    private static final int KILLS = Integer.getInteger("centuple.kills", 3);
    private static final int ACKNOWLEDGED_MAX = 10_000;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    @TempDir
    private Path temp;

    @Test
    void whatWasAcknowledgedSurvivesTheProcess() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            acknowledged.addAll(appendUntilKilled(random.nextLong(), 1 + random.nextInt(ACKNOWLEDGED_MAX)));
            List<String> found = recover();
            Set<String> distinct = new HashSet<>(found);
            assertThat(distinct).as("no doubles; seed %d, kill %d", seed, kill).hasSameSizeAs(found);
            assertThat(distinct.containsAll(acknowledged)).as("all there; seed %d, kill %d", seed, kill).isTrue();
            // Each writer may have written one more than it had time to tell, each time.
            assertThat(found.size() - acknowledged.size()).as("seed %d, kill %d", seed, kill)
                    .isBetween(0, 2 * kill);
        }
    }

    private List<String> appendUntilKilled(long childSeed, int atLeast) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-Xmx64m", "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), AppendingProcess.class.getName(), temp.toString(),
                Long.toString(childSeed)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> told = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told.add(line);
                if (told.size() == atLeast) {
                    // By its handle: Process.destroyForcibly would close the pipe that still holds what was told.
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(told).as("seed %d: the child process appends", seed).hasSizeGreaterThanOrEqualTo(atLeast);
        return told;
    }

    private List<String> recover() throws IOException {
        List<String> found = new ArrayList<>();
        try (FileJournal journal = FileJournal.open(temp, AppendingProcess.SETTINGS, new MappedSegmentFiles(),
                InstantSource.system())) {
            for (Stream stream : journal.streams()) {
                for (ClickRecord click : Streams.readAll(journal, stream)) {
                    found.add(click.id().toString());
                }
            }
        }
        return found;
    }
}
