package centuple.redirect.http;

import centuple.click.VisitClass;
import centuple.redirect.RedirectCounts;
import centuple.redirect.RefusalReason;
import centuple.redirect.ViaOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * The redirect's counts for {@code /metrics}: {@code centuple_redirects_total} by class of visit,
 * {@code centuple_redirects_refused_total} by reason, {@code centuple_redirect_via_total} by outcome,
 * {@code centuple_redirects_unjournaled_total} and {@code centuple_redirects_failed_total}. Thread-safe.
 */
public final class RedirectMeters implements MeterBinder {
    private final RedirectCounts counts;
    private final LongAdder unjournaled = new LongAdder();
    private final LongAdder failed = new LongAdder();

    public RedirectMeters(RedirectCounts counts) {
        this.counts = counts;
    }

    /** Redirects answered although their click could not be journaled. */
    LongAdder unjournaled() {
        return unjournaled;
    }

    /** Requests in which a mistake of ours was met; their visitors went on without a token. */
    LongAdder failed() {
        return failed;
    }

    /** Redirects answered although their click could not be journaled, since the start of the process. */
    public long unjournaledCount() {
        return unjournaled.sum();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (VisitClass visitClass : VisitClass.values()) {
            FunctionCounter.builder("centuple.redirects", counts, all -> all.visits(visitClass))
                    .tag("class", visitClass.name().toLowerCase(Locale.ROOT)).register(registry);
        }
        for (RefusalReason reason : RefusalReason.values()) {
            FunctionCounter.builder("centuple.redirects.refused", counts, all -> all.refusals(reason))
                    .tag("reason", reason.code()).register(registry);
        }
        for (ViaOutcome outcome : ViaOutcome.values()) {
            FunctionCounter.builder("centuple.redirect.via", counts, all -> all.vias(outcome))
                    .tag("outcome", outcome.code()).register(registry);
        }
        FunctionCounter.builder("centuple.redirects.unjournaled", unjournaled, LongAdder::sum).register(registry);
        FunctionCounter.builder("centuple.redirects.failed", failed, LongAdder::sum).register(registry);
    }
}
