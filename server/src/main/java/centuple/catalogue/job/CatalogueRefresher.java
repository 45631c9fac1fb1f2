package centuple.catalogue.job;

import centuple.catalogue.CatalogueIndex;
import centuple.catalogue.store.CatalogueVersion;
import centuple.catalogue.store.SqlCatalogue;
import centuple.platform.sql.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.Supplier;

/**
 * Holds the index that decisions read, and swaps it whole for a new one when products have changed. Reading never waits
 * and goes on while the database is away. Thread-safe.
 */
public final class CatalogueRefresher implements Supplier<CatalogueIndex> {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueRefresher.class);

    private final Database database;
    private volatile CatalogueIndex current = CatalogueIndex.EMPTY;

    /** Starts with an empty index. */
    public CatalogueRefresher(Database database) {
        this.database = database;
    }

    @Override
    public CatalogueIndex get() {
        return current;
    }

    /** Builds the index anew where the database has a newer version; blocks meanwhile. Run it as often as wished. */
    public synchronized void refresh() {
        if (database.read(CatalogueVersion::read) > current.version()) {
            CatalogueIndex fresh = database.read(SqlCatalogue::load);
            current = fresh;
            LOG.info("the catalogue is at version {}: {} products of {} shops, {} KiB", fresh.version(), fresh.size(),
                    fresh.shopCount(), fresh.bytes() >> 10);
        }
    }
}
