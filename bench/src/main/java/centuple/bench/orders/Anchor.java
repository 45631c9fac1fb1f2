package centuple.bench.orders;

import centuple.bench.machine.Cpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** pgbench's TPC-B-like transaction in a database of its own on the same PostgreSQL. */
record Anchor(Server server) {
    static final String FLAGS = "-s 100 -c 64 -j 2 -M prepared";

    private static final String DATABASE = "pgbench";
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without initial");
    private static final Pattern DONE = Pattern.compile("actually processed: (\\d+)");
    private static final Pattern FAILED = Pattern.compile("failed transactions: (\\d+)");

    /** Fills its tables: ten million accounts, some 1.5 GB. */
    static Anchor fill(Server server) throws IOException, InterruptedException, SQLException {
        server.execute("create database " + DATABASE);
        Anchor anchor = new Anchor(server);
        anchor.pgbench("-i -q -s 100");
        return anchor;
    }

    Measured run(int seconds) throws IOException, InterruptedException {
        long databaseBefore = server.databaseMicros();
        long clientBefore = Cpu.endedChildrenMicros(ProcessHandle.current().pid());
        String said = pgbench(FLAGS + " -T " + seconds);
        long clientMicros = Cpu.endedChildrenMicros(ProcessHandle.current().pid()) - clientBefore;
        Matcher tps = TPS.matcher(said);
        Matcher done = DONE.matcher(said);
        Matcher failed = FAILED.matcher(said);
        if (!tps.find() || !done.find() || failed.find() && Long.parseLong(failed.group(1)) > 0) {
            throw new IOException("pgbench said: " + said);
        }
        long units = Long.parseLong(done.group(1));
        double perSecond = Double.parseDouble(tps.group(1));
        return new Measured(units, units / perSecond, 0, server.databaseMicros() - databaseBefore, clientMicros,
                64 / perSecond * 1e3);
    }

    private String pgbench(String flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("pgbench", "-h", "127.0.0.1", "-p",
                Integer.toString(server.databasePort()), "-U", "centuple"));
        command.addAll(List.of(flags.split(" ", -1)));
        command.add(DATABASE);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", server.databasePassword());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.format(Locale.ROOT, "pgbench %s ended with %d: %s", flags,
                    process.exitValue(), said));
        }
        return said;
    }
}
