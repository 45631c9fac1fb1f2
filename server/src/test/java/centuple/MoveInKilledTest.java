package centuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.TestExchange.Member;
import centuple.platform.sql.DatabaseSettings;
import centuple.platform.sql.Sql;
import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A process that moves a shop in and is killed in the middle: what it began the next one ends, each sale once. */
class MoveInKilledTest {
    private static final int SALES = 4_000;
    private static final int BASIS_POINTS = 730;

    @TempDir
    Path folder;

    private final Map<String, long[]> sales = new HashMap<>();

    @Test
    void theNextRunEndsWhatAKilledOneBegan() throws Exception {
        Seed seed = Seed.fresh();
        try (TestExchange exchange = TestExchange.start(folder.resolve("data"), Map.of())) {
            Member anna = exchange.member("Anna");
            Member cora = exchange.member("Cora");
            exchange.partner(cora, anna, "EUR", BASIS_POINTS);
            List<String> command = command(exchange, cora, file(seed.random(), anna));
            killInTheMiddle(exchange, command);
            long begun = number(exchange, "select count(*) as n from shop_order");
            assertThat(begun).as("in the middle").isBetween(1L, SALES - 1L);

            StringWriter said = new StringWriter();
            PrintWriter to = new PrintWriter(said);
            int code = Main.commands().setOut(to).setErr(to).execute(command.toArray(String[]::new));
            assertThat(code).as("%s, %s", said, seed).isZero();
            assertThat(said.toString()).contains("\"already_here\":");
            assertThat(number(exchange, "select count(*) as n from shop_order")).as("%s", seed).isEqualTo(SALES);
            assertThat(number(exchange, "select count(*) as n from moved_sale")).as("%s", seed).isEqualTo(SALES);
            assertThat(number(exchange, "select sum(amount_minor)::bigint as n from balance where stage = 'PENDING'"
                    + " and creditor = " + anna.shop().value())).as("%s", seed).isEqualTo(naivelyOwedMinor());
            assertThat(number(exchange, "select count(*) as n from balance_difference")).isZero();
        }
    }

    /** Sales, a tenth of them with a refund somewhere further down, by a plain reckoning of their own. */
    private Path file(SplittableRandom random, Member giver) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,order,who,sum,state,day"));
        String day = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
        for (int i = 0; i < SALES; i++) {
            long minor = random.nextLong(1, 50_000);
            sales.put("R-" + i, new long[]{minor, minor});
            lines.add("s" + i + ",R-" + i + "," + giver.id() + "," + decimal(minor) + ",open," + day);
            if (i % 10 == 9) {
                String earlier = "R-" + random.nextInt(i);
                long[] sale = sales.getOrDefault(earlier, new long[2]);
                long back = Math.min(sale[1], random.nextLong(1, 20_000));
                if (back > 0) {
                    sale[1] -= back;
                    lines.add("r" + i + "," + earlier + "," + giver.id() + "," + decimal(-back) + ",open," + day);
                }
            }
        }
        return Files.write(folder.resolve("sales.csv"), lines);
    }

    private static String decimal(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }

    /** Half up of the whole sale, then half up of what is left of it. */
    private long naivelyOwedMinor() {
        return sales.values().stream().mapToLong(sale -> {
            BigDecimal whole = BigDecimal.valueOf(sale[0]).multiply(BigDecimal.valueOf(BASIS_POINTS))
                    .divide(BigDecimal.valueOf(10_000), 0, RoundingMode.HALF_UP);
            return whole.multiply(BigDecimal.valueOf(sale[1]))
                    .divide(BigDecimal.valueOf(sale[0]), 0, RoundingMode.HALF_UP).longValueExact();
        }).sum();
    }

    private List<String> command(TestExchange exchange, Member shop, Path file) throws IOException {
        DatabaseSettings settings = exchange.db().settings();
        Path password = Files.writeString(folder.resolve("password"), settings.password());
        Path key = Files.writeString(folder.resolve("key"), shop.key());
        return List.of("move-in", "--from", "csv", "--kind", "sales", file.toString(), "--old-sales", "take-over",
                "--json", "--unpaid", "open", "--column", "id=id", "--column", "reference=order", "--column",
                "partner=who", "--column", "amount=sum", "--column", "currency==EUR", "--column", "status=state",
                "--column", "placed_at=day", "--key-file", key.toString(), "--data",
                folder.resolve("other").toString(), "--database", settings.url(), "--database-user", settings.user(),
                "--database-password-file", password.toString());
    }

    /** The process has little memory too: the file is not held in it. */
    private static void killInTheMiddle(TestExchange exchange, List<String> command) throws Exception {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-cp", System.getProperty("java.class.path"), "centuple.Main"));
        words.addAll(command);
        Process child = new ProcessBuilder(words).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5))
                    .until(() -> number(exchange, "select count(*) as n from shop_order") > 600);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static long number(TestExchange exchange, String sql) {
        return exchange.db().database().read(connection -> Sql.one(connection, sql, row -> row.bigint("n")));
    }
}
