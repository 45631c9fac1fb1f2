package centuple.journal;

import centuple.click.ClickRecord;
import centuple.click.VisitClass;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Counts clicks by day (UTC), pair, link and class: the numbers that stay when the clicks themselves are dropped. */
public final class DailyVisits {
    /** Suggested links are one each for a visitor; they are counted together, under this id. */
    public static final UUID SUGGESTED = new UUID(0x8000, Long.MIN_VALUE);

    private DailyVisits() {
    }

    /** What is counted apart; sorted in this order, so that all who add to the counts lock them in one order. */
    public record Key(LocalDate day, int giver, int receiver, UUID linkId, VisitClass visitClass)
            implements
                Comparable<Key> {

        private static final Comparator<Key> ORDER = Comparator.comparing(Key::day).thenComparingInt(Key::giver)
                .thenComparingInt(Key::receiver).thenComparing(Key::linkId).thenComparing(Key::visitClass);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** The counts of some clicks. */
    public static SortedMap<Key, Long> of(List<ClickRecord> clicks) {
        SortedMap<Key, Long> counts = new TreeMap<>();
        for (ClickRecord click : clicks) {
            Key key = new Key(click.at().atOffset(ZoneOffset.UTC).toLocalDate(), click.route().giver(),
                    click.route().receiver(), linkOf(click), click.visit().visitClass());
            counts.merge(key, 1L, Long::sum);
        }
        return counts;
    }

    private static UUID linkOf(ClickRecord click) {
        return click.route().isSuggested() ? SUGGESTED : click.route().linkId();
    }
}
