package centuple.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.money.Currency;
import centuple.shop.ShopId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Three independent accounting programs add our books up and find what we find. */
class PlainTextBooksTest {
    private static final long SEED = 20_261_123;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(PlainTextBooks.class)
    void anotherProgramFindsTheSameBalances(PlainTextBooks dialect) throws Exception {
        assertThat(Accountants.balances(dialect, write(dialect))).isEqualTo(expected());
    }

    @Test
    void noTransfersStillMakeABook() throws Exception {
        StringBuilder text = new StringBuilder();
        PlainTextBooks.HLEDGER.write(List.of(), List.<Transfer>of().iterator(), text);
        assertThat(text).startsWith("; Centuple").hasLineCount(2);
    }

    private Path write(PlainTextBooks dialect) throws IOException {
        Path file = folder.resolve(dialect.name().toLowerCase(Locale.ROOT) + ".journal");
        List<Transfer> transfers = transfers();
        List<Account> accounts = transfers.stream().flatMap(t -> java.util.stream.Stream.of(t.from(), t.to())).toList();
        try (var out = Files.newBufferedWriter(file)) {
            dialect.write(accounts, transfers.iterator(), out);
        }
        return file;
    }

    /** Random debts among four shops and the exchange, in currencies of two, no and three decimals. */
    private static List<Transfer> transfers() {
        RandomGenerator random = new java.util.SplittableRandom(SEED);
        List<String> currencies = List.of("EUR", "JPY", "KWD");
        List<Transfer> transfers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ShopId debtor = new ShopId(1 + random.nextInt(4));
            ShopId creditor = new ShopId((debtor.value() + 1 + random.nextInt(3)) % 5);
            if (creditor.equals(debtor)) {
                continue;
            }
            Transfer.Pair pair = new Transfer.Pair(debtor, creditor, new Currency(currencies.get(random.nextInt(3))));
            Cause cause = new Cause.Commission(new UUID(7, i), 0, 1, new Proof.Coupon("SPRING"));
            long amountMinor = 1 + random.nextLong(1_000_000);
            transfers.add(
                    new Transfer(new UUID(1, i), START.plusSeconds(i * 3600L), pair, Move.BOOK, amountMinor, cause));
            if (random.nextBoolean()) {
                transfers.add(new Transfer(new UUID(2, i), START.plusSeconds(i * 3600L), pair, Move.HOLD_OVER,
                        amountMinor, cause));
            }
        }
        return transfers;
    }

    private static Map<String, String> expected() {
        Map<Account, Long> sums = new HashMap<>();
        for (Transfer transfer : transfers()) {
            sums.merge(transfer.from(), -transfer.amountMinor(), Long::sum);
            sums.merge(transfer.to(), transfer.amountMinor(), Long::sum);
        }
        return sums.entrySet().stream().filter(entry -> entry.getValue() != 0).collect(Collectors.toMap(
                entry -> PlainTextBooks.name(entry.getKey()) + " " + entry.getKey().currency(),
                entry -> Accountants.plain(entry.getKey().currency().format(entry.getValue()))));
    }
}
