package centuple.reciprocity.store;

import centuple.money.Currency;
import centuple.platform.json.Json;
import centuple.platform.sql.Row;
import centuple.platform.sql.RowColumns;
import centuple.platform.sql.Sql;
import centuple.reciprocity.PairState;
import centuple.reciprocity.Verdict;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was decided of each giver and receiver, on one open transaction. Not thread-safe. */
public final class PairLines {
    private static final String COLUMNS = """
            l.giver, l.receiver, l.period, l.mode, l.reason, l.since, l.paused_until, l.currency, l.value_minor,
                l.figures::text as figures, l.state::text as state, l.decided_at
            """;
    // Not by the number of the period: a clock that was ahead once leaves rows of periods that are still to come. Where
    // there are only such, the first of them.
    private static final String NEWEST_FIRST = " l.decided_at > ?, abs(extract(epoch from l.decided_at - ?))";
    private static final String LATEST = "select distinct on (l.giver, l.receiver) " + COLUMNS
            + " from pair_line l order by l.giver, l.receiver," + NEWEST_FIRST;
    private static final String ONE = "select " + COLUMNS
            + " from pair_line l where l.giver = ? and l.receiver = ? order by" + NEWEST_FIRST + " limit 1";
    /** Of partnerships that run or ended lately; nobody decides about the others any more. */
    private static final String ALARMS = """
            select count(*)::int as alarms from (select distinct on (l.giver) l.giver, l.receiver, l.floor_open
                from pair_line l where l.receiver = ? order by l.giver,%s) latest
            where floor_open and exists (select from partnership p
                where (p.proposer = latest.giver and p.invited = latest.receiver
                        or p.invited = latest.giver and p.proposer = latest.receiver)
                    and (p.state = 'ACCEPTED' or p.state = 'ENDED' and p.closed_at > ?))
            """.formatted(NEWEST_FIRST);
    private static final String SAVE = """
            insert into pair_line (giver, receiver, period, mode, reason, since, paused_until, floor_open, currency,
                value_minor, figures, state, decided_at)
            select giver, receiver, period, mode, reason, since, paused_until, floor_open::boolean, currency,
                value_minor, figures::jsonb, state::jsonb, decided_at
            from unnest(?::integer[], ?::integer[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[],
                ?::timestamptz[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[])
                as new (giver, receiver, period, mode, reason, since, paused_until, floor_open, currency, value_minor,
                    figures, state, decided_at)
            on conflict (giver, receiver, period) do update set mode = excluded.mode, reason = excluded.reason,
                since = excluded.since, paused_until = excluded.paused_until, floor_open = excluded.floor_open,
                currency = excluded.currency, value_minor = excluded.value_minor, figures = excluded.figures,
                state = excluded.state, decided_at = excluded.decided_at
            """;

    /** Clocks of servers may differ by so much. */
    private static final Duration CLOCKS_DIFFER_MAX = Duration.ofDays(1);

    private final Connection connection;
    private final Instant believedUntil;

    /**
     * The lines as of a time.
     *
     * @param now what was decided more than a day later was decided by a clock that was wrong
     */
    public PairLines(Connection connection, Instant now) {
        this.connection = connection;
        this.believedUntil = now.plus(CLOCKS_DIFFER_MAX);
    }

    /**
     * A line as it is kept.
     *
     * @param period in which it was decided
     * @param since when mode and reason became what they are
     * @param pausedUntil when a pause ends at the latest; null where only returns, or the giver, end it
     * @param currency of all amounts
     * @param valueMinor declared value of a visit
     * @param figures what it stood on when it last changed
     */
    public record Kept(ShopId giver, ShopId receiver, long period, PairState state, Instant since,
            @Nullable Instant pausedUntil, Currency currency, long valueMinor, Verdict.Figures figures,
            Instant decidedAt) {
        static Kept read(Row row) throws SQLException {
            return new Kept(new ShopId(row.integer("giver")), new ShopId(row.integer("receiver")),
                    row.bigint("period"), PairStateJson.read(row.text("state")), row.instant("since"),
                    row.instantOrNull("paused_until"), new Currency(row.text("currency")), row.bigint("value_minor"),
                    PairStateJson.figures(row.text("figures")), row.instant("decided_at"));
        }

        /** As if a clock that was ahead had been right. */
        Kept asOf(Instant now, long nowPeriod) {
            return new Kept(giver, receiver, nowPeriod, state.later(nowPeriod - period),
                    since.isAfter(now) ? now : since,
                    pausedUntil, currency, valueMinor, figures, decidedAt);
        }
    }

    /** Whether it was kept by a clock that was ahead. */
    boolean isAhead(Kept kept) {
        return kept.decidedAt().isAfter(believedUntil);
    }

    /** The latest of every pair, as of now. */
    List<Kept> latest() throws SQLException {
        return Sql.list(connection, LATEST, Kept::read, believedUntil, believedUntil);
    }

    /** The latest of one pair, as of now. */
    public Optional<Kept> latest(ShopId giver, ShopId receiver) throws SQLException {
        return Sql.optional(connection, ONE, Kept::read, giver.value(), receiver.value(), believedUntil,
                believedUntil);
    }

    /**
     * How many givers have an open alarm against a shop.
     *
     * @param since partnerships that ended before do not count, see {@link centuple.reciprocity.Protection}
     */
    public int alarmsAgainst(ShopId receiver, Instant since) throws SQLException {
        return Sql.one(connection, ALARMS, row -> row.integer("alarms"), receiver.value(), believedUntil,
                believedUntil, since);
    }

    void save(List<Kept> lines) throws SQLException {
        if (lines.isEmpty()) {
            return;
        }
        Sql.update(connection, SAVE, RowColumns.of(lines).ints(line -> line.giver().value())
                .ints(line -> line.receiver().value()).longs(Kept::period).texts(line -> line.state().mode().name())
                .texts(line -> line.state().reason().name()).times(Kept::since).times(Kept::pausedUntil)
                .texts(line -> Boolean.toString(!line.state().isGood())).texts(line -> line.currency().code())
                .longs(Kept::valueMinor).texts(line -> Json.string(line.figures()))
                .texts(line -> PairStateJson.write(line.state()))
                .times(Kept::decidedAt).values());
    }
}
