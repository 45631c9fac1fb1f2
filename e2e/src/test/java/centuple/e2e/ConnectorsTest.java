package centuple.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What we ship for shops on Node: each connector's own tests, and what they have in common. */
class ConnectorsTest {
    private static final Path CONNECTORS = NodeTools.root().resolve("connectors");

    @BeforeEach
    void tools() {
        NodeTools.require();
    }

    @Test
    void theirOwnTestsPass() throws Exception {
        for (Path connector : packages()) {
            String said = Shell.run(connector, 120, List.of("node", "--test"));
            assertThat(said).as(connector.toString()).contains("fail 0").doesNotContain("pass 0\n");
        }
    }

    /** A copy in each, for a package of ours must not need another that a shop owner would have to install. */
    @Test
    void theySignAndCountMoneyAlike() throws Exception {
        for (String file : List.of("standard-webhooks.js", "money.js")) {
            List<String> copies = packages().stream().map(folder -> folder.resolve("src/" + file))
                    .filter(Files::exists).map(ConnectorsTest::text).toList();
            assertThat(copies).hasSizeGreaterThan(1);
            assertThat(copies.stream().distinct()).as(file).hasSize(1);
        }
    }

    /** No lock file, and nothing to install beside the shop's own packages. */
    @Test
    void theyBringNothingAlong() throws Exception {
        for (Path connector : packages()) {
            assertThat(connector.resolve("package-lock.json")).doesNotExist();
            assertThat(text(connector.resolve("package.json"))).contains("\"license\": \"Apache-2.0\"")
                    .doesNotContain("\"dependencies\"");
        }
    }

    private static List<Path> packages() throws IOException {
        try (Stream<Path> folders = Files.list(CONNECTORS)) {
            List<Path> found = folders.filter(folder -> Files.exists(folder.resolve("package.json"))).sorted().toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
