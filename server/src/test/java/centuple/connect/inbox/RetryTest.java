package centuple.connect.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.stream.IntStream;

class RetryTest {
    @Test
    void waitsTwiceAsLongEachTimeAndAnHourAtMost() {
        assertThat(IntStream.of(1, 2, 3, 11, 12, 99).mapToObj(Retry::after)).containsExactly(Duration.ofSeconds(2),
                Duration.ofSeconds(4), Duration.ofSeconds(8), Duration.ofSeconds(2_048), Duration.ofHours(1),
                Duration.ofHours(1));
    }
}
