package centuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.platform.sql.Sql;
import centuple.reciprocity.store.LineBed;
import centuple.shop.ShopId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

/** Over real HTTP: a live exchange stops sending visitors on at the line by itself, a trial does not. */
class StopLossTest {
    private static final int VISITORS = 40;

    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"true, 25", "false, 40"})
    void visitorsAreSentOnUpToTheLine(boolean live, int sent) throws Exception {
        try (LineBed bed = new LineBed()) {
            ShopId anna = bed.shop(11);
            ShopId clara = bed.shop(12);
            bed.partners(anna, clara);
            bed.proven(anna, "anna.example", "PROVEN");
            bed.proven(clara, "clara.example", "PROVEN");
            bed.run(connection -> Sql.update(connection, """
                    insert into link (id, code, giver, receiver, target, state, created_at)
                    values (?, 'shoes', 11, 12, 'https://clara.example/', 'ACTIVE', ?)
                    """, UUID.randomUUID(), LineBed.DAY_0));
            Config config = Config.load(Map.of(), Map.of("--data", folder.toString(), "--http-port", "0",
                    "--trusted-proxies", "127.0.0.0/8", "--exchange-live", Boolean.toString(live)));
            Exchange.prepare(config, bed.db.database(), Instant.now());
            try (Server server = Server.start(config, bed.db.database(), InstantSource.system(), java.util.List.of())) {
                int[] all = {visit(server, 0)};
                // A look while clicks are on their way may take one for two; the next look, ten seconds later, knows.
                await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1)).until(() -> {
                    all[0] += all[0] < sent ? visit(server, 1 + all[0]) : 0;
                    return all[0] >= sent;
                });
                assertThat(all[0] + (live ? visit(server, 100) : 0)).isEqualTo(sent);
            }
        }
    }

    private int visit(Server server, int round) throws Exception {
        int sent = 0;
        for (int visitor = 0; visitor < VISITORS; visitor++) {
            HttpRequest request = HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/r/shoes"))
                    .header("X-Forwarded-For", "10." + visitor + "." + round + ".1")
                    .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:" + visitor + ") Firefox/" + visitor)
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            sent += answer.statusCode() == 302 ? 1 : 0;
        }
        return sent;
    }

    @Test
    void nothingHappensToPairsThatAreNot() throws Exception {
        try (LineBed bed = new LineBed()) {
            Config config = Config.load(Map.of(), Map.of("--data", folder.toString(), "--http-port", "0"));
            Exchange.prepare(config, bed.db.database(), Instant.now());
            try (Server server = Server.start(config, bed.db.database(), InstantSource.system(), java.util.List.of())) {
                assertThat(server.exchange().lines().state().problem()).isEmpty();
                assertThat(server.exchange().lines().state().pairs()).isZero();
            }
        }
    }
}
