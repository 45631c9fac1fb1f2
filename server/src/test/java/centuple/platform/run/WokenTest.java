package centuple.platform.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

class WokenTest {
    @Test
    void worksWhenCalledAndTellsWhatItMet() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (Woken woken = Woken.start("test", Duration.ofHours(1), runs::incrementAndGet)) {
            await().until(() -> runs.get() == 1);
            woken.wake();
            await().until(() -> runs.get() == 2);
            assertThat(woken.problem()).isEmpty();
        }
        AtomicInteger tries = new AtomicInteger();
        try (Woken woken = Woken.start("test", Duration.ofMillis(50), () -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("no luck");
            }
        })) {
            await().until(() -> tries.get() > 1);
            await().until(() -> woken.problem().isEmpty());
        }
    }
}
