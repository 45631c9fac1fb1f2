package centuple;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.platform.json.Json;
import centuple.simulation.LiveScript;
import centuple.simulation.NicheSettings;
import centuple.simulation.cli.Demo;
import centuple.simulation.cli.LiveAndReplayed;
import centuple.simulation.file.Wordings;
import centuple.simulation.report.DemoReport;
import centuple.simulation.report.DemoText;
import centuple.simulation.report.Figure;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The demo through real servers on real databases, over a few hours. */
class DemoTest {
    private static final long SEED = 2_897;
    private static final int HOURS = 500;
    private static final NicheSettings FEW_HOURS = NicheSettings.STORY.withHours(HOURS);

    @TempDir
    Path folder;

    @Test
    void whatWentLiveGivesTheSameTransfersWhenReplayedIntoAnEmptyExchange() {
        LiveAndReplayed both;
        try (DemoServers servers = servers("both")) {
            both = LiveAndReplayed.on(servers, NicheSettings.STORY, SEED);
        }

        assertThat(both.told().redirects()).isEqualTo(LiveScript.VISITORS);
        assertThat(both.told().orders()).isEqualTo(LiveScript.ORDERS);
        assertThat(both.live().transfers()).hasSizeGreaterThan(LiveScript.ORDERS)
                .anyMatch(transfer -> transfer.startsWith("Jacques owes"))
                .anyMatch(transfer -> transfer.contains("owes Jacques"))
                .anyMatch(transfer -> transfer.contains("PENDING ACCRUED"))
                .allMatch(transfer -> transfer.matches(".* COMMISSION order .* live-\\d+ line .*"));
        assertThat(both.replayed().transfers()).containsExactlyInAnyOrderElementsOf(both.live().transfers());
        assertThat(both.replayed().visits()).containsExactlyInAnyOrderElementsOf(both.live().visits());
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        DemoReport report = run("first", SEED);
        byte[] json = Demo.json(report);

        assertThat(text(Demo.json(run("again", SEED)))).isEqualTo(text(json));
        expectFigures(Json.object(json));
        expectRange(report);
    }

    private static void expectFigures(JsonNode json) {
        assertThat(json.propertyNames()).containsExactly("seed", "hours", "policies", "live", "ledger_sum_minor");
        assertThat(json.path("hours").intValue()).isEqualTo(HOURS);
        assertThat(json.path("ledger_sum_minor").longValue()).isZero();
        assertThat(json.path("live").path("redirects").intValue()).isEqualTo(LiveScript.VISITORS);
        assertThat(json.path("live").path("orders").intValue()).isEqualTo(LiveScript.ORDERS);
        assertThat(json.path("live").path("commissions").intValue()).isBetween(1, LiveScript.ORDERS);
        JsonNode policies = json.path("policies");
        assertThat(policies).extracting(policy -> policy.path("name").stringValue())
                .containsExactly("gurus", "never", "stop-loss", "terms", "centuple");
        for (JsonNode policy : policies) {
            assertThat(policy.propertyNames()).containsExactly("name", "visitors", "given", "returned",
                    "own_sales_minor", "commission_minor", "given_minor", "came_back_minor", "ratio", "partners");
        }
        assertThat(policies.get(0).path("own_sales_minor").longValue()).as("of the gurus").isZero();
        assertThat(policies.get(0).path("came_back_minor").longValue()).as("to the gurus").isZero();
        assertThat(policies.get(1).path("given").longValue()).as("by never").isZero();
        assertThat(policies.get(1).path("ratio").isNull()).as("never has no ratio").isTrue();
        assertThat(policies.get(3).path("ratio").isNumber()).as("terms has one").isTrue();
        assertThat(policies.get(3).path("commission_minor").longValue()).as("of terms").isPositive();
    }

    /** Beside each figure of the books stands how far it lies apart over other seeds. */
    private static void expectRange(DemoReport report) {
        assertThat(report.rows()).allSatisfy(row -> assertThat(row.otherSeeds()).hasSize(Demo.SEEDS));
        List<String> lines = DemoText.of(report, Wordings.english()).lines().toList();
        assertThat(lines).filteredOn(line -> line.strip().startsWith("range over the seeds"))
                .hasSize(2 * Figure.values().length);
        assertThat(lines).anyMatch(line -> line.contains("over 20 seeds"));
    }

    private DemoReport run(String name, long seed) {
        try (DemoServers servers = servers(name)) {
            return new Demo(FEW_HOURS, seed, new PrintWriter(new StringWriter())).run(servers);
        }
    }

    private DemoServers servers(String name) {
        return new DemoServers(folder.resolve(name), new DemoServers.PageAt("", 0, List.of()),
                _ -> TestDatabase.empty());
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
