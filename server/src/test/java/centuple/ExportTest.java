package centuple;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.TestExchange.Member;
import centuple.ledger.Account;
import centuple.ledger.Accountants;
import centuple.ledger.Cause;
import centuple.ledger.Move;
import centuple.ledger.PlainTextBooks;
import centuple.ledger.Stage;
import centuple.ledger.Transfer;
import centuple.money.Currency;
import centuple.order.OrderRef;
import centuple.platform.sql.DatabaseSettings;
import centuple.shop.ShopId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the export command writes of a real exchange, added up by other programs, is what its shops read over HTTP. */
class ExportTest {
    private static final Instant AFTER_HOLD = Instant.now().plus(Duration.ofDays(31));

    @TempDir
    Path folder;

    @Test
    void otherProgramsFindTheBalancesThatShopsRead() throws Exception {
        try (TestExchange exchange = TestExchange.start(folder.resolve("data"), Map.of("--exchange-fee-bps", "250"))) {
            List<Member> shops = trade(exchange);
            Map<String, String> expected = balances(exchange, shops);
            assertThat(expected.keySet()).as("currencies and stages").anyMatch(key -> key.endsWith("JPY"))
                    .anyMatch(key -> key.endsWith("KWD")).anyMatch(key -> key.endsWith("Pending EUR"))
                    .anyMatch(key -> key.endsWith("Due EUR")).anyMatch(key -> key.endsWith("Settled EUR"))
                    .anyMatch(key -> key.endsWith("Paid EUR"));
            for (PlainTextBooks dialect : PlainTextBooks.values()) {
                Path file = export(exchange, dialect);
                assertThat(toShops(Accountants.balances(dialect, file))).as(dialect.name()).isEqualTo(expected);
            }
        }
    }

    /** Orders in three currencies, a chain, refunds at every stage, and payments. */
    private static List<Member> trade(TestExchange exchange) {
        Member anne = exchange.member("Anne");
        Member bela = exchange.member("Bela");
        Member cora = exchange.member("Cora");
        Member dora = exchange.member("Dora");
        String anneToBela = exchange.partner(bela, anne, "JPY", 700);
        String belaToCora = exchange.partner(cora, bela, "EUR", 1_000);
        exchange.partner(cora, anne, "EUR", 300);
        String anneToDora = exchange.partner(dora, anne, "KWD", 333);
        String first = exchange.visit(anneToBela, null);
        String second = exchange.visit(belaToCora, first);
        order(exchange, bela, "JPY", "B-1", 7_777, first);
        order(exchange, dora, "KWD", "D-1", 12_345_678, exchange.visit(anneToDora, null));
        for (String reference : List.of("C-1", "C-2")) {
            order(exchange, cora, "EUR", reference, 9_999, second);
        }
        refund(exchange, bela, "JPY", "B-1", 333);
        assertThat(exchange.holdsOver(AFTER_HOLD)).isEqualTo(4);
        refund(exchange, dora, "KWD", "D-1", 1_234_567);
        var statements = exchange.statements();
        statements.close(List.of(new OrderRef(cora.shop(), "C-1")), AFTER_HOLD);
        Transfer.Pair debt = new Transfer.Pair(cora.shop(), bela.shop(), new Currency("EUR"));
        statements.move(debt, Move.PAY, 123, new Cause.Payment(new UUID(1, 1)), AFTER_HOLD);
        statements.move(debt, Move.PAY, 77, new Cause.SetOff(new UUID(1, 2)), AFTER_HOLD);
        refund(exchange, cora, "EUR", "C-1", 3_333);
        order(exchange, cora, "EUR", "C-3", 5_001, exchange.visit(belaToCora, null));
        return List.of(anne, bela, cora, dora);
    }

    private static void order(TestExchange exchange, Member seller, String currency, String reference,
            long amountMinor, String token) {
        JsonNode answer = exchange.post(seller.key(), "/v1/orders", """
                {"reference": "%s", "status": "paid", "currency": "%s", "placed_at": "%s", "token": "%s",
                 "lines": [{"reference": "1", "quantity": 1, "amount_minor": %d}]}"""
                .formatted(reference, currency, Instant.now(), token, amountMinor));
        assertThat(answer.path("attribution").path("commission_minor").asLong(0)).as(answer.toString()).isPositive();
    }

    private static void refund(TestExchange exchange, Member seller, String currency, String reference,
            long amountMinor) {
        exchange.post(seller.key(), "/v1/orders", """
                {"type": "refund", "reference": "%s", "refund_reference": "R", "currency": "%s", "amount_minor": %d}"""
                .formatted(reference, currency, amountMinor));
    }

    /** What all shops read of what they owe, without zeros; both sides of a debt must read the same. */
    private static Map<String, String> balances(TestExchange exchange, List<Member> shops) {
        Map<String, String> all = new HashMap<>();
        for (Member shop : shops) {
            for (JsonNode standing : exchange.get(shop, "/v1/balances").path("data")) {
                ShopId partner = ShopId.parse(standing.path("partner").asString()).orElseThrow();
                put(all, partner, shop.shop(), standing.path("given").path("owed"));
                put(all, shop.shop(), partner, standing.path("received").path("owed"));
            }
        }
        return all;
    }

    private static void put(Map<String, String> all, ShopId debtor, ShopId creditor, JsonNode owed) {
        for (JsonNode sums : owed) {
            Currency currency = new Currency(sums.path("currency").asString());
            for (Stage stage : List.of(Stage.PENDING, Stage.DUE, Stage.SETTLED, Stage.PAID)) {
                long minor = sums.path(stage.name().toLowerCase(Locale.ROOT) + "_minor").longValue();
                if (minor != 0) {
                    String text = Accountants.plain(currency.format(minor));
                    String other = all.put(PlainTextBooks.name(new Account(debtor, creditor, currency, stage)) + " "
                            + currency, text);
                    assertThat(other).as("the other side").isIn(null, text);
                }
            }
        }
    }

    /** Without the source of the debts, which no shop reads. */
    private static Map<String, String> toShops(Map<String, String> balances) {
        return balances.entrySet().stream().filter(entry -> entry.getKey().startsWith("Assets:"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Path export(TestExchange exchange, PlainTextBooks dialect) throws Exception {
        DatabaseSettings settings = exchange.db().settings();
        Path password = folder.resolve("password");
        Files.writeString(password, settings.password());
        String format = dialect.name().toLowerCase(Locale.ROOT);
        Path file = folder.resolve("books." + format);
        StringWriter errors = new StringWriter();
        int exit = Main.commands().setErr(new PrintWriter(errors)).execute("export", "--format", format, "--output",
                file.toString(), "--data", folder.resolve("other").toString(), "--database", settings.url(),
                "--database-user", settings.user(), "--database-password-file", password.toString());
        assertThat(exit).as(errors.toString()).isZero();
        return file;
    }
}
