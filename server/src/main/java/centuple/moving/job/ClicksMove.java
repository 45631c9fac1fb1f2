package centuple.moving.job;

import centuple.moving.ClickRow;
import centuple.moving.MovedField;
import centuple.moving.MovedKind;
import centuple.moving.RefusedRowException;
import centuple.moving.Row;
import centuple.moving.ShortLink;
import centuple.moving.store.SqlMoving;
import centuple.moving.store.SqlMoving.LinkDay;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Takes clicks of another program in, as counts by link and day for reading only: they carry no token of ours, prove
 * nothing, and count in no line. Not thread-safe.
 */
public final class ClicksMove extends MoveJob {
    /** Links times days one file may tell of. */
    public static final int LINK_DAYS_MAX = 500_000;
    /** Links one file may tell of. */
    public static final int LINKS_MAX = 200_000;

    private static final int GROUP_ROWS = 1_000;

    private final LocalDate today;
    private final Map<String, Optional<UUID>> links = new HashMap<>();
    private final Map<Day, Long> days = new TreeMap<>();
    private final Map<Day, Long> totals = new TreeMap<>();

    /**
     * @param today in UTC
     */
    public ClicksMove(Wish wish, LocalDate today) {
        super(wish);
        this.today = today;
    }

    private record Day(UUID link, LocalDate day) implements Comparable<Day> {
        @Override
        public int compareTo(Day other) {
            int byLink = link.compareTo(other.link);
            return byLink != 0 ? byLink : day.compareTo(other.day);
        }
    }

    @Override
    MovedKind kind() {
        return MovedKind.CLICKS;
    }

    @Override
    void take(Row row) throws RefusedRowException {
        ClickRow clicks = ClickRow.read(row, wish().mapping());
        if (clicks.isBot()) {
            tally().passOver("robots");
            return;
        }
        if (clicks.count() == 0) {
            tally().passOver("without_clicks");
            return;
        }
        LocalDate day = LocalDate.ofInstant(clicks.at(), ZoneOffset.UTC);
        if (day.isAfter(today)) {
            throw new RefusedRowException((clicks.isTotal() ? MovedField.SINCE : MovedField.AT).wire(),
                    "is in the future");
        }
        UUID link = link(clicks.link());
        if (days.size() + totals.size() >= LINK_DAYS_MAX) {
            throw new RefusedRowException("", "the file tells of more than " + LINK_DAYS_MAX
                    + " links and days: split it by months");
        }
        if (clicks.isTotal()) {
            totals.merge(new Day(link, day), clicks.count(), Math::max);
        } else {
            days.merge(new Day(link, day), clicks.count(), Math::addExact);
        }
        tally().enter();
        tally().clicks(clicks.count());
    }

    private UUID link(ShortLink link) throws RefusedRowException {
        if (!links.containsKey(link.name()) && links.size() >= LINKS_MAX) {
            throw new RefusedRowException(MovedField.SHORT_LINK.wire(),
                    "is one more than the " + LINKS_MAX + " links a file may tell of");
        }
        return links.computeIfAbsent(link.name(), _ -> wish().database().read(connection -> {
            SqlMoving moving = new SqlMoving(connection);
            Optional<UUID> moved = moving.movedLink(wish().shop(), wish().program(), link.name());
            return moved.isPresent() ? moved : moving.linkOfCode(wish().shop(), link.code());
        })).orElseThrow(() -> new RefusedRowException(MovedField.SHORT_LINK.wire(),
                "is no link of yours here: bring the links first"));
    }

    /** All at the end: a crash before leaves nothing, one in between leaves counts that the next run writes again. */
    @Override
    void finish() {
        if (wish().dryRun()) {
            return;
        }
        List<LinkDay> group = new ArrayList<>();
        for (Map.Entry<Day, Long> entry : days.entrySet()) {
            group.add(new LinkDay(entry.getKey().link(), entry.getKey().day(), entry.getValue()));
            if (group.size() >= GROUP_ROWS) {
                write(group);
            }
        }
        write(group);
        for (Map.Entry<Day, Long> entry : totals.entrySet()) {
            wish().database().inTransaction(connection -> {
                new SqlMoving(connection).addTotal(entry.getKey().link(), wish().program(), entry.getKey().day(),
                        today, entry.getValue());
                return true;
            });
        }
    }

    private void write(List<LinkDay> group) {
        if (!group.isEmpty()) {
            List<LinkDay> rows = List.copyOf(group);
            wish().database().inTransaction(connection -> {
                new SqlMoving(connection).addDays(wish().program(), rows);
                return true;
            });
            group.clear();
        }
    }
}
