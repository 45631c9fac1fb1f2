package centuple;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.TestExchange.Member;
import centuple.platform.json.Json;
import centuple.platform.sql.DatabaseSettings;
import centuple.platform.sql.Sql;
import centuple.testkit.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A shop moves in and reports the same orders itself: nothing is booked or given back twice. */
class MoveInBesideTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final String PLACED_AT = NOW.minus(Duration.ofDays(3)).toString();

    @TempDir
    Path folder;

    private TestExchange exchange;
    private Member anna;
    private Member cora;

    @BeforeEach
    void agree() throws IOException {
        TestClock clock = new TestClock(NOW.minus(Duration.ofDays(20)));
        exchange = TestExchange.start(folder.resolve("data"), Map.of(), clock);
        anna = exchange.member("Anna");
        cora = exchange.member("Cora");
        exchange.partner(cora, anna, "EUR", 1_000);
        clock.advance(Duration.ofDays(20));
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void whatTheShopReportsItselfIsNotMovedIn() throws IOException {
        exchange.post(cora.key(), "/v1/orders", sale("4711", 2));
        String before = books();
        String file = row("4711", "120.00", "open") + row("4711", "-20.00", "open") + row("4712", "50.00", "open");
        for (String dryRun : List.of("--dry-run", "--json")) {
            JsonNode told = move(file, dryRun);
            assertThat(told.path("entered").asLong()).as(dryRun).isEqualTo(1);
            assertThat(told.path("refused_count").asLong()).as(dryRun).isEqualTo(2);
            assertThat(told.path("refused_why").toString()).isEqualTo("{\"reference is an order that your shop reports"
                    + " itself (api): what is reported live is not moved in\":2}");
            assertThat(books().equals(before)).as(dryRun).isEqualTo(dryRun.equals("--dry-run"));
        }
        assertThat(owedMinor()).as("10 % of 50.00").isEqualTo(5_00);
    }

    @Test
    void refundsThatAreToldAgainByTheShopAreNotGivenBackTwice() throws IOException {
        String file = row("4711", "120.00", "open") + row("4711", "-20.00", "open");
        assertThat(move(file, "--json").path("entered").asLong()).isEqualTo(2);
        assertThat(owedMinor()).isEqualTo(10_00);
        exchange.post(cora.key(), "/v1/orders", refund("4711", "R-1", 20_00));
        assertThat(owedMinor()).as("the same refund, told by the shop").isEqualTo(10_00);
        exchange.post(cora.key(), "/v1/orders", sale("4711", 2));
        assertThat(owedMinor()).as("still the partner's, without a mark in what the shop tells").isEqualTo(10_00);
        exchange.post(cora.key(), "/v1/orders", refund("4711", "R-2", 50_00));
        assertThat(owedMinor()).as("10 % of 120.00 less 20.00 and 50.00").isEqualTo(5_00);
        String before = books();
        JsonNode again = move(file + row("4711", "-9.00", "open"), "--json");
        assertThat(again.path("already_here").asLong()).as("twice is once").isEqualTo(2);
        assertThat(again.path("refused_count").asLong()).as("now it is the shop that tells").isEqualTo(1);
        assertThat(books()).isEqualTo(before);
        assertThat(number("select count(*) as n from balance_difference")).isZero();
    }

    private JsonNode move(String rows, String... more) throws IOException {
        DatabaseSettings settings = exchange.db().settings();
        Path password = Files.writeString(folder.resolve("password"), settings.password());
        Path key = Files.writeString(folder.resolve("key"), cora.key() + "\n");
        Path file = Files.writeString(folder.resolve("file"), "order,sum,state,who,day\n" + rows);
        List<String> words = new ArrayList<>(List.of("move-in", "--from", "csv", "--kind", "sales", file.toString(),
                "--key-file", key.toString(), "--data", folder.resolve("other").toString(), "--database",
                settings.url(), "--database-user", settings.user(), "--database-password-file", password.toString(),
                "--column", "reference=order", "--column", "amount=sum", "--column", "status=state", "--column",
                "partner=who", "--column", "placed_at=day", "--column", "currency==EUR", "--unpaid", "open"));
        words.addAll(List.of(more));
        if (!words.contains("--json")) {
            words.add("--json");
        }
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said);
        Main.commands().setOut(to).setErr(to).execute(words.toArray(String[]::new));
        return Json.object(said.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String row(String order, String sum, String state) {
        return String.join(",", order, sum, state, anna.id(), PLACED_AT) + "\n";
    }

    private static String sale(String order, int version) {
        return """
                {"reference": "%s", "status": "paid", "version": %d, "currency": "EUR", "placed_at": "%s",
                 "lines": [{"reference": "1", "amount_minor": 12000}]}""".formatted(order, version, PLACED_AT);
    }

    private static String refund(String order, String refund, long amountMinor) {
        return """
                {"type": "refund", "reference": "%s", "currency": "EUR", "refund_reference": "%s",
                 "amount_minor": %d}""".formatted(order, refund, amountMinor);
    }

    private String books() {
        return number("select count(*) as n from transfer") + " " + number("select count(*) as n from order_fact") + " "
                + owedMinor();
    }

    private long owedMinor() {
        return number("select coalesce(sum(amount_minor), 0)::bigint as n from balance where stage = 'PENDING'"
                + " and creditor = " + anna.shop().value());
    }

    private long number(String sql) {
        return exchange.db().database().read(connection -> Sql.one(connection, sql, row -> row.bigint("n")));
    }
}
