package centuple.click.file;

import centuple.click.Keyring;
import centuple.click.MasterKey;
import centuple.platform.file.Folders;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The file of the master keys, mode 0600, equal on all nodes of an exchange. It is not in the database nor in its
 * backup: whoever has both could sign clicks.
 *
 * <p>Written to a neighbour first, synced, then moved over the old one: a crash leaves the old or the new file, whole.
 * Not safe for two processes that rotate at once; reading is safe at any time.
 */
public final class KeyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int FILE_BYTES_MAX = 64 * 1024;

    private final Path path;

    public KeyFile(Path path) {
        this.path = path;
    }

    /** Where it is, or is to be. */
    public Path path() {
        return path;
    }

    /** Whether there is one. */
    public boolean exists() {
        return Files.exists(path);
    }

    /** The folder it is in, or is to be in. */
    public Path folder() {
        return java.util.Objects.requireNonNull(path.toAbsolutePath().getParent());
    }

    /** Whether two files that exist hold the same keys. */
    public boolean holdsTheSameAs(KeyFile other) throws IOException {
        return KeyFileText.print(load()).equals(KeyFileText.print(other.load()));
    }

    /**
     * Writes a copy, for its owner only, in place of a file that is there.
     *
     * @throws IOException when this file cannot be read or the other not be written
     */
    public void copyTo(Path other) throws IOException {
        Folders.writePrivate(other, KeyFileText.print(load()));
    }

    /**
     * Reads the keys; makes them first when there is no file.
     *
     * @throws IOException when the file cannot be read or written, is readable by others, or is damaged
     */
    public Secrets loadOrCreate(Instant now, SecureRandom random) throws IOException {
        if (Files.exists(path)) {
            return load();
        }
        MasterKey first = new MasterKey(1, bytes(random), now, null);
        Secrets secrets = new Secrets(new Keyring(List.of(first)), bytes(random));
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path fresh = writeBeside(KeyFileText.print(secrets));
        try {
            Files.createLink(path, fresh);
        } catch (FileAlreadyExistsException e) {
            return load(); // another process of this node was first: its keys are the keys
        } finally {
            Files.deleteIfExists(fresh);
        }
        syncFolder();
        return secrets;
    }

    /**
     * Reads the keys.
     *
     * @throws IOException when there is no such file, others than its owner may read it, or it is damaged
     */
    public Secrets load() throws IOException {
        Set<PosixFilePermission> permissions;
        try {
            permissions = Files.getPosixFilePermissions(path);
        } catch (NoSuchFileException e) {
            throw new IOException("no key file at " + path, e);
        }
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw new IOException("the key file " + path + " has mode " + PosixFilePermissions.toString(permissions)
                    + ": others than its owner may use it. Run: chmod 600 " + path);
        }
        if (Files.size(path) > FILE_BYTES_MAX) {
            throw new IOException("the key file " + path + " is larger than " + FILE_BYTES_MAX + " bytes");
        }
        try {
            return KeyFileText.parse(Files.readString(path, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new IOException("the key file " + path + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Lets a new key sign from now on; the one before verifies for a while. Other nodes need the new file too. */
    public Secrets rotate(Instant now, SecureRandom random) throws IOException {
        Secrets old = load();
        Secrets rotated = new Secrets(old.keyring().rotated(bytes(random), now), old.sealSecret());
        Path fresh = writeBeside(KeyFileText.print(rotated));
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder();
        return rotated;
    }

    private Path writeBeside(String text) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(path + " is no file name");
        }
        Path fresh = Files.createTempFile(folder, "." + path.getFileName(), ".new",
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return fresh;
    }

    private void syncFolder() throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static byte[] bytes(SecureRandom random) {
        byte[] secret = new byte[MasterKey.SECRET_BYTES];
        random.nextBytes(secret);
        return secret;
    }
}
