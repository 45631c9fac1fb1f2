package centuple.click.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.click.ClickId;
import centuple.click.ClickToken;
import centuple.click.Hops;
import centuple.click.TokenCodec;
import centuple.click.TokenVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

class KeyFileTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path folder;

    @Test
    void isMadeAtTheFirstStartForItsOwnerOnlyAndReadAtTheNext() throws IOException {
        Path path = folder.resolve("deep/er/keys");
        Secrets made = new KeyFile(path).loadOrCreate(NOW, random);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
        Secrets read = new KeyFile(path).loadOrCreate(NOW.plusSeconds(9), random);
        assertThat(read.keyring().keys()).isEqualTo(made.keyring().keys());
        assertThat(read.sealKey("webhook-secrets")).isEqualTo(made.sealKey("webhook-secrets"))
                .isNotEqualTo(made.sealKey("something else"));
        try (Stream<Path> files = Files.list(path.getParent())) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void processesThatStartTogetherAgreeOnOneFile() throws Exception {
        Path path = folder.resolve("keys");
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Secrets> start = () -> new KeyFile(path).loadOrCreate(NOW, new SecureRandom());
            List<List<?>> rings = threads.invokeAll(Collections.nCopies(8, start)).stream()
                    .<List<?>>map(future -> future.resultNow().keyring().keys()).distinct().toList();
            assertThat(rings).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-r--r--", "rwx------", "rw--w----"})
    void isRefusedWhenOthersMayUseIt(String mode) throws IOException {
        Path path = folder.resolve("keys");
        new KeyFile(path).loadOrCreate(NOW, random);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> new KeyFile(path).load()).isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void rotationKeepsOldTokensValidAndTheSealKeyUnchanged() throws IOException {
        KeyFile file = new KeyFile(folder.resolve("keys"));
        Secrets before = file.loadOrCreate(NOW, random);
        ClickToken token = new ClickToken(1, 5, 6, 1, NOW.getEpochSecond() / 60, new ClickId(1, 2), Hops.NONE);
        String text = TokenCodec.sign(token, before.keyring().signingKey(5, 6));
        Secrets after = file.rotate(NOW, random);
        assertThat(after.keyring().currentKeyId()).isEqualTo(2);
        assertThat(TokenCodec.verify(text, 6, file.load().keyring(), NOW)).isInstanceOf(TokenVerdict.Valid.class);
        assertThat(after.sealKey("webhook-secrets")).isEqualTo(before.sealKey("webhook-secrets"));
    }

    @Test
    void aCutOrChangedFileIsRefusedWithoutPrintingIt() throws IOException {
        Path path = folder.resolve("keys");
        new KeyFile(path).loadOrCreate(NOW, random);
        String whole = Files.readString(path);
        for (int length = 0; length < whole.length(); length++) {
            Files.writeString(path, whole.substring(0, length));
            assertThatThrownBy(() -> new KeyFile(path).load()).as("cut to %s", length).isInstanceOf(IOException.class);
        }
        Files.writeString(path, whole.replace("seal ", "sael "));
        assertThatThrownBy(() -> new KeyFile(path).load()).hasMessageContaining("checksum");
        Files.writeString(path, "\u00e9" + whole);
        assertThatThrownBy(() -> new KeyFile(path).load()).hasMessageContaining("damaged");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> new KeyFile(folder.resolve("nowhere")).load()).hasMessageContaining("nowhere");
    }

    @Test
    void printsNoSecret() throws IOException {
        Path path = folder.resolve("keys");
        Secrets secrets = new KeyFile(path).loadOrCreate(NOW, random);
        String seal = Files.readAllLines(path).get(2).substring("seal ".length());
        assertThat(seal).hasSize(64);
        assertThat(secrets.toString()).doesNotContain(seal.substring(0, 8)).contains("keyId=1");
    }
}
