package centuple.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import centuple.ledger.Ledger.Decision.Accepted;
import centuple.ledger.Ledger.Decision.Rejected;
import centuple.ledger.Ledger.Reason;
import centuple.money.Currency;
import centuple.shop.ShopId;
import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

class LedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Transfer.Pair PAIR = new Transfer.Pair(new ShopId(1), new ShopId(2), new Currency("EUR"));
    private static final Cause SALE = new Cause.Commission(id(9), 0, 1, new Proof.Coupon("A"));

    @Test
    void transfersOfOneDecisionFollowEachOther() {
        List<Transfer> all = List.of(transfer(1, Move.BOOK, 10, SALE), transfer(2, Move.HOLD_OVER, 10, SALE),
                transfer(3, Move.CLOSE, 10, new Cause.Payment(id(8))),
                transfer(4, Move.PAY, 10, new Cause.SetOff(id(7))));
        assertThat(Ledger.decide(Map.of(), all)).isInstanceOfSatisfying(Accepted.class,
                accepted -> assertThat(accepted.balancesMinor()).containsEntry(PAIR.at(Stage.ACCRUED), -10L)
                        .containsEntry(PAIR.at(Stage.PENDING), 0L).containsEntry(PAIR.at(Stage.PAID), 10L));
    }

    @ParameterizedTest(name = "{0} of {1} with {2} at the stage it leaves")
    @CsvSource({"HOLD_OVER, 11, 10", "CLOSE, 1, 0", "PAY, 5, 4", "REVERSE_PENDING, 11, 10", "REVERSE_DUE, 2, 1"})
    void noStageGoesBelowZero(Move move, long amountMinor, long balanceMinor) {
        Cause cause = move == Move.PAY ? new Cause.Payment(id(8)) : SALE;
        Map<Account, Long> balances = Map.of(PAIR.at(move.from()), balanceMinor, PAIR.at(Stage.ACCRUED), -100L);
        assertRejected(balances, transfer(1, move, amountMinor, cause), Reason.BELOW_ZERO);
        assertThat(Ledger.decide(balances, List.of(transfer(1, move, Math.max(1, balanceMinor), cause))))
                .isInstanceOf(balanceMinor > 0 ? Accepted.class : Rejected.class);
    }

    @Test
    void theSourceTakesBackNoMoreThanItGave() {
        assertRejected(Map.of(PAIR.at(Stage.PENDING), 10L, PAIR.at(Stage.ACCRUED), -5L),
                transfer(1, Move.REVERSE_PENDING, 6, SALE), Reason.BELOW_ZERO);
    }

    @Test
    void aCauseMustExplainItsMove() {
        Map<Account, Long> rich = Map.of(PAIR.at(Stage.SETTLED), 99L, PAIR.at(Stage.DUE), 99L);
        assertRejected(rich, transfer(1, Move.PAY, 1, SALE), Reason.CAUSE_DOES_NOT_FIT);
        assertRejected(rich, transfer(1, Move.PAY, 1, new Cause.Fee(id(5))), Reason.CAUSE_DOES_NOT_FIT);
        assertRejected(rich, transfer(1, Move.BOOK, 1, new Cause.Payment(id(5))), Reason.CAUSE_DOES_NOT_FIT);
        assertRejected(rich, transfer(1, Move.CLOSE, 1, new Cause.SetOff(id(5))), Reason.CAUSE_DOES_NOT_FIT);
    }

    @Test
    void anIdIsUsedOnceAndNumbersStayNumbers() {
        Transfer book = transfer(1, Move.BOOK, 1, SALE);
        assertThat(Ledger.decide(Map.of(), List.of(book, book))).isEqualTo(new Rejected(book, Reason.DOUBLE_ID));
        assertRejected(Map.of(PAIR.at(Stage.PENDING), Long.MAX_VALUE), book, Reason.TOO_LARGE);
        assertRejected(Map.of(PAIR.at(Stage.ACCRUED), Long.MIN_VALUE), book, Reason.TOO_LARGE);
    }

    @Test
    void someTransfersCannotEvenBeWritten() {
        assertThatThrownBy(() -> transfer(1, Move.BOOK, 0, SALE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> transfer(1, Move.BOOK, -1, SALE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Transfer.Pair(new ShopId(1), new ShopId(1), new Currency("EUR")).at(Stage.DUE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void entriesOfATransferSumToZero() {
        Transfer transfer = transfer(1, Move.BOOK, 7, SALE);
        assertThat(Entry.of(transfer)).extracting(Entry::account, Entry::amountMinor).containsExactly(
                tuple(PAIR.at(Stage.ACCRUED), -7L),
                tuple(PAIR.at(Stage.PENDING), 7L));
    }

    @Test
    void whateverIsAcceptedSumsToZero() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        Map<Account, Long> balances = Map.of();
        List<Transfer> booked = new ArrayList<>();
        for (int i = 1; i < 3_000; i++) {
            Move move = Move.values()[random.nextInt(Move.values().length)];
            Transfer.Pair pair = random.nextBoolean() ? PAIR : PAIR.opposite();
            Transfer transfer = new Transfer(id(i), NOW, pair, move, random.nextLong(1, 50),
                    move == Move.PAY ? new Cause.SetOff(id(i)) : SALE);
            if (Ledger.decide(balances, List.of(transfer)) instanceof Accepted accepted) {
                balances = accepted.balancesMinor();
                booked.add(transfer);
            }
            assertThat(balances.values().stream().mapToLong(Long::longValue).sum()).as(seed.toString()).isZero();
            assertThat(balances.entrySet()).as(seed.toString()).allMatch(
                    entry -> entry.getKey().stage() == Stage.ACCRUED ? entry.getValue() <= 0 : entry.getValue() >= 0);
        }
        assertThat(booked).as(seed.toString()).hasSizeGreaterThan(100);
        assertThat(Ledger.balancesMinor(booked)).as(seed.toString()).isEqualTo(balances);
    }

    private static void assertRejected(Map<Account, Long> balances, Transfer transfer, Reason reason) {
        assertThat(Ledger.decide(balances, List.of(transfer))).isEqualTo(new Rejected(transfer, reason));
    }

    private static Transfer transfer(int number, Move move, long amountMinor, Cause cause) {
        return new Transfer(id(number), NOW, PAIR, move, amountMinor, cause);
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }
}
