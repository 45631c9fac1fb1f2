package centuple.routing.http;

import centuple.click.Keyring;
import centuple.platform.http.Route;
import centuple.platform.net.TrustedProxies;
import centuple.platform.run.Closing;
import centuple.platform.run.Periodic;
import centuple.platform.sql.Database;
import centuple.routing.job.DecisionLog;
import centuple.routing.job.RoutingRefresher;
import centuple.routing.store.SqlDecisions;
import centuple.shop.EventLog;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import java.sql.Connection;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** All of routing in one server: what it answers from, its log, its routes and its figures. Thread-safe. */
public final class RoutingService implements AutoCloseable, MeterBinder {
    private static final Duration FORGET_EVERY = Duration.ofHours(6);

    private final Closing closing = new Closing();
    private final DecisionLog log;
    private final SuggestionRoutes suggestions;
    private final List<Route> routes = new ArrayList<>();

    private RoutingService(Database database, RoutingRefresher.Sources sources, Surface surface,
            RandomGenerator random) {
        this.log = closing.add(DecisionLog.start(database));
        RoutingRefresher refresher = closing.add(new RoutingRefresher(database, sources, random));
        refresher.start();
        this.suggestions = new SuggestionRoutes(new SuggestionRoutes.Parts(refresher::desk, surface.keyring(),
                log::add, sources.clock(), random, surface.linkBase()), surface.proxies(), System::nanoTime);
        routes.addAll(suggestions.routes());
        routes.addAll(new DecisionRoutes(database).routes());
        routes.addAll(new RoutingSettingsRoutes(
                new RoutingSettingsRoutes.Desk(database, sources.clock(), random, surface.events())).routes());
        closing.add(Periodic.start("forget-decisions", FORGET_EVERY, () -> {
            LocalDate today = LocalDate.ofInstant(sources.clock().instant(), ZoneOffset.UTC);
            database.inTransaction(
                    connection -> new SqlDecisions(connection).dropBefore(today.minusDays(surface.keptDays())));
        }));
    }

    /**
     * Starts it.
     *
     * @param random draws partners, ids and keys: must be secure and safe for all threads
     */
    public static RoutingService start(Database database, RoutingRefresher.Sources sources, Surface surface,
            RandomGenerator random) {
        return new RoutingService(database, sources, surface, random);
    }

    public List<Route> routes() {
        return List.copyOf(routes);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("centuple.decisions.written", log, DecisionLog::written).register(registry);
        FunctionCounter.builder("centuple.decisions.lost", log, DecisionLog::lost).register(registry);
        Gauge.builder("centuple.decisions.waiting", log, DecisionLog::waiting).register(registry);
        FunctionCounter.builder("centuple.suggestions.failed", suggestions, SuggestionRoutes::failed)
                .register(registry);
    }

    @Override
    public void close() {
        closing.close();
    }

    /**
     * What it shows outside.
     *
     * @param keyring signs the links
     * @param proxies whose word on the visitor's address is taken
     * @param linkBase scheme and host before {@code /r/}
     * @param keptDays days that decisions are kept, 7 or more
     * @param events makes the event log of a transaction
     */
    public record Surface(Supplier<Keyring> keyring, TrustedProxies proxies,
            String linkBase, int keptDays, Function<Connection, EventLog> events) {
    }
}
