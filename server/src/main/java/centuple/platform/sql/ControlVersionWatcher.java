package centuple.platform.sql;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Tells when the control plane has changed: a notification wakes it at once, a number polled every half second decides,
 * so a lost notification costs half a second and nothing else. Reconnects by itself. Thread-safe.
 */
public final class ControlVersionWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlVersionWatcher.class);
    private static final int POLL_MILLIS = 500;
    private static final int RECONNECT_MILLIS = 200;
    private static final int ANSWER_SECONDS_MAX = 10;

    private final DatabaseSettings settings;
    private final LongConsumer onVersion;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Connection connection;
    private volatile long lastVersion = -1;
    private volatile long lastReadNanos = System.nanoTime();
    private @Nullable Thread thread;

    /**
     * Prepares; nothing happens before {@link #start}.
     *
     * @param onVersion called on one thread with the version at the start and then with each later one it finds (some
     *        may be skipped). It re-reads what it needs in a transaction of its own; where it throws, it is called
     *        again half a second later
     */
    public ControlVersionWatcher(DatabaseSettings settings, LongConsumer onVersion) {
        this.settings = settings;
        this.onVersion = onVersion;
    }

    /** Begins to watch. */
    public synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().name("control-version").start(this::watch);
        }
    }

    /** How long ago the version was last read from the database; grows while the database is away. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - lastReadNanos);
    }

    private void watch() {
        while (isRunning()) {
            try (Connection fresh = Database.connect(settings)) {
                connection = fresh;
                follow(fresh);
            } catch (SQLException lost) {
                if (isRunning()) {
                    LOG.debug("the control version cannot be read; connecting again", lost);
                    pause(RECONNECT_MILLIS);
                }
            }
        }
    }

    private void follow(Connection fresh) throws SQLException {
        // An answer that never comes, from a host that is gone, must not hold us forever.
        fresh.setNetworkTimeout(Runnable::run, (int) TimeUnit.SECONDS.toMillis(ANSWER_SECONDS_MAX));
        // First listen, then read: a change between the two is either seen or notified.
        Sql.run(fresh, "listen " + ControlVersion.CHANNEL);
        PGConnection notifications = fresh.unwrap(PGConnection.class);
        while (isRunning()) {
            readOnce(fresh);
            notifications.getNotifications(POLL_MILLIS);
        }
    }

    private void readOnce(Connection fresh) throws SQLException {
        long version = ControlVersion.read(fresh);
        lastReadNanos = System.nanoTime();
        if (version == lastVersion) {
            return;
        }
        try {
            onVersion.accept(version);
            lastVersion = version;
        } catch (RuntimeException failure) {
            LOG.warn("control version {} could not be followed; trying again", version, failure);
        }
    }

    private boolean isRunning() {
        return stopped.getCount() > 0;
    }

    private void pause(int millis) {
        try {
            if (stopped.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debug("stopped while waiting to connect again");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }

    /** Stops watching and waits for a callback that is under way. */
    @Override
    public synchronized void close() {
        stopped.countDown();
        Thread watching = thread;
        if (watching == null) {
            return;
        }
        try {
            if (!watching.join(Duration.ofMillis(2L * POLL_MILLIS))) {
                Connection open = connection;
                if (open != null) {
                    open.abort(Runnable::run);
                }
                watching.join();
            }
        } catch (SQLException | InterruptedException failure) {
            LOG.debug("the control version watcher did not end cleanly", failure);
        }
    }
}
