package centuple.journal.job;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.journal.JournalStatus;
import centuple.journal.ShipperStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

class JournalMetersTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void figuresAreThoseOfTheStatus() {
        bind(new JournalStatus(10, 2, 3, 4_096, 0, List.of("disk full")),
                new ShipperStatus(8, OptionalLong.of(2), Duration.ofMillis(1_500), 0, 1, 4, 160, List.of()));
        assertThat(registry.get("centuple.journal.appended").functionCounter().count()).isEqualTo(10);
        assertThat(registry.get("centuple.journal.unjournaled").functionCounter().count()).isEqualTo(2);
        assertThat(registry.get("centuple.journal.healthy").gauge().value()).isZero();
        assertThat(registry.get("centuple.clicks.lag").gauge().value()).isEqualTo(2);
        assertThat(registry.get("centuple.clicks.lag.seconds").gauge().value()).isEqualTo(1.5);
        assertThat(registry.get("centuple.clicks.missing").functionCounter().count()).isEqualTo(4);
        assertThat(registry.get("centuple.clicks.shipping.healthy").gauge().value()).isEqualTo(1);
    }

    @Test
    void aLagThatIsNotKnownIsNotANumber() {
        bind(new JournalStatus(0, 0, 0, 0, 0, List.of()),
                new ShipperStatus(0, OptionalLong.empty(), Duration.ZERO, 0, 0, 0, 0, List.of()));
        assertThat(registry.get("centuple.clicks.lag").gauge().value()).isNaN();
    }

    private void bind(JournalStatus journal, ShipperStatus shipper) {
        new JournalMeters(() -> journal, () -> shipper).bindTo(registry);
    }
}
