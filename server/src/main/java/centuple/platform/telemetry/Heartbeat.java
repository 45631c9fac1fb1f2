package centuple.platform.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * A sign of life of something that should happen again and again, such as a job: well while the last one is not older
 * than a limit. Thread-safe.
 */
public final class Heartbeat implements Supplier<Health.State> {
    private final InstantSource clock;
    private final Duration ageMax;
    private volatile Instant last;
    private volatile String problem = "";

    /** Counts from now. */
    public Heartbeat(InstantSource clock, Duration ageMax) {
        this.clock = clock;
        this.ageMax = ageMax;
        this.last = clock.instant();
    }

    /** It happened. */
    public void beat() {
        last = clock.instant();
        problem = "";
    }

    /** It was tried and failed; the state says so once the last success is too old. */
    public void missed(String why) {
        problem = why;
    }

    @Override
    public Health.State get() {
        Duration age = Duration.between(last, clock.instant());
        String detail = "last " + age.toSeconds() + " s ago" + (problem.isEmpty() ? "" : ", since then: " + problem);
        return new Health.State(age.compareTo(ageMax) <= 0, detail);
    }
}
