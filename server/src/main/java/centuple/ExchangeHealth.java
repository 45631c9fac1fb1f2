package centuple;

import centuple.catalogue.job.FeedJob;
import centuple.claim.job.ClaimJob;
import centuple.commission.job.HoldJob;
import centuple.journal.JournalStatus;
import centuple.journal.ShipperStatus;
import centuple.notify.job.DeliveryJob;
import centuple.platform.telemetry.Health;
import centuple.platform.telemetry.Health.State;
import centuple.platform.telemetry.Health.Weight;
import centuple.reciprocity.job.LineJob;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How the parts of an exchange are doing, for {@code /health}. */
final class ExchangeHealth {
    /** The database is asked twice a second; beyond this it is taken for away. */
    private static final Duration ANSWER_AGE_MAX = Duration.ofSeconds(5);

    /** A feed that waits for longer has no place among those that are fetched. */
    private static final Duration FEEDS_WAIT_MAX = Duration.ofMinutes(15);

    private ExchangeHealth() {
    }

    static Health of(Exchange exchange) {
        Health health = new Health();
        health.add("database", Weight.WATCHED, () -> database(exchange));
        health.add("links", Weight.READY, () -> links(exchange));
        health.add("journal", Weight.WATCHED, () -> journal(exchange.journal().status()));
        health.add("shipper", Weight.WATCHED, () -> shipper(exchange.shipper().status()));
        health.add("retention", Weight.WATCHED, () -> job(exchange.retention().problem(), "no problem"));
        health.add("hold", Weight.WATCHED, () -> hold(exchange.hold().state()));
        health.add("claims", Weight.WATCHED, () -> claims(exchange.claims().state()));
        health.add("lines", Weight.WATCHED, () -> lines(exchange.lines().state()));
        health.add("intake", Weight.WATCHED, () -> State.well(exchange.intake().waiting() + " reports wait"));
        health.add("catalogue", Weight.WATCHED, () -> State.well(exchange.catalogue().size() + " products of "
                + exchange.catalogue().shopCount() + " shops at version " + exchange.catalogue().version()));
        return health;
    }

    private static State database(Exchange exchange) {
        Duration age = exchange.watcher().age();
        return age.compareTo(ANSWER_AGE_MAX) < 0
                ? State.well("answered " + age.toMillis() + " ms ago")
                : State.unwell("no answer for " + age.toSeconds() + " s; redirects go on, orders are refused");
    }

    /** Read before the server listens; redirects go on with the links of before while the database is away. */
    private static State links(Exchange exchange) {
        return State.well(exchange.links().size() + " links at version " + exchange.links().version());
    }

    private static State journal(JournalStatus status) {
        String figures = status.appended() + " clicks written, " + status.unjournaled() + " not, " + status.bytes()
                + " bytes";
        return status.isHealthy() ? State.well(figures) : State.unwell(String.join("; ", status.problems()));
    }

    private static State shipper(ShipperStatus status) {
        String lag = status.lagRecords().isPresent()
                ? status.lagRecords().getAsLong() + " clicks wait, " + status.lag().toMillis() + " ms behind"
                : "not known yet how many clicks wait";
        return status.isHealthy()
                ? State.well(status.shipped() + " clicks shipped, " + lag)
                : State.unwell(String.join("; ", status.problems()) + "; " + lag);
    }

    /** Feeds that shops have to mend are the shops' affair, told by events. */
    static State feeds(FeedJob.State state, InstantSource clock) {
        Instant since = state.waiting().since();
        boolean late = since != null && since.isBefore(clock.instant().minus(FEEDS_WAIT_MAX));
        String figures = state.read() + " feeds read, " + state.failed() + " could not be, " + state.waiting().count()
                + " wait";
        return state.problem().isEmpty() && late
                ? State.unwell(figures + ", the first since " + since + ": hosts are slow, or feeds are too many")
                : job(state.problem(), figures);
    }

    /** Receivers that do not answer are their shops' affair, told by events. */
    static State webhooks(DeliveryJob.State state) {
        return job(state.problem(), state.delivered() + " messages delivered, " + state.failed() + " attempts failed");
    }

    /** Events that could not be mapped are parked and told to their shops. */
    static State inbox(String problem) {
        return job(problem, "what waits is mapped");
    }

    private static State hold(HoldJob.State state) {
        return job(state.problem(), state.ordersMoved() + " orders moved, last run " + state.lastRunAt());
    }

    private static State claims(ClaimJob.State state) {
        return job(state.problem(), state.steps() + " steps of claims, last run " + state.lastRunAt());
    }

    private static State lines(LineJob.State state) {
        return job(state.problem(), state.lastRunAt() == null
                ? "a trial: nothing is limited"
                : state.pairs() + " pairs, decided " + state.lastRunAt());
    }

    private static State job(String problem, String figures) {
        return problem.isEmpty() ? State.well(figures) : State.unwell(problem);
    }
}
