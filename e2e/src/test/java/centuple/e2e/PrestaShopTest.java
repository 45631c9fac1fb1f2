package centuple.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** The module for PrestaShop, in PHP with stand-ins of the shop's classes, against the packaged exchange. */
class PrestaShopTest {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @BeforeEach
    void tools() throws InterruptedException {
        Assumptions.assumeTrue(ServerProcess.jar().isPresent(), "the server is not packaged: run mvn verify");
        String problem = "PHP does not run: install the packages php-cli and php-sqlite3";
        boolean isThere = hasPhp();
        if (!isThere && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(problem);
        }
        Assumptions.assumeTrue(isThere, problem);
    }

    /** Two pairs for 100.00 without tax, and one of them back: 5 percent of the other. */
    @Test
    void aSaleAndACreditSlipAreBooked() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder)) {
            Niche niche = Niche.on(server);
            await().atMost(WITHIN).ignoreExceptions().until(() -> !niche.visit().isEmpty());
            String script = NodeTools.root().resolve("connectors/prestashop/test/sell.php").toString();
            String said = Shell.run(folder, 60, List.of("php", script, niche.hook("prestashop"),
                    niche.connect("prestashop"), niche.visit()));
            assertThat(said).isEqualTo("<ok>The exchange answers.</ok>\n3 taken\n");
            await().atMost(WITHIN).until(() -> niche.commissionMinor("1").equals(OptionalLong.of(250)));
        }
    }

    private static boolean hasPhp() throws InterruptedException {
        try {
            return Shell.run(NodeTools.root(), 20, List.of("php", "-m")).contains("pdo_sqlite");
        } catch (IOException e) {
            return false;
        }
    }
}
