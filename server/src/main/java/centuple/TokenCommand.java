package centuple;

import centuple.click.Keyring;
import centuple.click.TokenInspection;
import centuple.click.file.KeyFile;
import centuple.platform.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Tells what a click token says, and whether it is ours. */
@Command(name = "inspect", description = "Tells what a click token says and, with the key file at hand, whether it is"
        + " valid.", mixinStandardHelpOptions = true)
final class TokenCommand extends ConfiguredCommand {
    @Parameters(paramLabel = "TOKEN", description = "what stands after ctp= in a landing address")
    private String token = "";

    @Option(names = "--json", description = "one JSON object instead of lines")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Path keyFile = config().keyFile();
        @Nullable
        Keyring keys = Files.exists(keyFile) ? new KeyFile(keyFile).load().keyring() : null;
        TokenInspection found = TokenInspection.of(token, keys, Instant.now());
        if (json) {
            out().println(new String(Json.bytes(found.fields()), StandardCharsets.UTF_8));
        } else {
            found.fields().forEach((name, value) -> out().println(name + ": " + value));
        }
        return found.verdict().equals("valid") ? 0 : 1;
    }
}
