package centuple.platform.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.platform.http.Pace;
import org.junit.jupiter.api.Test;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

class RateLimiterTest {
    private static final Pace PACE = new Pace("test", 10, 5);
    private static final long INTERVAL_NANOS = 100_000_000;

    private final RateLimiter rates = new RateLimiter();

    @Test
    void aKeyHasItsBurstThenItsPace() {
        for (int request = 0; request < 5; request++) {
            assertThat(rates.waitNanos("a", PACE, 0)).isZero();
        }
        assertThat(rates.waitNanos("a", PACE, 0)).isEqualTo(INTERVAL_NANOS);
        assertThat(rates.waitNanos("b", PACE, 0)).isZero();
        assertThat(rates.waitNanos("a", PACE, INTERVAL_NANOS)).isZero();
        rates.giveBack("a", PACE);
        assertThat(rates.waitNanos("a", PACE, INTERVAL_NANOS)).isZero();
        assertThat(rates.waitNanos("a", PACE, INTERVAL_NANOS)).isPositive();
    }

    @Test
    void howeverManyKeysAreBusyMemoryIsBoundedAndWhoGoesOnIsNotForgotten() {
        for (int request = 0; request < 5; request++) {
            rates.waitNanos("busy", PACE, 0);
        }
        for (int key = 0; key < 5 * RateLimiter.KEYS_MAX; key++) {
            assertThat(rates.waitNanos("key " + key, PACE, 0)).isZero();
            if (key % 1_000 == 0) {
                assertThat(rates.waitNanos("busy", PACE, 0)).as("after %s others", key).isPositive();
                assertThat(rates.keys()).isLessThanOrEqualTo(RateLimiter.KEYS_MAX);
            }
        }
    }

    @Test
    void whileGenerationsTurnNobodyGetsMoreThanTheBurst() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var work = IntStream.range(0, 8).<Callable<Integer>>mapToObj(thread -> () -> {
                int admitted = 0;
                for (int key = 0; key < RateLimiter.KEYS_MAX / 2; key++) {
                    rates.waitNanos(thread + " " + key, PACE, 0);
                    admitted += key % 100 == 0 && rates.waitNanos("busy", PACE, 0) == 0 ? 1 : 0;
                }
                return admitted;
            }).toList();
            int admitted = 0;
            for (Future<Integer> each : threads.invokeAll(work)) {
                admitted += each.get();
            }
            // A thread that slept through two turns may let somebody begin anew.
            assertThat(admitted).isBetween(5, 10);
        }
    }
}
