package centuple.click.store;

import centuple.click.Keyring;
import centuple.click.file.KeyFile;
import centuple.click.file.Secrets;
import centuple.click.mark.KeyFit;
import centuple.click.mark.KeyMark;
import centuple.platform.cli.Refusal;
import centuple.platform.sql.Database;
import centuple.platform.sql.Sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * The key file, held against what the database knows of its keys: with a missing or another file every valid click
 * would be booked as forged, for good. Stateless; calls on one database wait for each other.
 */
public final class RecordedKeys {
    private static final String HARM = " With other keys the clicks that are on their way would be booked as forged,"
            + " for good.";

    private RecordedKeys() {
    }

    /**
     * The keys of this exchange; at its first start they are made, and their marks recorded.
     *
     * @throws Refusal when the file is missing or not this exchange's; the message says what to do
     * @throws UncheckedIOException when the file cannot be read or written
     */
    public static Secrets open(Database database, KeyFile file, Instant now, SecureRandom random) {
        return underLock(database, connection -> {
            List<KeyMark> known = marks(connection);
            if (!known.isEmpty() && !file.exists()) {
                throw missing(file, known);
            }
            Secrets secrets = file.loadOrCreate(now, random);
            record(connection, known, secrets.keyring(), file);
            return secrets;
        });
    }

    /**
     * Lets a new key sign, and records its mark. A crash in between is mended by the next {@link #open}.
     *
     * @throws Refusal when the file is missing or not this exchange's
     * @throws UncheckedIOException when the file cannot be read or written
     */
    public static Keyring rotate(Database database, KeyFile file, Instant now, SecureRandom random) {
        return underLock(database, connection -> {
            List<KeyMark> known = marks(connection);
            if (!file.exists()) {
                throw missing(file, known);
            }
            record(connection, known, file.load().keyring(), file);
            Keyring rotated = file.rotate(now, random).keyring();
            record(connection, marks(connection), rotated, file);
            return rotated;
        });
    }

    /** Whether a file can be this exchange's; records nothing. */
    public static void check(Connection connection, KeyFile file) throws SQLException, IOException {
        List<KeyMark> known = marks(connection);
        if (!file.exists()) {
            throw missing(file, known);
        }
        unknown(known, file.load().keyring(), file);
    }

    private static List<KeyMark> marks(Connection connection) throws SQLException {
        return Sql.list(connection, "select key_id, fingerprint from signing_key order by number",
                row -> new KeyMark(row.integer("key_id"), row.text("fingerprint")));
    }

    private static void record(Connection connection, List<KeyMark> known, Keyring ring, KeyFile file)
            throws SQLException {
        for (KeyMark mark : unknown(known, ring, file)) {
            Sql.update(connection, """
                    insert into signing_key (number, key_id, fingerprint)
                    select coalesce(max(number), 0) + 1, ?, ? from signing_key
                    """, mark.keyId(), mark.fingerprint());
        }
    }

    private static List<KeyMark> unknown(List<KeyMark> known, Keyring ring, KeyFile file) {
        return switch (KeyFit.of(known, ring)) {
            case KeyFit.Fits(List<KeyMark> unknown) -> unknown;
            case KeyFit.Outdated(int keyId) -> throw new Refusal("the key file " + file.path() + " is older than this"
                    + " exchange's: key " + keyId + ", which signs now, is not in it." + HARM + copyIt(file));
            case KeyFit.Foreign() -> throw new Refusal("the key file " + file.path() + " is not this exchange's: the"
                    + " database knows none of its keys." + HARM + copyIt(file));
        };
    }

    private static Refusal missing(KeyFile file, List<KeyMark> known) {
        return new Refusal("there is no key file " + file.path()
                + (known.isEmpty()
                        ? "; the first start of the server makes it"
                        : ", but this exchange has one: its key " + known.getLast().keyId() + " signs." + HARM
                                + copyIt(file)));
    }

    private static String copyIt(KeyFile file) {
        return " Copy the right file to " + file.path() + ", mode 0600: from another server of this exchange (the file"
                + " 'keys' in its data folder), or from beside the backup (its name and '.keys'). Or name its place"
                + " with the setting keys.file.";
    }

    private static <T> T underLock(Database database, Work<T> work) {
        return database.inTransaction(connection -> {
            Sql.run(connection, "select pg_advisory_xact_lock(hashtextextended('signing keys', 0))");
            try {
                return work.apply(connection);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure.getMessage(), failure);
            }
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T apply(Connection connection) throws SQLException, IOException;
    }
}
