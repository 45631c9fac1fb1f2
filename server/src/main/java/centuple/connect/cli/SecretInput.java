package centuple.connect.cli;

import centuple.connect.Connection.Keys;
import centuple.connect.Platform;
import centuple.platform.cli.Refusal;
import org.jspecify.annotations.Nullable;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where secrets come from: a file, standard input, or a terminal that does not show them. Never the command line, which
 * every user of the machine can read. For one thread.
 */
public final class SecretInput {
    /** The name of standard input. */
    public static final String STANDARD_INPUT = "-";
    /** Bytes of a file. */
    public static final int BYTES_MAX = 10_000;

    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private final InputStream in;
    private final @Nullable Console terminal;
    private final PrintWriter out;

    /**
     * Reads from there.
     *
     * @param console null where there is none
     * @param out where to warn of a file that others may read
     */
    public SecretInput(InputStream in, @Nullable Console console, PrintWriter out) {
        this.in = in;
        this.terminal = console != null && console.isTerminal() ? console : null;
        this.out = out;
    }

    /** The secret in a file, without white space around it. */
    public String secret(String file, Platform platform) throws IOException {
        if (file.equals(STANDARD_INPUT) && terminal != null) {
            return hidden("secret of " + platform.title()).orElseThrow(() -> new Refusal("no secret was given"));
        }
        return checked(named(file), "secret", text(file).strip());
    }

    /** The credentials of a platform's API in a file: lines such as {@code access_token=...}. */
    public Map<String, String> credentials(String file, Platform platform) throws IOException {
        if (platform.credentialNames().isEmpty()) {
            throw new Refusal(platform.title() + " is never asked for orders, so it needs no credentials");
        }
        if (file.equals(STANDARD_INPUT) && terminal != null) {
            return asked(platform).orElseThrow(() -> new Refusal("no credentials were given"));
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (String line : text(file).lines().map(String::strip).toList()) {
            int equals = line.indexOf('=');
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String name = equals < 0 ? "" : line.substring(0, equals).strip();
            if (!platform.credentialNames().contains(name) || found.containsKey(name)) {
                // The line itself may hold a secret.
                throw new Refusal(named(file) + ": each line must be NAME=VALUE, one for each of "
                        + String.join(", ", platform.credentialNames()));
            }
            found.put(name, checked(named(file), name, line.substring(equals + 1).strip()));
        }
        for (String name : platform.credentialNames()) {
            if (!found.containsKey(name)) {
                throw new Refusal(named(file) + " lacks the line " + name + "=...");
            }
        }
        return found;
    }

    /** Asks at the terminal for all credentials; empty where there is none, or nothing was answered. */
    Optional<Map<String, String>> asked(Platform platform) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String name : platform.credentialNames()) {
            Optional<String> value = hidden(name);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            given.put(name, value.get());
        }
        return Optional.of(given);
    }

    /** Asks at the terminal for what may be seen; empty where there is none, or nothing was answered. */
    Optional<String> line(String what) {
        out.flush();
        return terminal == null ? Optional.empty() : given(what, terminal.readLine("%s: ", what));
    }

    /** Asks at the terminal without showing the answer; empty where there is none, or nothing was answered. */
    Optional<String> hidden(String what) {
        if (terminal == null) {
            return Optional.empty();
        }
        out.flush();
        char[] typed = terminal.readPassword("%s (not shown while you type or paste): ", what);
        return given(what, typed == null ? null : new String(typed));
    }

    private static Optional<String> given(String what, @Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(given -> !given.isEmpty())
                .map(given -> checked("the answer", what, given));
    }

    private static String checked(String where, String name, String value) {
        if (value.isEmpty() || value.length() > Keys.CHARS_MAX
                || value.codePoints().anyMatch(c -> c < ' ' || c == 0x7F)) {
            throw new Refusal(where + ": " + name + " must be one line of 1 to " + Keys.CHARS_MAX + " characters");
        }
        return value;
    }

    private static String named(String file) {
        return file.equals(STANDARD_INPUT) ? "standard input" : file;
    }

    private String text(String file) throws IOException {
        byte[] bytes;
        if (file.equals(STANDARD_INPUT)) {
            bytes = in.readNBytes(BYTES_MAX + 1);
        } else {
            Path path = Path.of(file);
            if (!Files.isReadable(path) || Files.isDirectory(path)) {
                throw new Refusal("there is no file " + file + " that can be read");
            }
            warn(path);
            try (InputStream stream = Files.newInputStream(path)) {
                bytes = stream.readNBytes(BYTES_MAX + 1);
            }
        }
        if (bytes.length > BYTES_MAX) {
            throw new Refusal(named(file) + " is too large for a secret");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Only a warning: secrets that a container is given belong to another user and are read-only for all. */
    private void warn(Path path) throws IOException {
        if (Files.isRegularFile(path) && path.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(path).stream().anyMatch(OF_OTHERS::contains)) {
            out.println("WARNING: other users of this machine can read " + path + ". Run: chmod 600 " + path);
        }
    }
}
