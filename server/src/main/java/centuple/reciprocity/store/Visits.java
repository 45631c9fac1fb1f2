package centuple.reciprocity.store;

import centuple.platform.sql.Sql;
import centuple.reciprocity.Protection;
import centuple.reciprocity.Ripening;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Visits that count, from the first day on, with what of them is ripe; the daily numbers stay for good. Immutable. */
final class Visits {
    /** After so many mean delays a visit is ripe but for one part in 20,000. */
    private static final int DELAYS_REMEMBERED = 10;

    private static final String COUNTED = """
            select giver, receiver, case when day >= ? then day else date '1970-01-01' end as day,
                sum(visits)::bigint as visits
            from visits_daily where class = 'counted' group by 1, 2, 3
            """;

    private final Map<FactsReader.Way, Count> counts = new HashMap<>();
    private final Map<Integer, Count> ofReceiver = new HashMap<>();

    private Visits() {
    }

    /** How many there were, and how many of them are ripe. */
    record Count(long visits, double ripe) {
        static final Count NONE = new Count(0, 0);

        Count plus(Count other) {
            return new Count(visits + other.visits, ripe + other.ripe);
        }
    }

    static Visits read(Connection connection, Protection protection, Instant now) throws SQLException {
        Visits all = new Visits();
        Ripening ripening = new Ripening(protection.delayDays());
        LocalDate young = LocalDate.ofInstant(now, ZoneOffset.UTC)
                .minusDays((long) Math.ceil(DELAYS_REMEMBERED * protection.delayDays()));
        Sql.each(connection, COUNTED, row -> {
            long visits = row.bigint("visits");
            // A day's visits are taken as made at its noon.
            double share = ripening
                    .share(Duration.between(row.date("day").atTime(12, 0).toInstant(ZoneOffset.UTC), now));
            var way = new FactsReader.Way(row.integer("giver"), row.integer("receiver"), "");
            Count count = new Count(visits, visits * share);
            all.counts.merge(way, count, Count::plus);
            all.ofReceiver.merge(way.receiver(), count, Count::plus);
            return way;
        }, _ -> {
        }, young);
        return all;
    }

    Count of(FactsReader.Way way) {
        return counts.getOrDefault(way, Count.NONE);
    }

    /** All visits a shop received but from that giver. */
    double ripeOfOthers(FactsReader.Way way) {
        double all = ofReceiver.getOrDefault(way.receiver(), Count.NONE).ripe();
        return Math.max(0, all - of(way).ripe());
    }
}
