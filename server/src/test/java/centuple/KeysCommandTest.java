package centuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.click.Keyring;
import centuple.click.file.KeyFile;
import centuple.click.store.RecordedKeys;
import centuple.platform.cli.Refusal;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A missing or another key file never goes unnoticed, a new key signs, and the keys go along with a backup. */
class KeysCommandTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    /** What a command said, and how it ended. */
    private record Said(int code, String text) {
    }

    private static Said run(String... words) {
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said);
        return new Said(Main.commands().setOut(to).setErr(to).execute(words), said.toString());
    }

    private static Said on(Path data, String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--data", data.toString()));
        return run(all.toArray(String[]::new));
    }

    private static Keyring open(TestDatabase db, Path file) {
        return RecordedKeys.open(db.database(), new KeyFile(file), Instant.now(), RANDOM).keyring();
    }

    /** The database of an exchange that was started once, and runs. */
    private static Storage started(Path data) {
        Storage storage = Storage.open(config(data), _ -> {
        });
        RecordedKeys.open(storage.database(), new KeyFile(data.resolve("keys")), Instant.now(), RANDOM);
        return storage;
    }

    private static Config config(Path data) {
        return Config.load(java.util.Map.of(), java.util.Map.of("--data", data.toString()));
    }

    @Test
    void theFirstStartMakesTheKeysAndEveryLaterOneWantsThem() throws IOException {
        Path keys = folder.resolve("keys");
        try (TestDatabase db = TestDatabase.fresh()) {
            Keyring first = open(db, keys);
            assertThat(open(db, keys).keys()).isEqualTo(first.keys());
            Files.move(keys, folder.resolve("away"));
            assertThatThrownBy(() -> open(db, keys)).isInstanceOf(Refusal.class).hasMessageContaining("no key file")
                    .hasMessageContaining("Copy the right file to " + keys).hasMessageContaining("keys.file");
            assertThat(keys).as("nothing was made in its place").doesNotExist();
        }
    }

    @Test
    void aFileOfAnotherExchangeIsRefused() throws IOException {
        Path other = folder.resolve("other");
        new KeyFile(other).loadOrCreate(Instant.now(), RANDOM);
        try (TestDatabase db = TestDatabase.fresh()) {
            open(db, folder.resolve("keys"));
            assertThatThrownBy(() -> open(db, other)).isInstanceOf(Refusal.class)
                    .hasMessageContaining("is not this exchange's").hasMessageContaining("from another server");
        }
    }

    @Test
    void aFileFromBeforeARotationIsRefusedAndOneThatWasNotRecordedYetIsTaken() throws IOException {
        Path keys = folder.resolve("keys");
        Path old = folder.resolve("old");
        try (TestDatabase db = TestDatabase.fresh()) {
            open(db, keys);
            new KeyFile(keys).copyTo(old);
            Keyring rotated = RecordedKeys.rotate(db.database(), new KeyFile(keys), Instant.now(), RANDOM);
            assertThat(open(db, keys).keys()).isEqualTo(rotated.keys());
            assertThatThrownBy(() -> open(db, old)).isInstanceOf(Refusal.class)
                    .hasMessageContaining("is older than").hasMessageContaining("key 2, which signs now");
            new KeyFile(keys).rotate(Instant.now(), RANDOM); // a crash before it was recorded
            assertThat(open(db, keys).currentKeyId()).isEqualTo(3);
        }
    }

    @Test
    void theDatabaseHoldsNoKey() throws IOException {
        Path keys = folder.resolve("keys");
        try (TestDatabase db = TestDatabase.fresh()) {
            open(db, keys);
            String stored = db.database().read(connection -> centuple.platform.sql.Sql.one(connection,
                    "select fingerprint from signing_key", row -> row.text("fingerprint")));
            assertThat(Files.readString(keys)).doesNotContain(stored);
            db.database().read(c -> centuple.platform.sql.Sql.one(c, "select count(*) as n from signing_key",
                    row -> row.bigint("n")));
            Files.writeString(keys, "damaged");
            assertThatThrownBy(() -> open(db, keys)).isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void rotatesListsBacksUpAndRestores() throws IOException {
        Path file = folder.resolve("exchange.zip");
        Path beside = folder.resolve("exchange.zip.keys");
        Path data = folder.resolve("data");
        Keyring after;
        try (Storage _ = started(data)) {
            Keyring before = new KeyFile(data.resolve("keys")).load().keyring();
            assertThat(on(data, "keys", "rotate").text()).contains("Key 2 signs from the next start on");
            after = new KeyFile(data.resolve("keys")).load().keyring();
            assertThat(after.verifyingKey(before.currentKeyId(), 1, 2, Instant.now())).isNotNull();
            assertThat(on(data, "keys", "list").text()).contains("key 1, made ", "believed until ", "key 2, made ",
                    ": signs");
            Said operator = on(data, "keys", "operator");
            assertThat(operator.text()).contains("shown this once", "ctp_live_");
            assertThat(on(data, "doctor").text()).contains("key file: fits").doesNotContain("WARNING");
            assertThat(on(data, "backup", file.toString()).text()).contains(beside.toString());
            assertThat(on(data, "backup", "--force", file.toString()).code()).isZero();
        }
        assertThat(Files.getPosixFilePermissions(beside)).hasSize(2);
        assertThat(on(data, "backup", file.toString())).isEqualTo(new Said(1,
                "centuple backup: " + file + " is there already; give another name, or --force to write over it\n"));

        Path second = folder.resolve("second");
        assertThat(on(second, "restore", file.toString()).text()).contains("are now in " + second.resolve("keys"));
        assertThat(new KeyFile(second.resolve("keys")).load().keyring().keys()).isEqualTo(after.keys());
        Files.move(beside, folder.resolve("elsewhere"));
        Path third = folder.resolve("third");
        assertThat(on(third, "restore", file.toString()).text()).contains("no keys beside the backup",
                "Copy the key file of this exchange to " + third.resolve("keys"));
        assertThat(on(third, "keys", "list")).matches(said -> said.code() == 1 && said.text().contains("no key file"));
    }

    @Test
    void aTakenPortOrAFolderThatCannotBeWrittenIsToldBeforeAnythingIsMade() throws IOException {
        try (java.net.ServerSocket taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Path nowhere = folder.resolve("nowhere");
            for (Said said : List.of(on(nowhere, "serve", "--port", port), run("demo", "--port", port))) {
                assertThat(said.code()).isEqualTo(1);
                assertThat(said.text()).contains("port " + port).hasLineCount(1);
            }
            assertThat(nowhere).doesNotExist();
            assertThat(run("demo", "--once", "--json", nowhere.resolve("out.json").toString()).text())
                    .contains("cannot be written").hasLineCount(1);
        }
    }

    @Test
    void doctorMakesNoDatabase() {
        Path nowhere = folder.resolve("nowhere");
        assertThat(on(nowhere, "doctor").text()).contains("database: none yet in " + nowhere);
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void withoutAnExchangeNothingIsMade() throws IOException {
        Path nowhere = folder.resolve("nowhere");
        Path broken = Files.writeString(folder.resolve("broken.zip"), "PK no zip");
        for (List<String> command : List.of(List.of("keys", "rotate"), List.of("keys", "list"),
                List.of("backup", folder.resolve("b.zip").toString()), List.of("export"),
                List.of("restore", folder.resolve("absent.zip").toString()), List.of("restore", broken.toString()))) {
            Said said = on(nowhere, command.toArray(String[]::new));
            assertThat(said.code()).as("%s: %s", command, said.text()).isEqualTo(1);
            assertThat(said.text()).doesNotContain("Exception").hasLineCount(1);
            assertThat(nowhere).doesNotExist();
        }
    }
}
