package centuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.platform.config.ConfigException;
import centuple.platform.config.ConfigKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

class ConfigTest {
    @TempDir
    Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("some.properties"), text).toString();
    }

    @Test
    void withNothingGivenEverythingIsStandard() {
        Config config = Config.load(Map.of("PATH", "/bin"), Map.of());
        assertThat(config.data()).isEqualTo(Path.of("data"));
        assertThat(config.database().settings()).isEmpty();
        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(config.journal().mode()).isEqualTo(Config.JournalMode.GROUP);
    }

    @Test
    void theFileGivesWayToTheEnvironmentAndThatToTheCommandLine() throws IOException {
        String file = file("http.port = 1\nhttp.host = from-file\njournal.mode = strict\n");
        Config config = Config.load(Map.of("CENTUPLE_HTTP_PORT", "2", "CENTUPLE_HTTP_HOST", "from-environment"),
                Map.of("--http-port", "3", "--config", file));
        assertThat(config.http().port()).isEqualTo(3);
        assertThat(config.http().host()).isEqualTo("from-environment");
        assertThat(config.journal().mode()).isEqualTo(Config.JournalMode.STRICT);
    }

    @Test
    void anUnknownKeyIsRefusedWithTheOneThatWasProbablyMeant() throws IOException {
        String file = file("htp.port = 1\n");
        assertThatThrownBy(() -> Config.load(Map.of("CENTUPLE_JOURNAL_MODUS", "strict"),
                Map.of("--config", file, "--qwertyuiop", "1"))).isInstanceOf(ConfigException.class)
                .hasMessage(String.join(System.lineSeparator(),
                        "unknown setting '--qwertyuiop' on the command line",
                        "unknown setting 'CENTUPLE_JOURNAL_MODUS' in the environment;"
                                + " did you mean 'journal.mode'?",
                        "unknown setting 'htp.port' in the file " + file + "; did you mean 'http.port'?"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--http-port            | 65536                | a whole number from 0 to 65535",
            "--http-port            | many                 | a whole number from 0 to 65535",
            "--journal-mode         | STRICT               | group or strict",
            "--public-url           | https://a.example/x  | an address as https://links.example.org",
            "--public-url           | ftp://a.example      | an address as https://links.example.org",
            "--public-url           | https://a.example?x  | an address as https://links.example.org",
            "--trusted-proxies      | 10.0.0.1/8           | address ranges as 10.0.0.0/8,fd00::/8",
            "--trusted-proxies      | proxy.example        | address ranges as 10.0.0.0/8,fd00::/8",
            "--database             | mysql://x            | jdbc:postgresql://host:port/name",
            "--http-country-header  | X Country            | the name of a header, or nothing",
            "--outbound-loopback-allowed | yes             | true or false",
            "--data                 | ''                   | a path"})
    void aWrongValueIsRefusedNamingKeyValueAndWhatIsExpected(String flag, String value, String expected) {
        assertThatThrownBy(() -> Config.load(Map.of(), Map.of(flag, value))).isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "'" + flag + "' on the command line is '" + value + "'; expected is " + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://db/exchange?password=hunter2",
            "jdbc:postgresql://centuple:hunter2@db/exchange", "jdbc:postgresql://centuple:hun/hunter2@db/exchange",
            "jdbc:postgresql://db/exchange?ssl=true&PASSWORD=hunter2"})
    void aPasswordInTheDatabasesAddressIsRefusedAndNotPrinted(String url) {
        assertThatThrownBy(() -> Config.load(Map.of(), Map.of("--database", url))).isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected is jdbc:postgresql://host:port/name, without user and password")
                .message().doesNotContain("hunter2");
    }

    @Test
    void allProblemsAreToldAtOnce() throws IOException {
        String file = file("http.port = 1\nhttp.port = 2\nhtp.host = x\n");
        assertThatThrownBy(() -> Config.load(Map.of(), Map.of("--config", file, "--log-level", "loud")))
                .hasMessageContaining("'http.port' is given twice").hasMessageContaining("'htp.host'")
                .hasMessageContaining("'--log-level'");
    }

    @Test
    void thePublicAddressFollowsThePort() {
        assertThat(Config.load(Map.of(), Map.of("--http-port", "9090")).http().publicUrl())
                .hasToString("http://localhost:9090");
        assertThat(Config.load(Map.of(), Map.of("--http-port", "0")).http().publicUrl())
                .hasToString("http://localhost:8080");
    }

    @Test
    void warnsOfAPublicAddressWithoutATrustedProxy() {
        String url = "https://links.example.org";
        assertThat(Config.load(Map.of(), Map.of("--public-url", url)).http().warnings()).singleElement().asString()
                .contains("trusted.proxies");
        assertThat(Config.load(Map.of(), Map.of("--public-url", url, "--trusted-proxies", "127.0.0.1")).http()
                .warnings()).isEmpty();
        assertThat(Config.load(Map.of(), Map.of()).http().warnings()).isEmpty();
    }

    @Test
    void theCountryHeaderMayBeAnotherOrNone() {
        assertThat(Config.load(Map.of(), Map.of()).http().countryHeader()).isEqualTo("CF-IPCountry");
        assertThat(Config.load(Map.of(), Map.of("--http-country-header", "")).http().countryHeader()).isEmpty();
    }

    @Test
    void aKeyGivenTwiceInTheFileIsRefused() throws IOException {
        String file = file("http.port = 1\nhttp.port = 2\n");
        assertThatThrownBy(() -> Config.load(Map.of("CENTUPLE_CONFIG", file), Map.of()))
                .hasMessage("'http.port' is given twice in the file " + file);
    }

    @Test
    void aNamedFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> Config.load(Map.of(), Map.of("--config", folder + "/absent")))
                .isInstanceOf(ConfigException.class).hasMessageContaining("absent cannot be read");
    }

    @Test
    void printsItselfWithoutSecrets() {
        Config config = Config.load(Map.of("CENTUPLE_DATABASE_PASSWORD", "hunter2", "CENTUPLE_DATABASE",
                "jdbc:postgresql://db.example/centuple"), Map.of("--http-port", "9090"));
        assertThat(config.print()).contains("http.port = 9090\n", "database.password = ***\n",
                "database = jdbc:postgresql://db.example/centuple\n").doesNotContain("hunter2");
        assertThat(config.toString()).doesNotContain("hunter2");
        assertThat(config.database().settings().orElseThrow().password()).isEqualTo("hunter2");
        assertThat(config.database().settings().orElseThrow().toString()).doesNotContain("hunter2");
    }

    @Test
    void thePasswordMayComeFromAFileButNeverFromTheCommandLine() throws IOException {
        String file = Files.writeString(folder.resolve("password"), "hunter2\n").toString();
        assertThat(Config.load(Map.of(), Map.of("--database-password-file", file)).database().password().value())
                .isEqualTo("hunter2");
        assertThatThrownBy(() -> Config.load(Map.of(), Map.of("--database-password", "hunter2")))
                .hasMessageContaining("seen by every user").hasMessageContaining("CENTUPLE_DATABASE_PASSWORD")
                .message().doesNotContain("hunter2");
        assertThatThrownBy(() -> Config.load(Map.of("CENTUPLE_DATABASE_PASSWORD", "x"),
                Map.of("--database-password-file", file))).hasMessageContaining("are both given");
    }

    @Test
    void variablesOfTheLauncherAndOfClientsAreNoSettings() {
        Map<String, String> others = Map.of("CENTUPLE_JAVA_OPTS", "-Xmx1g", "CENTUPLE_JDK_FOLDERS", "/opt/java",
                "CENTUPLE_KEY", "ctp_live_x", "CENTUPLE_URL", "http://localhost:8080");
        assertThat(Config.load(others, Map.of())).isEqualTo(Config.load(Map.of(), Map.of()));
    }

    @Test
    void theOperatorsPageListsEverySetting() throws IOException {
        String table = Config.keys().stream().map(ConfigTest::line).collect(Collectors.joining("\n", "", "\n"));
        assertThat(Files.readString(Path.of(System.getProperty("centuple.root"), "docs/operating/configuration.md")))
                .as("docs/operating/configuration.md needs exactly this table").contains(table);
    }

    private static String line(ConfigKey key) {
        String standard = key.standard().isEmpty() ? "" : "`" + key.standard() + "`";
        return "| `%s` | %s | %s | %s |".formatted(key.name(), standard, key.expected(), key.meaning());
    }
}
