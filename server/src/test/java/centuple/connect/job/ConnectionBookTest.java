package centuple.connect.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.connect.Connection;
import centuple.connect.Landing;
import centuple.connect.inbox.InboxEvent.From;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** What was read earlier never counts after what was read later, however slowly it comes. */
class ConnectionBookTest {
    private static final From FROM = new From(new ShopId(11), "vendure");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private final Map<From, Connection> kept = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable CountDownLatch> slow = new AtomicReference<>();
    private final CountDownLatch read = new CountDownLatch(1);
    private final ConnectionBook book = new ConnectionBook(new ConnectionBook.Source() {
        @Override
        public Set<From> all() {
            Set<From> all = Set.copyOf(kept.keySet());
            delay();
            return all;
        }

        @Override
        public Optional<Connection> find(From from) {
            Optional<Connection> found = Optional.ofNullable(kept.get(from));
            delay();
            return found;
        }
    });

    @Test
    void aSlowReadingDoesNotHideANewConnection() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        slow.set(goOn);
        Thread periodic = Thread.ofVirtual().start(book::refresh);
        read.await();
        kept.put(FROM, secret("one"));
        Thread maker = Thread.ofVirtual().start(() -> book.forget(FROM));
        await().until(() -> maker.getState() == Thread.State.WAITING || maker.getState() == Thread.State.TERMINATED);
        goOn.countDown();
        periodic.join();
        maker.join();
        assertThat(book.has(FROM)).isTrue();
    }

    @Test
    void aSlowReadingDoesNotBringBackTheSecretBefore() throws InterruptedException {
        kept.put(FROM, secret("one"));
        book.refresh();
        CountDownLatch goOn = new CountDownLatch(1);
        slow.set(goOn);
        Thread reader = Thread.ofVirtual().start(() -> book.find(FROM, NOW));
        read.await();
        kept.put(FROM, secret("two"));
        book.forget(FROM);
        goOn.countDown();
        reader.join();
        assertThat(book.find(FROM, NOW)).map(connection -> connection.keys().secret()).contains("two");
    }

    /** The first reading after {@link #slow} was set waits with what it has read. */
    private void delay() {
        CountDownLatch latch = slow.getAndSet(null);
        if (latch == null) {
            return;
        }
        read.countDown();
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection secret(String text) {
        return new Connection(FROM.shop(), FROM.platform(),
                new Connection.Keys(text, "", Instant.EPOCH, Map.of()), "", Landing.Rule.OFF);
    }
}
