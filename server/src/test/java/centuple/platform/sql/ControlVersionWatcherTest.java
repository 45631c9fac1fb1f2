package centuple.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

class ControlVersionWatcherTest {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    private final List<Long> seen = new CopyOnWriteArrayList<>();

    @Test
    void tellsTheVersionAtTheStartAndEachChangeWithinASecond() {
        try (TestDatabase db = TestDatabase.fresh();
                var watcher = new ControlVersionWatcher(db.settings(), seen::add)) {
            watcher.start();
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(seen).containsExactly(0L));
            db.database().inTransaction(ControlVersion::bump);
            await().atMost(ONE_SECOND).untilAsserted(() -> assertThat(seen).containsExactly(0L, 1L));
            assertThat(watcher.age()).isLessThan(ONE_SECOND);
        }
    }

    @Test
    void aRolledBackChangeIsNotTold() {
        try (TestDatabase db = TestDatabase.fresh()) {
            assertThat(db.database().<Long>inTransaction(c -> {
                ControlVersion.bump(c);
                c.rollback();
                return ControlVersion.read(c);
            })).isZero();
        }
    }

    @Test
    void theNumberDecidesWhereNobodyNotified() {
        try (TestDatabase db = TestDatabase.fresh();
                var watcher = new ControlVersionWatcher(db.settings(), seen::add)) {
            watcher.start();
            await().until(() -> seen.contains(0L));
            db.asOwner(c -> Sql.update(c, "update control_version set version = 41"));
            await().atMost(ONE_SECOND).until(() -> seen.contains(41L));
        }
    }

    @Test
    void connectsAgainWhenTheConnectionIsCutAndFindsWhatChangedMeanwhile() {
        try (TestDatabase db = TestDatabase.fresh();
                var watcher = new ControlVersionWatcher(db.settings(), seen::add)) {
            watcher.start();
            await().until(() -> seen.contains(0L));
            int cut = db.asOwner(c -> Sql.list(c, "select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and query like '%control_version%' and pid <>"
                    + " pg_backend_pid()",
                    row -> 1).size());
            assertThat(cut).isPositive();
            db.asOwner(ControlVersion::bump);
            await().atMost(Duration.ofSeconds(2)).until(() -> seen.contains(1L));
            assertThat(seen).containsExactly(0L, 1L);
        }
    }

    @Test
    void aFollowerThatFailsIsCalledAgain() {
        AtomicInteger calls = new AtomicInteger();
        try (TestDatabase db = TestDatabase.fresh(); var watcher = new ControlVersionWatcher(db.settings(), version -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
            seen.add(version);
        })) {
            watcher.start();
            await().atMost(Duration.ofSeconds(5)).until(() -> seen.equals(List.of(0L)));
            assertThat(calls).hasValue(2);
        }
    }
}
