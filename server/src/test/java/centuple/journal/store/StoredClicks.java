package centuple.journal.store;

import centuple.click.ClickRecord;
import centuple.click.VisitClass;
import centuple.journal.DailyVisits;
import centuple.platform.sql.Database;
import centuple.platform.sql.Sql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads what was shipped, in tests. */
public final class StoredClicks {

    private StoredClicks() {
    }

    /** All clicks in the database. */
    public static List<ClickRecord> all(Database database) {
        return database.read(connection -> Sql.list(connection, "select * from click", SqlClickReader::click));
    }

    /** How often each click occurs: what lists that may be in any order are compared by. */
    public static Map<ClickRecord, Long> counts(List<ClickRecord> clicks) {
        return clicks.stream().collect(Collectors.groupingBy(click -> click, Collectors.counting()));
    }

    /** The daily numbers in the database. */
    public static SortedMap<DailyVisits.Key, Long> visits(Database database) {
        SortedMap<DailyVisits.Key, Long> visits = new TreeMap<>();
        database.read(connection -> Sql.list(connection, "select * from visits_daily",
                row -> visits.put(
                        new DailyVisits.Key(row.date("day"), row.integer("giver"), row.integer("receiver"),
                                row.uuid("link_id"), VisitClass.valueOf(upper(row.text("class")))),
                        row.bigint("visits")) == null));
        return visits;
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
