package centuple.shop.job;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.platform.net.Outbound;
import centuple.platform.net.OutboundSettings;
import centuple.shop.net.NetProofSearch;
import centuple.testkit.TestApi;
import centuple.testkit.TestApi.Answered;
import centuple.testkit.TestApi.Caller;
import centuple.testkit.TestRoutes;
import centuple.testkit.TestSite;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class DomainCheckTest {
    private static final String FILE = "/.well-known/centuple.json";

    private final Vertx vertx = Vertx.vertx();
    private final Outbound outbound = new Outbound(vertx, OutboundSettings.WITH_LOOPBACK);
    private final TestApi api = TestApi.start(TestRoutes::controlPlane);
    private final TestSite site = new TestSite();
    private final DomainCheck check = new DomainCheck(api.database(),
            new NetProofSearch(outbound, _ -> List.of()));

    @AfterEach
    void close() {
        site.close();
        api.close();
        outbound.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aHostWhoseProofIsGoneForAWeekIsLostAndComesBack() {
        Caller anne = api.shop("Anne");
        Answered claimed = anne.post("/v1/domains", "{\"host\":\"" + site.host() + "\"}").expect(201);
        String one = claimed.header("Location");
        assertThat(run()).as("only proven hosts are checked").isZero();
        site.put(FILE, claimed.text("proof.file_content"));
        anne.post(one + "/verify").expect(200);
        nextDay();
        assertThat(run()).isOne();
        assertThat(run()).as("once a day").isZero();
        assertThat(anne.get(one).text("checked_on")).isEqualTo("2026-11-24");
        site.remove(FILE);
        for (int day = 1; day < 7; day++) {
            nextDay();
            assertThat(run()).isOne();
            assertThat(anne.get(one).text("status")).isEqualTo("failing");
            assertThat(anne.get(one).text("failed_days")).isEqualTo(Integer.toString(day));
        }
        nextDay();
        run();
        assertThat(anne.get(one).text("status")).isEqualTo("lost");
        site.put(FILE, claimed.text("proof.file_content"));
        run();
        assertThat(anne.get(one).text("status")).isEqualTo("proven");
        assertThat(anne.get("/v1/events").response().body()).contains("domain.check_failed", "domain.lost");
    }

    @Test
    void whatTheOperatorVouchesForIsNotChecked() {
        Caller anne = api.shop("Anne");
        String one = anne.post("/v1/domains", "{\"host\":\"anne.example\"}").expect(201).header("Location");
        api.operator().post(one + "/confirm", "{\"name\":\"Odile\",\"reason\":\"test\"}").expect(200);
        nextDay();
        assertThat(run()).isZero();
    }

    private void nextDay() {
        api.clock().advance(Duration.ofDays(1));
    }

    private int run() {
        return check.run(api.clock().instant());
    }
}
