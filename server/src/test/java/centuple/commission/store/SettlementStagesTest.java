package centuple.commission.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.commission.Commission;
import centuple.commission.StageAmounts;
import centuple.commission.job.GroupedIntake;
import centuple.ledger.Cause;
import centuple.ledger.Move;
import centuple.ledger.Stage;
import centuple.ledger.Transfer;
import centuple.ledger.store.SqlLedgerStore;
import centuple.ledger.store.TransferReader;
import centuple.money.BasisPoints;
import centuple.order.FoundIn;
import centuple.order.OrderFact;
import centuple.order.OrderFact.Marks;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFact.Totals;
import centuple.order.OrderLine;
import centuple.order.OrderRef;
import centuple.order.OrderReport;
import centuple.order.OrderStatus;
import centuple.order.PresentedToken;
import centuple.order.Receipt;
import centuple.platform.sql.DatabaseException;
import centuple.shop.Rate;
import centuple.shop.RateRule;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.testkit.OrderBed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A debt on its way through all stages, in the database: due, settled, paid, and given back after that. */
class SettlementStagesTest {
    private static final ShopId RECEIVER = new ShopId(0x0a0a_0001);
    private static final ShopId GIVER = new ShopId(0x0b0b_0001);
    private static final OrderRef ORDER = new OrderRef(RECEIVER, "A-1");
    private static final Transfer.Pair DEBT = new Transfer.Pair(RECEIVER, GIVER, OrderBed.EUR);
    private static final Transfer.Pair FEE = new Transfer.Pair(RECEIVER, ShopId.EXCHANGE, OrderBed.EUR);
    private static final Instant AFTER_HOLD = OrderBed.NOW.plus(Duration.ofDays(31));
    private static final Cause PAYMENT = new Cause.Payment(new UUID(5, 1));
    private static final Cause SET_OFF = new Cause.SetOff(new UUID(6, 1));

    private final OrderBed bed = new OrderBed();
    private final GroupedIntake intake = bed.intake();
    private final Statements statements = new Statements(bed.db.database(), bed::nextId);

    /** Ten percent of 100.00 EUR, two percent of it for the exchange: 9.80 and 0.20. */
    @BeforeEach
    void anOrderComesThroughItsHold() {
        Instant since = OrderBed.NOW.minus(Duration.ofDays(100));
        bed.terms.partner(RECEIVER, GIVER, since,
                new Terms(RECEIVER, GIVER, 1, OrderBed.EUR,
                        List.of(RateRule.ofDefault(new Rate.Percent(new BasisPoints(1_000)))), Terms.Limits.DEFAULT,
                        new Terms.Shares(new BasisPoints(200), new BasisPoints(5_000)), List.of(), since, since));
        report(paid(1, 10_000, OrderBed.NOW));
        expect(DEBT, Stage.PENDING, 980);
        assertThat(bed.hold().commit(AFTER_HOLD)).isOne();
        expect(DEBT, Stage.DUE, 980);
        expect(FEE, Stage.DUE, 20);
    }

    @AfterEach
    void close() {
        assertThat(bed.faults().values()).as(bed.faults().toString()).containsOnly(0L);
        bed.close();
    }

    @Test
    void whatIsDueIsClosedAndPaid() {
        List<Transfer> closed = statements.close(List.of(ORDER), AFTER_HOLD);
        assertThat(closed).extracting(Transfer::move).containsExactly(Move.CLOSE, Move.CLOSE);
        assertThat(closed).extracting(transfer -> transfer.cause().getClass().getSimpleName())
                .containsExactly("Commission", "Fee");
        expect(DEBT, Stage.DUE, 0);
        expect(DEBT, Stage.SETTLED, 980);
        expect(FEE, Stage.SETTLED, 20);
        assertThat(commission().state()).isEqualTo(Commission.State.SETTLED);
        assertThat(statements.close(List.of(ORDER), AFTER_HOLD)).as("nothing is closed twice").isEmpty();

        List<Transfer> paid = List.of(statements.move(DEBT, Move.PAY, 600, SET_OFF, AFTER_HOLD),
                statements.move(DEBT, Move.PAY, 380, PAYMENT, AFTER_HOLD),
                statements.move(FEE, Move.PAY, 20, PAYMENT, AFTER_HOLD));
        expect(DEBT, Stage.SETTLED, 0);
        expect(DEBT, Stage.PAID, 980);
        expect(FEE, Stage.PAID, 20);
        expect(DEBT, Stage.ACCRUED, -980);
        assertThat(transfers()).endsWith(paid.toArray(Transfer[]::new)).hasSize(9);
    }

    @Test
    void noMoreIsPaidThanIsSettledAndNoSalePaysADebt() {
        statements.close(List.of(ORDER), AFTER_HOLD);
        assertThatThrownBy(() -> statements.move(DEBT, Move.PAY, 981, PAYMENT, AFTER_HOLD))
                .isInstanceOf(IllegalStateException.class).hasMessage("BELOW_ZERO");
        assertThatThrownBy(() -> statements.move(DEBT, Move.PAY, 1, new Cause.Fee(new UUID(0, 1)), AFTER_HOLD))
                .isInstanceOf(IllegalStateException.class).hasMessage("CAUSE_DOES_NOT_FIT");
        Transfer tooMuch = new Transfer(bed.nextId(), AFTER_HOLD, DEBT, Move.PAY, 981, PAYMENT);
        assertThatThrownBy(() -> bed.db.database().inTransaction(connection -> {
            new SqlLedgerStore(connection).append(List.of(tooMuch));
            return 0;
        })).as("the database refuses it too").isInstanceOfSatisfying(DatabaseException.class,
                refused -> assertThat(refused.sqlState()).isEqualTo("23514"));
        expect(DEBT, Stage.SETTLED, 980);
    }

    /** Of 66.67 EUR, 6.67 remain owed: 6.54 and 0.13. So 3.26 and 0.07 come back. */
    @Test
    void aRefundOncePaidIsADebtTheOtherWay() {
        statements.close(List.of(ORDER), AFTER_HOLD);
        statements.move(DEBT, Move.PAY, 980, PAYMENT, AFTER_HOLD);
        report(new Refund("R-1", OrderBed.EUR, new RefundScope.Amount(3_333), AFTER_HOLD));

        assertThat(transfers().reversed().subList(0, 2)).extracting(Transfer::move)
                .containsOnly(Move.REFUND_SETTLED);
        expect(DEBT, Stage.PAID, 980);
        expect(DEBT.opposite(), Stage.ACCRUED, -326);
        expect(DEBT.opposite(), Stage.DUE, 326);
        expect(FEE.opposite(), Stage.DUE, 7);
        assertThat(commission().netMinor(GIVER)).isEqualTo(654);

        statements.move(DEBT.opposite(), Move.CLOSE, 326, PAYMENT, AFTER_HOLD);
        expect(DEBT.opposite(), Stage.DUE, 0);
        expect(DEBT.opposite(), Stage.SETTLED, 326);
        statements.move(DEBT.opposite(), Move.PAY, 326, SET_OFF, AFTER_HOLD);
        expect(DEBT.opposite(), Stage.PAID, 326);

        report(new Refund("R-2", OrderBed.EUR, new RefundScope.Full(), AFTER_HOLD));
        expect(DEBT.opposite(), Stage.DUE, 654);
        expect(FEE.opposite(), Stage.DUE, 20);
        assertThat(commission().netMinor()).isZero();
        assertThat(commission().state()).isEqualTo(Commission.State.REVERSED);
    }

    @Test
    void aRefundTakesWhatIsPendingBeforeWhatIsSettled() {
        statements.close(List.of(ORDER), AFTER_HOLD);
        report(paid(2, 15_000, AFTER_HOLD));
        expect(DEBT, Stage.SETTLED, 980);
        expect(DEBT, Stage.PENDING, 490);
        report(new Refund("R-1", OrderBed.EUR, new RefundScope.Amount(9_000), AFTER_HOLD));

        expect(DEBT, Stage.PENDING, 0);
        expect(DEBT, Stage.SETTLED, 980);
        expect(DEBT.opposite(), Stage.DUE, 980 - 588);
        assertThat(commission().credits().values()).extracting(Commission.Booked::amounts).containsExactly(
                new StageAmounts(0, 0, 980, 392), new StageAmounts(0, 0, 20, 8));
    }

    private void report(OrderFact fact) {
        assertThat(bed.take(intake, new OrderReport(ORDER, fact))).isInstanceOf(Receipt.Taken.class);
    }

    private static Snapshot paid(long version, long amountMinor, Instant arrivedAt) {
        Instant placedAt = OrderBed.NOW.minusSeconds(60);
        PresentedToken token = new PresentedToken.Valid(FoundIn.ORDER_FIELD, "clk_0000000000000000000000aa", GIVER, 1,
                placedAt.minusSeconds(600), List.of());
        return new Snapshot(version, OrderStatus.PAID, OrderBed.EUR, placedAt, placedAt, null,
                List.of(new OrderLine("L", null, 1, amountMinor, 0, 0)), Totals.NONE,
                new Marks(List.of(token), List.of()), arrivedAt);
    }

    private Commission commission() {
        List<Commission> all = bed.books(ORDER).commissions();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private void expect(Transfer.Pair pair, Stage stage, long amountMinor) {
        assertThat(bed.balanceMinor(pair.at(stage))).as("%s of %s", stage, pair).isEqualTo(amountMinor);
    }

    private List<Transfer> transfers() {
        return bed.db.database().read(connection -> {
            List<Transfer> all = new ArrayList<>();
            new TransferReader(connection).forEach(all::add);
            return all;
        });
    }
}
