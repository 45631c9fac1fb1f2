package centuple.reciprocity.store;

import centuple.platform.sql.Database;
import centuple.platform.sql.Sql;
import centuple.reciprocity.PairMode;
import centuple.reciprocity.PairState;
import centuple.reciprocity.Protection;
import centuple.reciprocity.Reciprocity;
import centuple.reciprocity.Verdict;
import centuple.shop.EventLog;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Decides about all pairs, keeps and tells what changed, and leases visits to one server, all in one transaction.
 * Thread-safe.
 */
public final class LineCommit {
    /** Servers decide one after the other. */
    private static final long LOCK = 7_241_009;

    private final Database database;
    private final Protection protection;
    private final UUID node;
    private final Function<Connection, EventLog> events;

    /**
     * Needs a database.
     *
     * @param node this server's lasting id
     */
    public LineCommit(Database database, Protection protection, UUID node, Function<Connection, EventLog> events) {
        this.database = database;
        this.protection = protection;
        this.node = node;
        this.events = events;
    }

    /**
     * What this server may send over a pair.
     *
     * @param visits {@link Long#MAX_VALUE} without a line
     * @param throttle the share of its usual visitors that routing should give the pair, 0 to 1
     */
    public record Grant(int giver, int receiver, long visits, double throttle) {
    }

    /** What a server may have sent over a pair by its last lease that the database does not know of. */
    @FunctionalInterface
    public interface Held {
        Held NOTHING = (_, _) -> 0;

        long visits(int giver, int receiver);
    }

    /** The number of the period a time lies in. */
    public long period(Instant at) {
        return protection.periods().number(at);
    }

    /** As {@link #commit(Instant, Held)} where this server holds nothing. */
    public List<Grant> commit(Instant now) {
        return commit(now, Held.NOTHING);
    }

    /**
     * Decides as of that time.
     *
     * @param held by this server
     * @throws centuple.platform.sql.DatabaseException when the database is away; nothing is changed then
     */
    public List<Grant> commit(Instant now, Held held) {
        return database.inTransaction(connection -> decide(connection, now, held));
    }

    private List<Grant> decide(Connection connection, Instant now, Held held) throws SQLException {
        Sql.run(connection, "select pg_advisory_xact_lock(?)", LOCK);
        Map<FactsReader.Way, PairLines.Kept> memory = new HashMap<>();
        PairLines lines = new PairLines(connection, now);
        for (PairLines.Kept each : lines.latest()) {
            PairLines.Kept kept = lines.isAhead(each) ? each.asOf(now, period(now)) : each;
            memory.put(new FactsReader.Way(kept.giver().value(), kept.receiver().value(), ""), kept);
        }
        Map<Integer, List<KnownPair>> givers = new LinkedHashMap<>();
        for (KnownPair pair : new FactsReader(connection, Parties.read(connection), protection, now).read()) {
            givers.computeIfAbsent(pair.way().giver(), _ -> new ArrayList<>()).add(pair);
        }
        List<Decided> all = new ArrayList<>();
        givers.values().forEach(pairs -> all.addAll(decide(pairs, memory, now)));
        lines.save(all.stream().filter(Decided::differs).map(Decided::after).toList());
        List<Decided> running = all.stream().filter(each -> !each.pair().seat().over()).toList();
        List<PairLeases.Left> mine = new PairLeases(connection, node)
                .renew(running.stream().map(each -> each.left(held)).toList());
        events.apply(connection).append(all.stream().filter(each -> each.verdict().changed())
                .flatMap(each -> LineEvents.of(each, now).stream()).toList());
        List<Grant> grants = new ArrayList<>();
        for (int i = 0; i < mine.size(); i++) {
            PairLeases.Left each = mine.get(i);
            grants.add(new Grant(each.giver(), each.receiver(), each.visits(),
                    running.get(i).verdict().throttle(protection)));
        }
        return grants;
    }

    private List<Decided> decide(List<KnownPair> pairs, Map<FactsReader.Way, PairLines.Kept> memory, Instant now) {
        List<Reciprocity.Partner> partners = new ArrayList<>();
        for (KnownPair pair : pairs) {
            PairLines.Kept before = memory.get(pair.way());
            partners.add(new Reciprocity.Partner(pair.facts(), before == null ? null : before.state(), pair.seat()));
        }
        List<Verdict> verdicts = new Reciprocity(protection).decide(partners, now);
        List<Decided> decided = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            PairLines.Kept before = memory.get(pairs.get(i).way());
            decided.add(new Decided(pairs.get(i), verdicts.get(i), before,
                    kept(pairs.get(i), verdicts.get(i), before, now)));
        }
        return decided;
    }

    private PairLines.Kept kept(KnownPair pair, Verdict verdict, PairLines.@Nullable Kept before, Instant now) {
        PairState next = verdict.next();
        Instant since = before != null && isSame(before.state(), next) ? before.since() : now;
        Long until = next.mode() == PairMode.PAUSED && !next.floor().open() ? next.count().pausedUntil() : null;
        return new PairLines.Kept(pair.facts().pair().giver(), pair.facts().pair().receiver(),
                Math.max(protection.periods().number(now), next.count().period()), next, since,
                until == null ? null : protection.periods().start(until), pair.currency(), pair.valueMinor(),
                verdict.figures(), now);
    }

    private static boolean isSame(PairState before, PairState next) {
        return before.mode() == next.mode()
                && (next.mode() != PairMode.PAUSED || before.reason() == next.reason());
    }

    /** A pair with its verdict, and what was kept of it before and is to be kept now. */
    record Decided(KnownPair pair, Verdict verdict, PairLines.@Nullable Kept before, PairLines.Kept after) {
        boolean differs() {
            return before == null || before.period() != after.period() || before.decidedAt().isAfter(after.decidedAt())
                    || !before.state().equals(after.state())
                    || !before.figures().equals(after.figures()) || before.valueMinor() != after.valueMinor();
        }

        PairLeases.Left left(Held held) {
            int giver = pair.way().giver();
            int receiver = pair.way().receiver();
            return new PairLeases.Left(giver, receiver, verdict.visitsLeft(pair.valueMinor()),
                    held.visits(giver, receiver));
        }
    }
}
