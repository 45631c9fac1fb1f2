package centuple.journal.store;

import centuple.click.ClickRecord;
import centuple.journal.ClickStore;
import centuple.journal.DailyVisits;
import centuple.journal.Position;
import centuple.journal.Stream;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.RowColumns;
import centuple.platform.sql.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** The shipped clicks in one open PostgreSQL transaction. Not thread-safe. */
public final class SqlClickStore implements ClickStore {

    private static final String MOVE = """
            update journal_position set segment = ?, offset_bytes = ?, sequence = ?, changed_at = now()
            where node = ? and writer = ? and segment = ? and offset_bytes = ? and sequence = ?""";

    private static final String BEGIN = """
            insert into journal_position (node, writer, segment, offset_bytes, sequence) values (?, ?, 0, 0, 0)
            on conflict do nothing""";

    private static final String COUNT = """
            insert into visits_daily (day, giver, receiver, link_id, class, visits)
            select day::date, giver, receiver, link_id, class, visits
            from unnest(?, ?, ?, ?, ?, ?) as visited(day, giver, receiver, link_id, class, visits)
            on conflict (day, giver, receiver, link_id, class)
            do update set visits = visits_daily.visits + excluded.visits""";

    private final Connection connection;

    /** The clicks as the transaction of this connection sees them. */
    public SqlClickStore(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Position position(Stream stream) {
        try {
            return Sql.optional(connection,
                    "select segment, offset_bytes, sequence from journal_position where node = ? and writer = ?",
                    row -> new Position(row.bigint("segment"), row.integer("offset_bytes"), row.bigint("sequence")),
                    stream.node(), stream.writer()).orElse(Position.START);
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }

    @Override
    public boolean advance(Stream stream, Position from, Position to) {
        try {
            if (from.equals(Position.START)) {
                Sql.update(connection, BEGIN, stream.node(), stream.writer());
            }
            return Sql.update(connection, MOVE, to.segment(), to.offsetBytes(), to.sequence(), stream.node(),
                    stream.writer(), from.segment(), from.offsetBytes(), from.sequence()) == 1;
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }

    @Override
    public void add(List<ClickRecord> clicks) {
        if (clicks.isEmpty()) {
            return;
        }
        SortedMap<DailyVisits.Key, Long> visits = DailyVisits.of(clicks);
        SortedSet<LocalDate> days = new TreeSet<>();
        visits.keySet().forEach(key -> days.add(key.day()));
        try {
            for (LocalDate day : days) {
                Sql.run(connection, "select click_day_ensure(?)", day);
            }
            ClickCopy.write(connection, clicks);
            count(visits);
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }

    private void count(SortedMap<DailyVisits.Key, Long> visits) throws SQLException {
        List<Map.Entry<DailyVisits.Key, Long>> rows = List.copyOf(visits.entrySet());
        Sql.update(connection, COUNT, RowColumns.of(rows)
                .texts(row -> row.getKey().day().toString())
                .ints(row -> row.getKey().giver())
                .ints(row -> row.getKey().receiver())
                .uuids(row -> row.getKey().linkId())
                .texts(row -> ClickCopy.word(row.getKey().visitClass()))
                .longs(Map.Entry::getValue)
                .values());
    }
}
