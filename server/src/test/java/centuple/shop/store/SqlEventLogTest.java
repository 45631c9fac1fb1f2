package centuple.shop.store;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.shop.Event;
import centuple.shop.ShopId;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class SqlEventLogTest {
    private static final ShopId A = new ShopId(1);
    private static final ShopId B = new ShopId(-2);
    private static final ShopId C = new ShopId(3);

    private final TestDatabase db = TestDatabase.fresh();

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void aShopReadsItsOwnEventsOnly() {
        append(event("one", A, null), event("two", A, B), event("three", B, C), event("four", ShopId.EXCHANGE, null));
        assertThat(subjects(Optional.of(A), 0, 10)).containsExactly("one", "two");
        assertThat(subjects(Optional.of(B), 0, 10)).containsExactly("two", "three");
        assertThat(subjects(Optional.of(C), 0, 10)).containsExactly("three");
        assertThat(subjects(Optional.empty(), 0, 10)).containsExactly("one", "two", "three", "four");
        assertThat(subjects(Optional.empty(), 2, 1)).containsExactly("three");
    }

    @Test
    void keepsTheDataOfAnEvent() {
        append(new Event(Instant.parse("2026-11-23T08:00:00.123456Z"), "order.booked", A, B, "ord_1",
                Map.of("amount_minor", 499, "tags", List.of("a", "b"), "quote", "say \"hi\"")));
        var read = db.database().read(connection -> SqlEventLog.page(connection, Optional.of(A), 0, 1)).getFirst();
        assertThat(read.position()).isEqualTo(1);
        assertThat(read.at()).isEqualTo("2026-11-23T08:00:00.123456Z");
        assertThat(read.kind()).isEqualTo("order.booked");
        assertThat(read.dataJson()).contains("499").contains("say \\\"hi\\\"");
    }

    @Test
    void positionsFollowTheOrderOfCommitsUnderConcurrency() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 6; writer++) {
                int number = writer;
                writers.add(threads.submit(() -> {
                    for (int i = 0; i < 20; i++) {
                        append(event(number + "/" + i, A, null), event(number + "/" + i + "b", A, null));
                    }
                }));
            }
            long seen = 0;
            while (seen < 240) {
                for (var each : page(seen)) {
                    // A reader that pages on never meets a gap: what it saw was all there was up to there.
                    assertThat(each.position()).isEqualTo(seen + 1);
                    seen = each.position();
                }
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
    }

    private List<SqlEventLog.Positioned> page(long after) {
        return db.database().read(connection -> SqlEventLog.page(connection, Optional.empty(), after, 50));
    }

    private List<String> subjects(Optional<ShopId> reader, long after, int countMax) {
        return db.database().read(connection -> SqlEventLog.page(connection, reader, after, countMax)).stream()
                .map(SqlEventLog.Positioned::subject).toList();
    }

    private void append(Event... events) {
        db.database().inTransaction(connection -> {
            new SqlEventLog(connection).append(List.of(events));
            return true;
        });
    }

    private static Event event(String subject, ShopId shopA, @org.jspecify.annotations.Nullable ShopId shopB) {
        return new Event(Instant.EPOCH, "thing.happened", shopA, shopB, subject, Map.of());
    }
}
