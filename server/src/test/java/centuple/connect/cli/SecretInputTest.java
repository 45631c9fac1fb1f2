package centuple.connect.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.connect.Platform;
import centuple.connect.magento.MagentoPlatform;
import centuple.connect.stripe.StripePlatform;
import centuple.connect.woocommerce.WooPlatform;
import centuple.platform.cli.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

class SecretInputTest {
    private static final Platform WOO = new WooPlatform();

    private final StringWriter shown = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void credentialsAreReadFromAFileAndFromStandardInput() throws IOException {
        String text = "# of the shop\n\nconsumer_key = ck_1\nconsumer_secret=cs=2==\n";
        Map<String, String> expected = Map.of("consumer_key", "ck_1", "consumer_secret", "cs=2==");
        assertThat(input("").credentials(file(text, "rw-------"), WOO)).isEqualTo(expected);
        assertThat(input(text).credentials("-", WOO)).isEqualTo(expected);
        assertThat(shown.toString()).isEmpty();
        assertThat(input(" whsec_1 \n").secret("-", new StripePlatform())).isEqualTo("whsec_1");
    }

    @Test
    void aFileThatOthersMayReadIsWarnedOf() throws IOException {
        String file = file("access_token=t0p\n", "rw-r-----");
        assertThat(input("").credentials(file, new MagentoPlatform())).containsEntry("access_token", "t0p");
        assertThat(shown.toString()).contains("chmod 600 " + file).doesNotContain("t0p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t0p", "consumer_key=t0p", "consumer_key=t0p\nconsumer_key=t0p",
            "consumer_key=t0p\nconsumer_secret=", "consumer_key=t0p\nconsumer_secret=t0p\nmore=t0p"})
    void whatIsNoSetOfCredentialsIsRefusedWithoutItsSecrets(String text) {
        assertThatThrownBy(() -> input(text).credentials("-", WOO)).isInstanceOf(Refusal.class)
                .hasMessageContaining("standard input").satisfies(
                        refusal -> assertThat(refusal.getMessage()).doesNotContain("t0p"));
    }

    @Test
    void withoutAFileOrATerminalNothingIsMadeUp() {
        assertThatThrownBy(() -> input("").secret(folder.resolve("none").toString(), WOO)).isInstanceOf(Refusal.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> input("x".repeat(20_000)).secret("-", WOO)).hasMessageContaining("too large");
        assertThatThrownBy(() -> input("").credentials("-", new StripePlatform())).hasMessageContaining("never asked");
        assertThat(input("whsec_1").hidden("secret")).isEmpty();
        assertThat(input("whsec_1").asked(WOO)).isEmpty();
    }

    @Test
    void longTextIsWrappedBehindItsMarkAndCommandsAreNot() {
        String command = "    curl " + "x".repeat(100);
        assertThat(WrappedText.of("  ok  ", "word ".repeat(20).strip() + "\n" + command).lines())
                .containsExactly("  ok  " + "word ".repeat(15).strip(), "      " + "word ".repeat(5).strip(), command);
    }

    private SecretInput input(String text) {
        return new SecretInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), null,
                new PrintWriter(shown, true));
    }

    private String file(String text, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("credentials"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file.toString();
    }
}
