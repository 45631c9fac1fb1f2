package centuple.reciprocity.store;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.reciprocity.PairMode;
import centuple.reciprocity.Verdict;
import centuple.shop.ShopId;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** New terms in another currency begin a new count: they neither accuse nor clear anybody, and mix no minor units. */
class CurrencyChangeTest {
    private static final ShopId ANNA = new ShopId(11);
    private static final ShopId CLARA = new ShopId(12);

    private final LineBed bed = new LineBed();
    private final LineCommit commit = bed.commit(new UUID(0, 1));

    @Test
    void whatCameInTheOldCurrencyStaysThereAndNobodyIsAccused() {
        try (bed) {
            pair(500);
            commit.commit(day(1));
            for (int order = 0; order < 50; order++) {
                bed.order(ANNA, CLARA, 400);
            }
            bed.visits(ANNA, CLARA, day(2), 2_000);
            commit.commit(day(25));
            assertThat(line().state().mode()).isEqualTo(PairMode.OPEN);
            // Visits are on their way when the currency changes; their orders are booked in the old one.
            bed.visits(ANNA, CLARA, day(31), 300);
            commit.commit(day(31));
            bed.terms(CLARA, ANNA, 2, "USD", 500, 10);
            for (int day = 32; day < 90; day += 2) {
                commit.commit(day(day));
                Verdict.Figures figures = line().figures();
                assertThat(line().currency().code()).isEqualTo("USD");
                assertThat(line().state().floor().open()).as("day %d", day).isFalse();
                assertThat(figures.given()).as("day %d", day).isZero();
                assertThat(figures.commission()).as("day %d", day).isZero();
                assertThat(figures.floor().given()).as("day %d", day).isZero();
            }
            assertThat(line().state().mode()).isEqualTo(PairMode.OPEN);
            bed.terms(CLARA, ANNA, 3, "EUR", 500, 10);
            commit.commit(day(91));
            assertThat(line().figures().commission()).as("and back again it is no credit").isZero();
            assertThat(line().figures().floor().returned()).isZero();
            assertThat(bed.told()).doesNotContain("standing.lost");
        }
    }

    @Test
    void aTakerIsNotClearedByAnotherCurrency() {
        try (bed) {
            pair(0);
            commit.commit(day(1));
            bed.visits(ANNA, CLARA, day(2), 25);
            commit.commit(day(2));
            bed.terms(CLARA, ANNA, 2, "USD", 0, 10);
            assertThat(left(day(3))).as("the trial is used up").isZero();
            assertThat(left(day(31))).as("until the next period").isEqualTo(25);
            bed.visits(ANNA, CLARA, day(32), 1);
            assertThat(left(day(32))).as("the odds go on").isZero();
            assertThat(line().state().floor().open()).isTrue();
            bed.terms(CLARA, ANNA, 3, "CHF", 0, 10);
            assertThat(left(day(33))).isZero();
            assertThat(line().state().floor().open()).as("an alarm stays open").isTrue();
        }
    }

    @Test
    void theOtherWaysCurrencyMayChangeToo() {
        try (bed) {
            pair(0);
            bed.terms(ANNA, CLARA, 1, "EUR", 0, 10);
            commit.commit(day(1));
            bed.visits(ANNA, CLARA, day(2), 60);
            bed.visits(CLARA, ANNA, day(2), 60);
            commit.commit(day(2));
            bed.terms(ANNA, CLARA, 2, "USD", 0, 10);
            commit.commit(day(3));
            assertThat(line().state().floor().open()).isFalse();
            assertThat(line().state().mode()).isEqualTo(PairMode.OPEN);
            assertThat(line().figures().exposure()).isZero();
            bed.terms(ANNA, CLARA, 3, "EUR", 0, 10);
            commit.commit(day(4));
            assertThat(line().figures().received()).as("no credit for what was counted before").isZero();
        }
    }

    private void pair(int percentBps) {
        bed.shop(ANNA.value());
        bed.shop(CLARA.value());
        bed.partners(ANNA, CLARA);
        bed.terms(CLARA, ANNA, percentBps, 10);
    }

    private PairLines.Kept line() {
        return bed.line(ANNA, CLARA);
    }

    private long left(Instant now) {
        return commit.commit(now).stream().filter(each -> each.giver() == ANNA.value()).findFirst().orElseThrow()
                .visits();
    }

    private static Instant day(int day) {
        return LineBed.DAY_0.plus(Duration.ofDays(day));
    }
}
