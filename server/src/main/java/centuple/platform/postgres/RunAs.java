package centuple.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The words put before a PostgreSQL program so that it runs in a session of its own (Ctrl-C in our terminal must reach
 * only us) and, for root, as somebody it accepts to be.
 *
 * @param user whom the data must belong to; empty: whoever we are
 */
record RunAs(List<String> prefix, String user) {
    private static final List<String> USERS = List.of("postgres", "nobody");

    /** Finds out what this computer offers. */
    static RunAs detect() {
        List<String> session = succeeds("setsid", "true") ? List.of("setsid") : List.of();
        if (!"root".equals(System.getProperty("user.name"))) {
            return new RunAs(session, "");
        }
        // In a user namespace of its own without a mapping root is nobody, yet its files stay its own.
        if (succeeds("unshare", "-U", "true")) {
            return new RunAs(joined(session, List.of("unshare", "-U")), "");
        }
        for (String user : USERS) {
            List<String> other = List.of("setpriv", "--reuid=" + user, "--regid=" + group(user), "--clear-groups");
            if (succeeds(joined(other, List.of("true")).toArray(String[]::new))) {
                return new RunAs(joined(session, other), user);
            }
        }
        throw new PostgresException("PostgreSQL refuses to run as root, and this computer offers neither"
                + " 'unshare -U' nor 'setpriv': run as another user, or give a database with --database");
    }

    List<String> command(Path program, List<String> arguments) {
        return joined(joined(prefix, List.of(program.toString())), arguments);
    }

    /** Gives all in the folder to the user the programs run as. */
    void own(Path folder) throws IOException {
        if (user.isEmpty() || !Files.exists(folder)) {
            return;
        }
        UserPrincipal owner = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if (!Files.getOwner(path).equals(owner)) {
                    Files.setOwner(path, owner);
                }
            }
        }
    }

    private static String group(String user) {
        return user.equals("nobody") ? "nogroup" : user;
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PostgresException("interrupted", interrupted);
        }
    }
}
