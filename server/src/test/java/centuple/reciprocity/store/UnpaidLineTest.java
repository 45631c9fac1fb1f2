package centuple.reciprocity.store;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.ledger.Move;
import centuple.reciprocity.PairMode;
import centuple.reciprocity.PairReason;
import centuple.shop.ShopId;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The second line, from real books: what could have been paid and was not. */
class UnpaidLineTest {
    private static final ShopId ANNA = new ShopId(11);
    private static final ShopId CLARA = new ShopId(12);
    private static final int DAYS = 300;
    private static final int HOLD_DAYS = 30;
    private static final int STEP_DAYS = 3;
    private static final int STATEMENT_DAYS = 30;
    private static final int PAID_AFTER_DAYS = 24;
    private static final long A_MONTH_MINOR = 30 * 400;

    private int day;

    @Test
    void anHonestPairThatNobodyAsksToPayGoesOnFor300Days() {
        try (LineBed bed = pair()) {
            LineCommit commit = bed.commit(new UUID(0, 1));
            while (day < DAYS) {
                step(bed);
                commit.commit(now());
                assertThat(bed.line(ANNA, CLARA).state().mode()).as("day %d", day).isNotEqualTo(PairMode.PAUSED);
            }
        }
    }

    @Test
    void statementsThatArePaidInTimePauseNobodyAndThoseThatAreNotDo() {
        try (LineBed bed = pair()) {
            LineCommit commit = bed.commit(new UUID(0, 1));
            long unpaid = 0;
            while (day < DAYS) {
                step(bed);
                unpaid += statement(bed);
                if (day % STATEMENT_DAYS == PAID_AFTER_DAYS && unpaid > 0) {
                    bed.moved(ANNA, CLARA, now(), Move.PAY, unpaid);
                    unpaid = 0;
                }
                commit.commit(now());
                assertThat(bed.line(ANNA, CLARA).state().mode()).as("day %d", day).isNotEqualTo(PairMode.PAUSED);
            }
            while (bed.line(ANNA, CLARA).state().mode() != PairMode.PAUSED && day < 2 * DAYS) {
                step(bed);
                unpaid += statement(bed);
                commit.commit(now());
            }
            // Statements of days 300, 330 and 360: the first two are overdue and count twice, so five periods' worth.
            assertThat(day).isEqualTo(360);
            assertThat(bed.line(ANNA, CLARA).state().reason()).isEqualTo(PairReason.UNPAID_LINE_REACHED);
            bed.moved(ANNA, CLARA, now(), Move.PAY, unpaid);
            commit.commit(now());
            assertThat(bed.line(ANNA, CLARA).state().mode()).isEqualTo(PairMode.OPEN);
            assertThat(bed.line(ANNA, CLARA).state().reason()).isEqualTo(PairReason.CAME_BACK);
        }
    }

    /** Forty visitors a day go, one of them buys, and what is through its hold becomes due. */
    private void step(LineBed bed) {
        day += STEP_DAYS;
        bed.visits(ANNA, CLARA, now(), 40 * STEP_DAYS);
        bed.order(ANNA, CLARA, 400 * STEP_DAYS);
        bed.moved(ANNA, CLARA, now(), Move.BOOK, 400 * STEP_DAYS);
        if (day > HOLD_DAYS) {
            bed.moved(ANNA, CLARA, now(), Move.HOLD_OVER, 400 * STEP_DAYS);
        }
    }

    /** From the second month on: what became due in the last one. */
    private long statement(LineBed bed) {
        if (day % STATEMENT_DAYS != 0 || day <= HOLD_DAYS) {
            return 0;
        }
        bed.moved(ANNA, CLARA, now(), Move.CLOSE, A_MONTH_MINOR);
        return A_MONTH_MINOR;
    }

    private Instant now() {
        return LineBed.DAY_0.plus(Duration.ofDays(day));
    }

    private static LineBed pair() {
        LineBed bed = new LineBed();
        bed.shop(ANNA.value());
        bed.shop(CLARA.value());
        bed.partners(ANNA, CLARA);
        bed.terms(CLARA, ANNA, 800, 10);
        bed.terms(ANNA, CLARA, 0, 10);
        return bed;
    }
}
