package centuple.reciprocity.store;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.shop.ShopId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** How long an alarm is held against a shop whose partnership has ended. */
class StandingTest {
    private static final ShopId ANNA = new ShopId(11);
    private static final ShopId CLARA = new ShopId(12);
    private static final int ENDS_ON_DAY = 5;
    private static final int REMEMBERED_DAYS = 180;

    private final LineBed bed = new LineBed();
    private final LineCommit commit = bed.commit(new UUID(0, 1));

    @Test
    void anAlarmIsHeldForSixPeriodsAfterTheEndAndNoLonger() {
        try (bed) {
            alarmed(0);
            for (int day = ENDS_ON_DAY; day < ENDS_ON_DAY + REMEMBERED_DAYS; day += 25) {
                commit.commit(day(day));
                assertThat(alarms(day(day))).as("day %d: ending clears no name", day).isOne();
            }
            commit.commit(day(ENDS_ON_DAY + REMEMBERED_DAYS));
            assertThat(alarms(day(ENDS_ON_DAY + REMEMBERED_DAYS))).as("nobody is damned for ever").isZero();
        }
    }

    @Test
    void anAlarmEndsWhenWhatWasMissingComesAfterTheEnd() {
        try (bed) {
            alarmed(500);
            assertThat(alarms(day(ENDS_ON_DAY))).isOne();
            bed.order(ANNA, CLARA, 40_000);
            commit.commit(day(ENDS_ON_DAY + 1));
            assertThat(alarms(day(ENDS_ON_DAY + 1))).isZero();
            assertThat(bed.told()).endsWith("standing.restored");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500})
    void visitsThatMayBeForgedCostNobodyItsStanding(int percentBps) {
        try (bed) {
            bed.shop(ANNA.value());
            bed.shop(CLARA.value());
            bed.partners(ANNA, CLARA);
            bed.terms(CLARA, ANNA, percentBps, 20);
            commit.commit(day(-60));
            bed.visits(ANNA, CLARA, day(-50), 25);
            commit.commit(day(-50));
            bed.visits(ANNA, CLARA, day(-45), 1);
            commit.commit(day(0));
            assertThat(alarms(day(0))).as("26 clicks, perhaps the giver's own").isZero();
            bed.visits(ANNA, CLARA, day(-40), 214);
            commit.commit(day(30));
            assertThat(alarms(day(30))).as("240 clicks").isZero();
            assertThat(bed.told()).doesNotContain("standing.lost");
            bed.visits(ANNA, CLARA, day(-40), 1_000);
            commit.commit(day(60));
            assertThat(alarms(day(60))).as("1,240 clicks").isOne();
            assertThat(bed.told()).contains("standing.lost");
            bed.visits(CLARA, ANNA, day(61), 1_200);
            commit.commit(day(61));
            assertThat(alarms(day(61))).as("until nothing is missing").isOne();
            bed.visits(CLARA, ANNA, day(62), 40);
            commit.commit(day(62));
            assertThat(alarms(day(62))).isZero();
        }
    }

    private void alarmed(int percentBps) {
        bed.shop(ANNA.value());
        bed.shop(CLARA.value());
        bed.partners(ANNA, CLARA);
        bed.terms(CLARA, ANNA, percentBps, 10);
        commit.commit(day(-60));
        bed.visits(ANNA, CLARA, day(-40), 3_000);
        commit.commit(day(ENDS_ON_DAY));
        assertThat(bed.line(ANNA, CLARA).state().floor().open()).isTrue();
        bed.end(ANNA, CLARA, day(ENDS_ON_DAY));
    }

    private int alarms(Instant now) {
        return bed.db.database().read(
                connection -> new PairLines(connection, now).alarmsAgainst(CLARA,
                        LineBed.PROTECTION.remembersFrom(now)));
    }

    private static Instant day(int day) {
        return LineBed.DAY_0.plus(Duration.ofDays(day));
    }
}
