package centuple.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other programs the tests need, each run with a limit. */
final class Shell {
    private Shell() {
    }

    /**
     * Runs a program to its end and gives what it said.
     *
     * @throws IOException when it is missing, fails or takes longer; with what it said
     */
    static String run(Path folder, long secondsMax, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("centuple-e2e", ".log");
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).start();
            boolean isEnded = process.waitFor(secondsMax, TimeUnit.SECONDS);
            if (!isEnded) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            String said = Files.readString(output);
            if (!isEnded || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command)
                        + (isEnded ? " ended with " + process.exitValue() : " took more than " + secondsMax + " s")
                        + ":\n" + said);
            }
            return said;
        } finally {
            Files.delete(output);
        }
    }
}
