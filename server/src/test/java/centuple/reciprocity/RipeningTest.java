package centuple.reciprocity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

/** Visits ripen as known answers say, and periods follow each other without a gap. */
class RipeningTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0.133122", "3, 0.348561", "7, 0.632121", "14, 0.864665", "21, 0.950213", "30, 0.986236"})
    void sharesAfterDays(int days, double share) {
        assertThat(new Ripening(7).share(Duration.ofDays(days))).isCloseTo(share, within(1e-6));
    }

    @Test
    void correctsConversionsOfYoungVisits() {
        Ripening ripening = new Ripening(7);
        double ripe = 0;
        for (int days : new int[]{1, 3, 7, 14, 30}) {
            ripe += 1_000 * ripening.share(Duration.ofDays(days));
        }
        assertThat(ripe).isCloseTo(2_964.7045, within(1e-4));
        assertThat((4 + 10 + 19 + 26 + 30) / ripe).isCloseTo(0.0300199, within(1e-7));
    }

    @Test
    void aVisitOfTomorrowIsNotRipe() {
        assertThat(new Ripening(7).share(Duration.ofDays(-1))).isZero();
    }

    @Test
    void periodsFollowEachOther() {
        Periods periods = new Periods(30);
        long number = periods.number(Instant.parse("2026-11-23T04:00:00Z"));
        assertThat(periods.number(periods.start(number))).isEqualTo(number);
        assertThat(periods.number(periods.start(number + 1).minusNanos(1))).isEqualTo(number);
        assertThat(Duration.between(periods.start(number), periods.start(number + 1))).isEqualTo(Duration.ofDays(30));
        assertThat(periods.number(Instant.parse("1969-12-31T23:59:59Z"))).isEqualTo(-1);
    }
}
