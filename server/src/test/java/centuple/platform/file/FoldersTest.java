package centuple.platform.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class FoldersTest {
    @TempDir
    Path folder;

    @Test
    void aHeldFolderIsRefusedByWhateverNameUntilItIsLetGo() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-link"), folder);
        FolderLock lock = FolderLock.acquire(folder);
        assertThatThrownBy(() -> FolderLock.acquire(link)).isInstanceOf(FolderHeldException.class)
                .hasMessageContaining("is in use by this process");
        assertThat(FolderLock.isHeld(folder)).isTrue();
        lock.close();
        lock.close();
        assertThat(FolderLock.isHeld(folder)).isFalse();
        FolderLock.acquire(link).close();
        Files.delete(link);
    }

    @Test
    void aPrivateFileIsForItsOwnerAloneAndReplacesTheLastAsAWhole() throws IOException {
        Path file = folder.resolve("key");
        Folders.writePrivate(file, "first");
        Folders.writePrivate(file, "second");
        assertThat(file).hasContent("second");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void removalDoesNotFollowLinks() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Files.writeString(kept.resolve("file"), "kept");
        Path gone = Files.createDirectories(folder.resolve("gone/deep"));
        Files.createSymbolicLink(gone.resolve("link"), kept);
        Folders.deleteRecursively(folder.resolve("gone"));
        Folders.deleteRecursively(folder.resolve("gone"));
        assertThat(folder.resolve("gone")).doesNotExist();
        assertThat(kept.resolve("file")).hasContent("kept");
    }
}
