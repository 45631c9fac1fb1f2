package centuple;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.click.Keyring;
import centuple.click.file.KeyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;

/** A new key signs, the old one is still believed, and where there is no key file nothing is made. */
class RotateCommandTest {
    @TempDir
    Path data;

    @Test
    void aNewKeySignsAndTheOldOneIsBelieved() throws IOException {
        Keyring before = new KeyFile(data.resolve("keys")).loadOrCreate(Instant.now(), new SecureRandom()).keyring();
        StringWriter said = new StringWriter();
        assertThat(Main.commands().setOut(new PrintWriter(said)).execute("token", "rotate", "--data", data.toString()))
                .isZero();
        Keyring after = new KeyFile(data.resolve("keys")).load().keyring();
        assertThat(after.currentKeyId()).isNotEqualTo(before.currentKeyId());
        assertThat(after.verifyingKey(before.currentKeyId(), 1, 2, Instant.now())).isNotNull();
        assertThat(said.toString()).contains("Key " + after.currentKeyId(), data.resolve("keys").toString());
    }

    @Test
    void withoutAKeyFileItRefuses() {
        StringWriter said = new StringWriter();
        assertThat(Main.commands().setErr(new PrintWriter(said)).execute("token", "rotate", "--data", data.toString()))
                .isEqualTo(1);
        assertThat(said.toString()).contains("no key file").doesNotContain("Exception");
        assertThat(data).isEmptyDirectory();
    }
}
