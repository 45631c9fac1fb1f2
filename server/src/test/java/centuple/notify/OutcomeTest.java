package centuple.notify;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.testkit.Seed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

class OutcomeTest {
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final Attempt REFUSED = Attempt.answered(500);
    /** Draws the longest waits. */
    private static final RandomGenerator LONGEST = () -> 0;

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 10", "3, 20", "9, 1280", "10, 2560", "11, 3600", "12, 3600", "1000000, 3600"})
    void waitsDoubleUpToAnHourAndChanceShortensThemByAQuarter(int attempts, long seconds) {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        Duration longest = Duration.ofSeconds(seconds);
        assertThat(Outcome.wait(attempts, LONGEST)).isEqualTo(longest);
        long shortestMillis = Long.MAX_VALUE;
        for (int i = 0; i < 10_000; i++) {
            long millis = Outcome.wait(attempts, random).toMillis();
            assertThat(millis).as(seed.toString()).isBetween(longest.toMillis() * 3 / 4, longest.toMillis());
            shortestMillis = Math.min(shortestMillis, millis);
        }
        assertThat(shortestMillis).as(seed.toString()).isLessThan(longest.toMillis() * 76 / 100);
    }

    @Test
    void aReceiverThatStaysAwayIsTriedForThreeDaysAndThenNoMore() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        Instant now = START;
        int attempts = 0;
        Outcome outcome = Outcome.of(delivery(0, null, true), REFUSED, now, random);
        while (outcome instanceof Outcome.Retry(Instant at)) {
            assertThat(at).as("%s, attempt %d", seed, attempts).isAfter(now)
                    .isBeforeOrEqualTo(now.plus(Outcome.WAIT_MAX));
            now = at;
            attempts++;
            outcome = Outcome.of(delivery(attempts, START, true), REFUSED, now, random);
        }
        assertThat(outcome).isEqualTo(new Outcome.Disable(Outcome.Reason.GAVE_UP));
        assertThat(Duration.between(START, now)).as(seed.toString()).isEqualTo(Outcome.GIVEN_UP_AFTER);
        assertThat(attempts + 1).as("attempts, %s", seed).isBetween(80, 110);
    }

    @Test
    void goneEndsIt() {
        assertThat(Outcome.of(delivery(0, null, true), Attempt.answered(410), START, LONGEST))
                .isEqualTo(new Outcome.Disable(Outcome.Reason.GONE));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 404, 410, 500})
    void pingsAndRepetitionsAreTriedOnceAndDisableNothing(int status) {
        assertThat(Outcome.of(delivery(0, null, false), Attempt.answered(status), START, LONGEST))
                .isEqualTo(new Outcome.Failed());
    }

    @ParameterizedTest
    @CsvSource({"200, ''", "204, ''", "299, ''", "301, it answered 301; redirects are not followed",
            "404, it answered 404", "503, it answered 503"})
    void onlyTwoHundredsAreTaken(int status, String error) {
        assertThat(Attempt.answered(status)).isEqualTo(new Attempt(status, error));
        assertThat(Outcome.of(delivery(3, START, true), Attempt.answered(status), START,
                LONGEST) instanceof Outcome.Delivered).isEqualTo(error.isEmpty());
    }

    private static Delivery delivery(int attempts, @Nullable Instant firstAt, boolean inOrder) {
        return new Delivery(new UUID(0, 1), new UUID(0, 2), new Delivery.What(7L, "giving.paused", START), inOrder,
                DeliveryState.WAITING, new Delivery.Tries(attempts, firstAt, firstAt, null, "", null), START);
    }
}
