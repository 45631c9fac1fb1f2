package centuple.bench.orders;

import java.util.Locale;

/**
 * One run.
 *
 * @param units transactions of pgbench, or orders that were acknowledged
 * @param seconds how long it took
 * @param serverMicros processor time of our server; none for pgbench
 * @param databaseMicros processor time of PostgreSQL, all its processes
 * @param clientMicros processor time of who asked
 * @param meanMillis mean time from request to answer
 */
record Measured(long units, double seconds, long serverMicros, long databaseMicros, long clientMicros,
        double meanMillis) {
    double perSecond() {
        return units / seconds;
    }

    /** Processor time of server and database for one unit, in microseconds. */
    double cpuMicros() {
        return (double) (serverMicros + databaseMicros) / units;
    }

    /** How much of the machine was in use by all of them. */
    double busy() {
        return (serverMicros + databaseMicros + clientMicros)
                / (seconds * 1e6 * Runtime.getRuntime().availableProcessors());
    }

    String words() {
        return String.format(Locale.ROOT, "%,7.0f/s, CPU %3.0f us (server %3.0f, PostgreSQL %3.0f; client %3.0f), "
                + "answer %6.1f ms, machine %2.0f %% busy", perSecond(), cpuMicros(), (double) serverMicros / units,
                (double) databaseMicros / units, (double) clientMicros / units, meanMillis, 100 * busy());
    }
}
