package centuple.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.money.Currency;
import centuple.shop.ShopId;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;

/** What every {@link LedgerStore} does, in memory or in a database. */
public abstract class LedgerStoreContract {
    protected static final Instant NOW = Instant.parse("2026-11-23T08:00:00.123456Z");
    protected static final Transfer.Pair PAIR = new Transfer.Pair(new ShopId(7), new ShopId(-9), new Currency("EUR"));

    /** Runs the work in one transaction and keeps what it did, or nothing of it when it throws. */
    protected abstract void inTransaction(Consumer<LedgerStore> work);

    /** All transfers, oldest first. */
    protected abstract List<Transfer> transfers();

    @Test
    void anAccountNobodyUsedIsZero() {
        inTransaction(store -> assertThat(store.lock(List.of(PAIR.at(Stage.DUE), PAIR.at(Stage.ACCRUED))))
                .isEqualTo(Map.of(PAIR.at(Stage.DUE), 0L, PAIR.at(Stage.ACCRUED), 0L)));
    }

    @Test
    void aTransferMovesTwoBalances() {
        inTransaction(store -> store.append(List.of(transfer(1, Move.BOOK, 500), transfer(2, Move.HOLD_OVER, 200))));
        inTransaction(
                store -> assertThat(store.lock(allStages(PAIR)).values().stream().mapToLong(Long::longValue).sum())
                        .isZero());
        assertBalance(Stage.ACCRUED, -500);
        assertBalance(Stage.PENDING, 300);
        assertBalance(Stage.DUE, 200);
    }

    @Test
    void transfersComeBackAsTheyWent() {
        List<Transfer> all = List.of(
                transfer(1, Move.BOOK, 7, commission(new Proof.Click("clk_0123456789abcdef01234567"))),
                transfer(2, Move.BOOK, 6, commission(new Proof.Coupon("JACQUES-10"))),
                transfer(3, Move.BOOK, 5, commission(new Proof.GiverDay(java.time.LocalDate.of(2026, 2, 28)))),
                transfer(4, Move.BOOK, 4, commission(new Proof.Claim(id(77)))),
                transfer(5, Move.BOOK, 3, new Cause.Claim(id(78))), transfer(6, Move.BOOK, 2, new Cause.Fee(id(1))),
                transfer(7, Move.HOLD_OVER, 27, new Cause.Fee(id(6))),
                transfer(8, Move.CLOSE, 26, new Cause.Payment(id(9))),
                transfer(9, Move.PAY, 25, new Cause.SetOff(id(8))));
        inTransaction(store -> store.append(all));
        assertThat(transfers()).isEqualTo(all);
    }

    @Test
    void noStageButAccruedGoesBelowZero() {
        inTransaction(store -> store.append(List.of(transfer(1, Move.BOOK, 10))));
        assertThatThrownBy(() -> inTransaction(store -> store.append(List.of(transfer(2, Move.REVERSE_PENDING, 11)))))
                .isInstanceOf(RuntimeException.class);
        assertBalance(Stage.PENDING, 10);
        assertThat(transfers()).hasSize(1);
    }

    /** The store takes what {@link Ledger#decide} accepts and nothing else, whoever forgot to ask it. */
    @Test
    void aCauseExplainsItsMove() {
        inTransaction(store -> store.append(List.of(transfer(1, Move.BOOK, 400), transfer(2, Move.HOLD_OVER, 300),
                transfer(3, Move.CLOSE, 200), transfer(4, Move.PAY, 100, new Cause.SetOff(id(8))))));
        Map<Account, Long> balances = Ledger.balancesMinor(transfers());
        List<Cause> causes = List.of(commission(new Proof.Coupon("C")), new Cause.Fee(id(1)), new Cause.SetOff(id(8)),
                new Cause.Payment(id(9)), new Cause.Claim(id(7)));
        int next = 5;
        int refused = 0;
        for (Move move : Move.values()) {
            for (Cause cause : causes) {
                Transfer transfer = transfer(next++, move, 1, cause);
                if (Ledger.decide(balances, List.of(transfer)) instanceof Ledger.Decision.Rejected rejected) {
                    assertThat(rejected.reason()).isEqualTo(Ledger.Reason.CAUSE_DOES_NOT_FIT);
                    assertThatThrownBy(() -> inTransaction(store -> store.append(List.of(transfer))))
                            .as(transfer.toString()).isInstanceOf(RuntimeException.class);
                    refused++;
                } else {
                    inTransaction(store -> store.append(List.of(transfer)));
                }
            }
        }
        assertThat(refused).isEqualTo(14);
        assertThat(transfers()).hasSize(next - 1 - refused);
    }

    @Test
    void whatAFailingTransactionDidIsGone() {
        assertThatThrownBy(() -> inTransaction(store -> {
            store.append(List.of(transfer(1, Move.BOOK, 10)));
            throw new IllegalStateException("on purpose");
        })).hasMessage("on purpose");
        assertBalance(Stage.PENDING, 0);
        assertThat(transfers()).isEmpty();
    }

    @Test
    void anIdIsUsedOnce() {
        inTransaction(store -> store.append(List.of(transfer(1, Move.BOOK, 10))));
        assertThatThrownBy(() -> inTransaction(store -> store.append(List.of(transfer(1, Move.BOOK, 20)))))
                .isInstanceOf(RuntimeException.class);
        assertBalance(Stage.PENDING, 10);
    }

    @Test
    void randomTransfersSumUp() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Map<Account, Long> expected = new HashMap<>();
        int next = 1;
        for (int round = 0; round < 20; round++) {
            List<Transfer> group = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Transfer.Pair pair = new Transfer.Pair(new ShopId(random.nextInt(1, 4)),
                        new ShopId(random.nextInt(4, 7)),
                        new Currency(random.nextBoolean() ? "EUR" : "JPY"));
                Move move = Move.values()[random.nextInt(Move.values().length)];
                long available = move.from() == Stage.ACCRUED
                        ? 1_000
                        : expected.getOrDefault(pair.at(move.from()), 0L);
                if (available > 0) {
                    Transfer transfer = new Transfer(id(next++), NOW, pair, move, random.nextLong(1, available + 1),
                            move == Move.PAY ? new Cause.SetOff(id(9)) : commission(new Proof.Coupon("C")));
                    group.add(transfer);
                    expected.merge(transfer.from(), -transfer.amountMinor(), Long::sum);
                    expected.merge(transfer.to(), transfer.amountMinor(), Long::sum);
                }
            }
            inTransaction(store -> store.append(group));
        }
        inTransaction(store -> assertThat(store.lock(expected.keySet())).as("seed " + seed).isEqualTo(expected));
    }

    protected static List<Account> allStages(Transfer.Pair pair) {
        return java.util.Arrays.stream(Stage.values()).map(pair::at).toList();
    }

    protected static Transfer transfer(int number, Move move, long amountMinor) {
        return transfer(number, move, amountMinor, commission(new Proof.Coupon("C")));
    }

    protected static Transfer transfer(int number, Move move, long amountMinor, Cause cause) {
        return new Transfer(id(number), NOW, PAIR, move, amountMinor, cause);
    }

    protected static Cause commission(Proof proof) {
        return new Cause.Commission(id(1_000), 0, 1, proof);
    }

    protected static UUID id(int number) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
    }

    private void assertBalance(Stage stage, long amountMinor) {
        inTransaction(
                store -> assertThat(store.lock(List.of(PAIR.at(stage)))).containsEntry(PAIR.at(stage), amountMinor));
    }
}
