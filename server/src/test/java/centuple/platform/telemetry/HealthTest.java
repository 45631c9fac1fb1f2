package centuple.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

class HealthTest {
    private final Health health = new Health();

    @Test
    void withNothingWrongItIsLiveReadyAndWell() {
        health.add("database", Health.Weight.READY, () -> Health.State.well("18.6"));
        Health.Report report = health.look();
        assertThat(report.isLive() && report.isReady() && report.isWell()).isTrue();
        assertThat(report.parts()).containsExactly(
                new Health.Part("database", Health.Weight.READY, new Health.State(true, "18.6")));
    }

    @Test
    void theWeightOfAPartSaysWhatFollows() {
        health.add("watched", Health.Weight.WATCHED, () -> Health.State.unwell(""));
        assertThat(health.look()).returns(true, Health.Report::isReady).returns(false, Health.Report::isWell);
        health.add("ready", Health.Weight.READY, () -> Health.State.unwell(""));
        assertThat(health.look()).returns(true, Health.Report::isLive).returns(false, Health.Report::isReady);
        health.add("live", Health.Weight.LIVE, () -> Health.State.unwell(""));
        assertThat(health.look()).returns(false, Health.Report::isLive).returns(false, Health.Report::isReady);
    }

    @Test
    void aPartThatCannotBeSeenIsNotWell() {
        health.add("journal", Health.Weight.WATCHED, () -> {
            throw new IllegalStateException("with details nobody should read here");
        });
        assertThat(health.look().parts().getFirst().state())
                .isEqualTo(Health.State.unwell("cannot be seen: IllegalStateException"));
    }

    @Test
    void aHeartbeatIsWellUntilItIsTooOld() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        Heartbeat beat = new Heartbeat(now::get, Duration.ofMinutes(5));
        now.set(Instant.EPOCH.plusSeconds(300));
        beat.missed("DatabaseException");
        assertThat(beat.get()).isEqualTo(Health.State.well("last 300 s ago, since then: DatabaseException"));
        now.set(Instant.EPOCH.plusSeconds(301));
        assertThat(beat.get().well()).isFalse();
        beat.beat();
        assertThat(beat.get()).isEqualTo(Health.State.well("last 0 s ago"));
    }

    @Test
    void figuresAreInTheFormPrometheusReads() {
        try (Meters meters = new Meters("0.1.0")) {
            meters.registry().counter("centuple.orders", "answer", "booked").increment(3);
            assertThat(meters.scrape()).contains("centuple_info{version=\"0.1.0\"} 1",
                    "centuple_orders_total{answer=\"booked\"} 3.0", "jvm_memory_used_bytes");
        }
    }
}
