package centuple.journal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.click.ClickRecord;
import centuple.click.RandomClicks;
import centuple.journal.ClickStore;
import centuple.journal.ClickStoreContract;
import centuple.journal.DailyVisits;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.Sql;
import centuple.testkit.RuntimeRights;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

class SqlClickStoreTest extends ClickStoreContract {

    private final TestDatabase db = TestDatabase.fresh();

    @AfterEach
    void close() {
        db.close();
    }

    @Override
    protected <R> R inTransaction(Function<ClickStore, R> work) {
        return db.database().inTransaction(connection -> work.apply(new SqlClickStore(connection)));
    }

    @Override
    protected List<ClickRecord> clicks() {
        return StoredClicks.all(db.database());
    }

    @Override
    protected SortedMap<DailyVisits.Key, Long> visits() {
        return StoredClicks.visits(db.database());
    }

    @Test
    void whatFailsLeavesNothingBehind() {
        ClickRecord click = RandomClicks.drawAt(new SplittableRandom(1), 0);
        assertThatThrownBy(() -> db.database().inTransaction(connection -> {
            new SqlClickStore(connection).add(List.of(click));
            return Sql.update(connection, "insert into click (id) values (null)");
        })).isInstanceOf(DatabaseException.class);
        assertThat(clicks()).isEmpty();
        assertThat(visits()).isEmpty();
    }

    @Test
    void manyAtOnceMayNeedTheSameNewDays() throws Exception {
        List<Callable<Boolean>> shippers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            SplittableRandom random = new SplittableRandom(i);
            shippers.add(() -> inTransaction(store -> {
                for (long day = 0; day < 20; day++) {
                    store.add(List.of(RandomClicks.drawAt(random, day * 86_400_000)));
                }
                return true;
            }));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> done : threads.invokeAll(shippers)) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(clicks()).hasSize(120);
    }

    @Test
    void theRuntimeRoleAddsAndReadsClicksAndNothingElse() {
        RuntimeRights.assertAddAndReadOnly(db, "click");
        inTransaction(store -> {
            store.add(List.of(RandomClicks.drawAt(new SplittableRandom(1), 0)));
            return true;
        });
        assertThatThrownBy(() -> db.database().inTransaction(
                connection -> Sql.update(connection, "drop table click_19700101")))
                .isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.isForbidden()).isTrue());
        assertThatThrownBy(() -> db.database().inTransaction(
                connection -> Sql.update(connection, "delete from visits_daily")))
                .isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.isForbidden()).isTrue());
    }

    @Test
    void noPartitionIsMadeForAnImpossibleDay() {
        for (LocalDate day : List.of(LocalDate.of(1969, 12, 31), LocalDate.of(2100, 1, 1))) {
            assertThatThrownBy(() -> db.database().inTransaction(connection -> {
                Sql.run(connection, "select click_day_ensure(?)", day);
                return true;
            })).isInstanceOf(DatabaseException.class);
        }
    }
}
