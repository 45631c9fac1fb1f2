package centuple.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/** kill -9 at random moments under load, and a database that is away: nothing acknowledged is lost or doubled. */
class CrashTest {
    private static final int ROUNDS = Integer.getInteger("centuple.crash.rounds", 5);
    private static final long SEED = Long.getLong("centuple.crash.seed", 20_261_123L);
    private static final Duration SHIPPED_WITHIN = Duration.ofSeconds(60);
    private static final int THREADS = 4;

    @TempDir
    private Path folder;

    @BeforeEach
    void packaged() {
        Assumptions.assumeTrue(ServerProcess.jar().isPresent(), "the server is not packaged: run mvn verify");
    }

    @Test
    void killedServersAndDatabasesLoseAndDoubleNothing() throws Exception {
        System.out.println("crash test: " + ROUNDS + " rounds, -Dcentuple.crash.seed=" + SEED);
        Random random = new Random(SEED);
        try (ServerProcess server = ServerProcess.start(folder)) {
            Niche niche = Niche.on(server);
            await().atMost(SHIPPED_WITHIN).ignoreExceptions().until(() -> !niche.visit().isEmpty());
            try (Load load = new Load(niche).start(THREADS)) {
                for (int round = 1; round <= ROUNDS; round++) {
                    int clicksBefore = load.clicks().size();
                    await().atMost(SHIPPED_WITHIN).until(() -> load.clicks().size() > clicksBefore + 20);
                    pause(random.nextInt(700));
                    int victim = random.nextInt(3);
                    if (victim != 0) {
                        server.killPostgres();
                    }
                    if (victim != 1) {
                        server.killServer();
                        server.startAgain();
                    }
                    int ordersBefore = load.orders().size();
                    await().atMost(SHIPPED_WITHIN).until(() -> load.orders().size() > ordersBefore);
                }
                load.close();
                expectWhole(server, load);
            }
        }
    }

    @Test
    void aStoppedDatabaseStopsNoVisitor() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder)) {
            Niche niche = Niche.on(server);
            await().atMost(SHIPPED_WITHIN).ignoreExceptions().until(() -> !niche.visit().isEmpty());
            try (Load load = new Load(niche).start(THREADS)) {
                await().atMost(SHIPPED_WITHIN).until(() -> load.orders().size() > 10);
                server.signalPostgres("STOP");
                int before = load.clicks().size();
                int refusedBefore = load.refused();
                pause(10_000);
                assertThat(load.clicks().size()).isGreaterThan(before + 100);
                assertThat(load.refused()).as("every redirect was answered").isEqualTo(refusedBefore);
                server.signalPostgres("CONT");
                load.close();
                expectWhole(server, load);
            }
        }
    }

    private void expectWhole(ServerProcess server, Load load) {
        await().atMost(SHIPPED_WITHIN).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            Books books = Books.of(server, folder);
            assertThat(books.clicks()).containsAll(load.clicks()).doesNotHaveDuplicates();
            assertThat(books.orders()).containsAll(load.orders()).doesNotHaveDuplicates();
            assertThat(books.commissions()).as("one booking for each order").doesNotHaveDuplicates()
                    .hasSize(books.orders().size());
            assertThat(books.sumMinor()).isZero();
        });
    }

    /** Not a wait for something: the moment of the blow, or how long the database stays away. */
    private static void pause(int ms) {
        await().pollDelay(Duration.ofMillis(ms)).atMost(Duration.ofMillis(ms + 5_000L)).until(() -> true);
    }
}
