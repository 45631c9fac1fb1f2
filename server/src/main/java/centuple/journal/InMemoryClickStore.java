package centuple.journal;

import centuple.click.ClickRecord;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The store's twin for simulations and tests. Each call is a transaction that always commits. For one thread. */
public final class InMemoryClickStore implements ClickStore {

    private final Map<Stream, Position> positions = new HashMap<>();
    private final List<ClickRecord> clicks = new ArrayList<>();
    private final SortedMap<DailyVisits.Key, Long> visits = new TreeMap<>();

    @Override
    public Position position(Stream stream) {
        return positions.getOrDefault(stream, Position.START);
    }

    @Override
    public boolean advance(Stream stream, Position from, Position to) {
        if (!position(stream).equals(from)) {
            return false;
        }
        positions.put(stream, to);
        return true;
    }

    @Override
    public void add(List<ClickRecord> more) {
        clicks.addAll(more);
        DailyVisits.of(more).forEach((key, count) -> visits.merge(key, count, Long::sum));
    }

    /** All clicks kept, in the order they came. */
    public List<ClickRecord> clicks() {
        return List.copyOf(clicks);
    }

    /** The daily numbers. */
    public SortedMap<DailyVisits.Key, Long> visits() {
        return new TreeMap<>(visits);
    }
}
