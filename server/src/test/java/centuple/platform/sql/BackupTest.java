package centuple.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import centuple.testkit.SchemaText;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

class BackupTest {
    private static final String TRANSFER = "insert into transfer (id, at, debtor, creditor, currency, from_stage,"
            + " to_stage, amount_minor, cause, cause_id) values (gen_random_uuid(), now(), ?, ?, 'EUR', 'ACCRUED',"
            + " 'PENDING', ?, 'FEE', gen_random_uuid())";

    @TempDir
    Path folder;

    /** One transfer there and one back: any moment between transactions sums to zero over both directions. */
    private static void book(Database database) {
        database.inTransaction(c -> Sql.update(c, TRANSFER, 1, 2, 7L) + Sql.update(c, TRANSFER, 2, 1, 7L));
    }

    private static long differences(DatabaseSettings settings) throws SQLException {
        try (Connection owner = Database.connectAsOwner(settings)) {
            return Sql.one(owner, "select count(*) as n from balance_difference", row -> row.bigint("n"));
        }
    }

    @Test
    void aBackupUnderLoadIsOneMomentAndRestoresToTheSameTables() throws Exception {
        Path file = folder.resolve("exchange.zip");
        try (TestDatabase db = TestDatabase.fresh()) {
            db.database().inTransaction(c -> Sql.update(c, "update exchange set name = ?, live = false",
                    "tab\tnewline\nbackslash\\ \"Ünïcode\""));
            db.database()
                    .inTransaction(
                            c -> Sql.update(c, "insert into idempotency_key values (?, sha256('k'), ?, 200, ?, now())",
                                    UUID.randomUUID(), new byte[32], "{\"a\": null}"));
            AtomicBoolean enough = new AtomicBoolean();
            AtomicInteger booked = new AtomicInteger();
            Thread load = Thread.ofVirtual().start(() -> {
                while (!enough.get()) {
                    book(db.database());
                    booked.incrementAndGet();
                }
            });
            await().until(() -> booked.get() > 50);
            int before = booked.get();
            long rows = Backup.write(db.settings(), file, done -> {
            });
            await().until(() -> booked.get() > before + 50);
            enough.set(true);
            load.join();

            DatabaseSettings empty = TestDatabase.empty();
            assertThat(Restore.run(empty, file, done -> {
            })).isEqualTo(rows);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            try (Database restored = Database.open(empty)) {
                assertThat(differences(empty)).isZero();
                List<Long> there = restored.read(c -> Sql.list(c,
                        "select count(*) as n from transfer group by debtor", row -> row.bigint("n")));
                assertThat(there).as("as many one way as the other, so one moment between transactions").hasSize(2);
                assertThat(there.getFirst()).isEqualTo(there.getLast()).isBetween((long) before, (long) booked.get());
                assertThat(restored.<String>read(c -> Sql.one(c, "select name from exchange", row -> row.text("name"))))
                        .isEqualTo("tab\tnewline\nbackslash\\ \"Ünïcode\"");
                book(restored);
                assertThat(differences(empty)).as("triggers work again").isZero();
            }
            try (Connection owner = Database.connectAsOwner(empty)) {
                assertThat(SchemaText.of(owner)).isEqualTo(db.asOwner(SchemaText::of));
            }
        }
    }

    @Test
    void onlyAnEmptyExchangeIsRestoredInto() throws IOException {
        Path file = folder.resolve("exchange.zip");
        try (TestDatabase db = TestDatabase.fresh()) {
            book(db.database());
            Backup.write(db.settings(), file, done -> {
            });
            assertThatThrownBy(() -> Restore.run(db.settings(), file, done -> {
            })).isInstanceOf(UnfitDatabaseException.class).hasMessageContaining("has rows");
        }
    }

    @Test
    void whatIsNotAWholeBackupIsRefusedAndNothingIsKept() throws IOException {
        Path file = folder.resolve("exchange.zip");
        try (TestDatabase db = TestDatabase.fresh()) {
            book(db.database());
            Backup.write(db.settings(), file, done -> {
            });
            byte[] whole = Files.readAllBytes(file);
            Path half = Files.write(folder.resolve("half.zip"), java.util.Arrays.copyOf(whole, whole.length / 2));
            assertThatThrownBy(() -> Restore.run(db.settings(), half, done -> {
            })).isInstanceOf(IOException.class).hasMessageContaining("is not a whole backup");

            DatabaseSettings empty = TestDatabase.empty();
            Path missing = changed(file, "counts", text -> text.replaceFirst("transfer\t2\t", "transfer\t3\t"));
            assertThatThrownBy(() -> Restore.run(empty, missing, done -> {
            })).isInstanceOf(IOException.class)
                    .hasMessageContaining("transfer has 2 rows in the backup where it counts 3");
            try (Database database = Database.open(empty)) {
                assertThat(database.<Long>read(c -> Sql.one(c, "select count(*) as n from transfer",
                        row -> row.bigint("n")))).isZero();
            }
            Path newer = changed(file, "schema", text -> "999\n");
            assertThatThrownBy(() -> Restore.run(empty, newer, done -> {
            })).isInstanceOf(UnfitDatabaseException.class).hasMessageContaining("version 999");
        }
    }

    private Path changed(Path file, String entry, java.util.function.UnaryOperator<String> change) throws IOException {
        Path copy = Files.copy(file, folder.resolve(entry + "-changed.zip"));
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + copy.toUri()), Map.of())) {
            Path path = zip.getPath(entry);
            Files.writeString(path, change.apply(Files.readString(path)));
        }
        return copy;
    }

    @Test
    void theBackupSaysThatTheKeysAreNotInIt() throws IOException {
        Path file = folder.resolve("exchange.zip");
        try (TestDatabase db = TestDatabase.fresh()) {
            Backup.write(db.settings(), file, done -> {
            });
        }
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + file.toUri()), Map.of())) {
            assertThat(Files.readString(zip.getPath("README.txt"))).contains("NOT in here: the key file");
        }
    }
}
