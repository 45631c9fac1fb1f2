package centuple.simulation.cli;

import centuple.platform.sql.Database;
import centuple.simulation.job.ReplayPath;

import java.net.URI;

/** Port: a running exchange of the demo. */
public interface DemoExchange extends AutoCloseable {
    /** Where it answers. */
    URI url();

    /** A key of its operator. */
    String operatorKey();

    /** The path replayed events take in it. */
    ReplayPath replayPath();

    /** Its database. */
    Database database();

    /** Waits until every click so far is in the database. */
    void awaitShipped();

    @Override
    void close();

    /** Port: starts exchanges, each with a database of its own. */
    interface Starter {
        /**
         * Starts one that is not live.
         *
         * @param name lower-case letters and underscores
         */
        DemoExchange start(String name);
    }
}
