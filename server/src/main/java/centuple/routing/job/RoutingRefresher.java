package centuple.routing.job;

import centuple.catalogue.CatalogueIndex;
import centuple.link.LinkTable;
import centuple.platform.run.Periodic;
import centuple.platform.sql.Database;
import centuple.platform.sql.Sql;
import centuple.routing.GiverRoutes.OwnWorth;
import centuple.routing.PublishableKey;
import centuple.routing.RoutingTable;
import centuple.routing.RoutingView;
import centuple.routing.store.SqlFigures;
import centuple.routing.store.SqlOwnWorth;
import centuple.routing.store.SqlPublishableKeys;
import centuple.routing.weight.Figures;
import centuple.routing.weight.RoutingTableBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Holds what suggestions are answered from, and makes it anew in the background: keys and partners within a second of a
 * change, weights every ten minutes. Reading is free of locks. Thread-safe.
 */
public final class RoutingRefresher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RoutingRefresher.class);
    private static final Duration LOOKED_AT_EVERY = Duration.ofSeconds(1);
    private static final Duration FIGURES_EVERY = Duration.ofMinutes(10);
    /** Weights are drawn anew for changed partners, but not more often than this. */
    private static final Duration TABLE_EVERY = Duration.ofSeconds(10);

    private final Database database;
    private final Sources sources;
    private final RandomGenerator random;
    private volatile Desk desk = new Desk(RoutingView.EMPTY, Map.of(), Map.of());
    private Figures figures = Figures.NONE;
    private Instant figuresAt = Instant.MIN;
    private RoutingTable table = RoutingTable.EMPTY;
    private Instant tableAt = Instant.MIN;
    private long tableVersion = -1;
    private long version = -1;
    private CatalogueIndex catalogue = CatalogueIndex.EMPTY;
    private volatile @Nullable Periodic periodic;

    /** One that has not looked yet; the generator draws the samples of the weights. */
    public RoutingRefresher(Database database, Sources sources, RandomGenerator random) {
        this.database = database;
        this.sources = sources;
        this.random = random;
    }

    /** Looks now, and then again and again. */
    public void start() {
        periodic = Periodic.start("routing", LOOKED_AT_EVERY, this::look);
    }

    /** What suggestions are answered from as of now. */
    public Desk desk() {
        return desk;
    }

    /** Follows what has changed; does nothing where nothing has. Off the event loops. */
    public synchronized void look() {
        LinkTable links = sources.links().get();
        CatalogueIndex newCatalogue = sources.catalogue().get();
        Instant now = sources.clock().instant();
        boolean oldFigures = figuresAt.plus(FIGURES_EVERY).isBefore(now);
        boolean oldTable = oldFigures
                || links.version() != tableVersion && tableAt.plus(TABLE_EVERY).isBefore(now);
        boolean changed = links.version() != version;
        if (!oldTable && !changed && newCatalogue == catalogue) {
            return;
        }
        if (oldFigures) {
            figures = database.read(connection -> new SqlFigures(connection).load(now));
            figuresAt = now;
        } else if (oldTable) {
            // Else new partners would be worth nothing until the figures are read again.
            figures = figures.with(database.read(connection -> new SqlFigures(connection).offers()));
        }
        if (oldTable) {
            Map<Integer, OwnWorth> ownWorth = database.read(connection -> new SqlOwnWorth(connection).all());
            table = RoutingTableBuilder.build(figures.byGiver(links.routes(), ownWorth), random);
            tableAt = now;
            tableVersion = links.version();
        }
        Map<String, PublishableKey> keys = changed ? database.read(RoutingRefresher::keys) : desk.keys();
        Map<Integer, String> names = changed ? database.read(RoutingRefresher::names) : desk.shopNames();
        desk = new Desk(desk.view().with(newCatalogue, table, links), keys, names);
        LOG.debug("routing at version {}: {} givers", links.version(), table.size());
        version = links.version();
        catalogue = newCatalogue;
    }

    private static Map<String, PublishableKey> keys(Connection connection) throws SQLException {
        Map<String, PublishableKey> keys = new HashMap<>();
        new SqlPublishableKeys(connection).working().forEach(key -> keys.put(key.text(), key));
        return Map.copyOf(keys);
    }

    private static Map<Integer, String> names(Connection connection) throws SQLException {
        Map<Integer, String> names = new HashMap<>();
        Sql.list(connection, "select id, name from shop",
                row -> names.put(row.integer("id"), row.text("name")) == null);
        return Map.copyOf(names);
    }

    @Override
    public void close() throws InterruptedException {
        Periodic running = periodic;
        if (running != null) {
            running.close();
        }
    }

    /** Where it looks. */
    public record Sources(Supplier<LinkTable> links, Supplier<CatalogueIndex> catalogue, InstantSource clock) {
    }

    /**
     * What suggestions are answered from, of one moment. Immutable.
     *
     * @param keys the publishable keys that work, by text
     * @param shopNames by shop
     */
    public record Desk(RoutingView view, Map<String, PublishableKey> keys, Map<Integer, String> shopNames) {
    }
}
