package centuple.journal.job;

import centuple.journal.JournalStatus;
import centuple.journal.ShipperStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The journal's figures for {@code /metrics}: {@code centuple_journal_appended_total}, {@code ..._unjournaled_total},
 * {@code ..._syncs_total}, {@code ..._bytes}, {@code ..._healthy}, {@code centuple_clicks_shipped_total},
 * {@code centuple_clicks_lag} (records, not a number while it is not known), {@code centuple_clicks_lag_seconds},
 * {@code centuple_clicks_missing_total}, {@code centuple_clicks_ship_failures_total},
 * {@code centuple_journal_damaged_bytes_total} and {@code centuple_clicks_shipping_healthy}. Thread-safe.
 */
public final class JournalMeters implements MeterBinder {
    private static final double MILLIS_PER_SECOND = 1_000.0;

    private final Supplier<JournalStatus> journal;
    private final Supplier<ShipperStatus> shipper;

    /** Reads both anew for each figure. */
    public JournalMeters(Supplier<JournalStatus> journal, Supplier<ShipperStatus> shipper) {
        this.journal = journal;
        this.shipper = shipper;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        count(registry, "centuple.journal.appended", journal, JournalStatus::appended);
        count(registry, "centuple.journal.unjournaled", journal, JournalStatus::unjournaled);
        count(registry, "centuple.journal.syncs", journal, JournalStatus::syncs);
        count(registry, "centuple.journal.damaged.bytes", shipper, ShipperStatus::damagedBytes);
        show(registry, "centuple.journal.bytes", journal, JournalStatus::bytes);
        show(registry, "centuple.journal.healthy", journal, status -> status.isHealthy() ? 1 : 0);
        count(registry, "centuple.clicks.shipped", shipper, ShipperStatus::shipped);
        count(registry, "centuple.clicks.missing", shipper, ShipperStatus::missing);
        count(registry, "centuple.clicks.ship.failures", shipper, ShipperStatus::failures);
        show(registry, "centuple.clicks.lag", shipper,
                status -> status.lagRecords().isPresent() ? status.lagRecords().getAsLong() : Double.NaN);
        show(registry, "centuple.clicks.lag.seconds", shipper, status -> seconds(status.lag()));
        show(registry, "centuple.clicks.shipping.healthy", shipper, status -> status.isHealthy() ? 1 : 0);
    }

    private static <T> void count(MeterRegistry registry, String name, Supplier<T> source, ToDoubleFunction<T> figure) {
        FunctionCounter.builder(name, source, from -> figure.applyAsDouble(from.get())).register(registry);
    }

    private static <T> void show(MeterRegistry registry, String name, Supplier<T> source, ToDoubleFunction<T> figure) {
        Gauge.builder(name, source, from -> figure.applyAsDouble(from.get())).strongReference(true).register(registry);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS_PER_SECOND;
    }
}
