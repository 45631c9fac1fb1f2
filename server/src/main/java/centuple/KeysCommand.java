package centuple;

import centuple.click.Keyring;
import centuple.click.MasterKey;
import centuple.click.file.KeyFile;
import centuple.click.store.RecordedKeys;
import centuple.platform.sql.Database;
import centuple.shop.key.KeySecret;
import centuple.shop.store.FirstStart;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Groups what concerns the keys: those of click tokens, and the operator's. */
@Command(name = "keys", description = "The keys that sign click tokens, and the operator's.",
        mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class KeysCommand {
    private KeysCommand() {
    }

    static CommandLine line() {
        return new CommandLine(new KeysCommand()).addSubcommand(ConfiguredCommand.line(new Listing()))
                .addSubcommand(ConfiguredCommand.line(new Rotate()))
                .addSubcommand(ConfiguredCommand.line(new Operator()));
    }

    /** Tells which keys there are, never what they are. */
    @Command(name = "list", description = "Lists the keys of click tokens, without their secrets.",
            mixinStandardHelpOptions = true)
    static final class Listing extends ConfiguredCommand {
        @Override
        public Integer call() throws IOException, SQLException {
            Config config = config();
            KeyFile file = new KeyFile(config.keyFile());
            try (Storage storage = Storage.openBeside(config);
                    Connection owner = Database.connectAsOwner(storage.database().settings())) {
                RecordedKeys.check(owner, file);
            }
            out().println("key file: " + file.path());
            for (MasterKey key : file.load().keyring().keys()) {
                Instant retiredAt = key.retiredAt();
                out().println("key " + key.keyId() + ", made " + key.createdAt() + ": " + (retiredAt == null
                        ? "signs"
                        : "believed until " + retiredAt.plus(MasterKey.VERIFIES_AFTER_RETIREMENT)));
            }
            return 0;
        }
    }

    /** For an operator who has lost the key: whoever may use the database may make another. */
    @Command(name = "operator", description = "Makes a further API key of the operator and shows it once.",
            mixinStandardHelpOptions = true)
    static final class Operator extends ConfiguredCommand {
        @Override
        public Integer call() {
            try (Storage storage = Storage.openBeside(config())) {
                KeySecret key = storage.database().inTransaction(
                        connection -> FirstStart.furtherKey(connection, Instant.now(), new SecureRandom()));
                out().println("""
                        The operator's new API key, shown this once:

                            %s

                        The others go on working: GET /v1/keys lists them, POST /v1/keys/{id}/revoke ends a lost one.
                        """.formatted(key.text()).strip());
            }
            return 0;
        }
    }

    /** Lets a new key sign click tokens; the old one is believed as long as its clicks can be paid for. */
    @Command(name = "rotate", description = "Makes a new key that signs click tokens from the next start on; the old"
            + " one is still believed.", mixinStandardHelpOptions = true)
    static final class Rotate extends ConfiguredCommand {
        @Override
        public Integer call() throws IOException {
            Config config = config();
            KeyFile file = new KeyFile(config.keyFile());
            try (Storage storage = Storage.openBeside(config)) {
                Keyring keys = RecordedKeys.rotate(storage.database(), file, Instant.now(), new SecureRandom());
                out().println("Key " + keys.currentKeyId() + " signs from the next start on; the one before is still"
                        + " believed. Now stop the servers of this exchange, give each the file " + file.path()
                        + " in place of its own, and start them. Keep a copy of it in another place than the"
                        + " backups.");
            }
            return 0;
        }
    }
}
