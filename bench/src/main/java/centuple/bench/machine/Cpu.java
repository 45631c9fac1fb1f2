package centuple.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Reads how much processor time processes have used, from {@code /proc}. */
public final class Cpu {
    private static final long TICK_MICROS = TimeUnit.SECONDS.toMicros(1) / 100; // USER_HZ is 100 on Linux
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int USER_OF_ENDED = 13;
    private static final int SYSTEM_OF_ENDED = 14;

    private Cpu() {
    }

    /** User and system time of a process and its direct children, in microseconds. */
    public static long treeMicros(ProcessHandle process) throws IOException {
        long micros = ownMicros(process.pid());
        for (ProcessHandle child : process.children().toList()) {
            micros += ownMicros(child.pid());
        }
        return micros;
    }

    /** User and system time of one process, in microseconds. */
    public static long ownMicros(long pid) throws IOException {
        return micros(pid, USER, SYSTEM);
    }

    /** User and system time of the children of a process that have ended, in microseconds. */
    public static long endedChildrenMicros(long pid) throws IOException {
        return micros(pid, USER_OF_ENDED, SYSTEM_OF_ENDED);
    }

    private static long micros(long pid, int user, int system) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[user]) + Long.parseLong(fields[system])) * TICK_MICROS;
        } catch (NoSuchFileException _) {
            return 0; // it ended
        }
    }
}
