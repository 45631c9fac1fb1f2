package centuple.journal.store;

import centuple.click.ClickId;
import centuple.click.ClickRecord;
import centuple.click.ClickRoute;
import centuple.click.Device;
import centuple.click.Hops;
import centuple.click.SubIds;
import centuple.click.Visit;
import centuple.click.VisitClass;
import centuple.journal.DailyVisits;
import centuple.platform.sql.Database;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;
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
        return database.read(connection -> Sql.list(connection, "select * from click", StoredClicks::click));
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

    private static ClickRecord click(Row row) throws SQLException {
        ByteBuffer id = ByteBuffer.wrap(row.bytes("id"));
        int[] hops = Arrays.stream(row.integers("hops")).mapToInt(Integer::intValue).toArray();
        return new ClickRecord(new ClickId(id.getLong(), id.getInt()), row.instant("at").toEpochMilli(),
                ClickRoute.of(row.uuid("link_id"), row.integer("giver"), row.integer("receiver"),
                        row.integer("terms_version")),
                Hops.of(hops),
                new Visit(VisitClass.valueOf(upper(row.text("class"))), Device.valueOf(upper(row.text("device"))),
                        orEmpty(row.textOrNull("country"))),
                new SubIds(orEmpty(row.textOrNull("s1")), orEmpty(row.textOrNull("s2")), orEmpty(row.textOrNull("s3")),
                        orEmpty(row.textOrNull("s4")), orEmpty(row.textOrNull("s5"))));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
