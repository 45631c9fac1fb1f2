package centuple.bench.redirect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Reads how much processor time processes have used, from {@code /proc}. */
final class Cpu {
    private static final long TICK_MICROS = TimeUnit.SECONDS.toMicros(1) / 100; // USER_HZ is 100 on Linux

    private Cpu() {
    }

    /** User and system time of a process and its direct children, in microseconds. */
    static long treeMicros(ProcessHandle process) throws IOException {
        long micros = micros(process.pid());
        for (ProcessHandle child : process.children().toList()) {
            micros += micros(child.pid());
        }
        return micros;
    }

    private static long micros(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MICROS;
        } catch (NoSuchFileException _) {
            return 0; // it ended
        }
    }
}
