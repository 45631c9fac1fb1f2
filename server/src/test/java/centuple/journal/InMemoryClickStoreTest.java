package centuple.journal;

import centuple.click.ClickRecord;

import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;

class InMemoryClickStoreTest extends ClickStoreContract {

    private final InMemoryClickStore store = new InMemoryClickStore();

    @Override
    protected <R> R inTransaction(Function<ClickStore, R> work) {
        return work.apply(store);
    }

    @Override
    protected List<ClickRecord> clicks() {
        return store.clicks();
    }

    @Override
    protected SortedMap<DailyVisits.Key, Long> visits() {
        return store.visits();
    }
}
