package centuple;

import centuple.click.Keyring;
import centuple.click.file.KeyFile;
import picocli.CommandLine.Command;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;

/** Lets a new key sign click tokens; the old one is believed as long as its clicks can be paid for. */
@Command(name = "rotate", description = "Makes a new key that signs click tokens from the next start on; the old one is"
        + " still believed.", mixinStandardHelpOptions = true)
final class RotateCommand extends ConfiguredCommand {
    @Override
    public Integer call() throws IOException {
        Path keyFile = Exchange.keyFile(config());
        Keyring keys = new KeyFile(keyFile).rotate(Instant.now(), new SecureRandom()).keyring();
        out().println("Key " + keys.currentKeyId() + " signs from the next start on. Keep a copy of " + keyFile
                + " in another place than the backups. Where several servers run: stop all, give each this file,"
                + " start all.");
        return 0;
    }
}
