package centuple.reciprocity.store;

import centuple.money.Currency;
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
        Parties parties = Parties.read(connection);
        Memory memory = Memory.read(new PairLines(connection, now), parties, now, period(now));
        Map<Purse, List<KnownPair>> givers = new LinkedHashMap<>();
        for (KnownPair pair : new FactsReader(connection, parties, protection, now).read()) {
            givers.computeIfAbsent(new Purse(pair.way().giver(), pair.currency()), _ -> new ArrayList<>()).add(pair);
        }
        List<Decided> all = new ArrayList<>();
        givers.values().forEach(pairs -> all.addAll(decide(pairs, memory, now)));
        new PairLines(connection, now).save(all.stream().filter(Decided::differs).map(Decided::after).toList());
        List<PairLeases.Left> mine = new PairLeases(connection, node)
                .renew(all.stream().map(each -> each.left(held)).toList());
        events.apply(connection).append(all.stream().filter(each -> each.verdict().changed())
                .flatMap(each -> LineEvents.of(each, now).stream()).toList());
        List<Grant> grants = new ArrayList<>();
        for (int i = 0; i < mine.size(); i++) {
            PairLeases.Left each = mine.get(i);
            grants.add(new Grant(each.giver(), each.receiver(), each.visits(),
                    all.get(i).verdict().throttle(protection)));
        }
        return grants;
    }

    private List<Decided> decide(List<KnownPair> pairs, Memory memory, Instant now) {
        List<Reciprocity.Partner> partners = pairs.stream()
                .map(pair -> new Reciprocity.Partner(pair.facts(), memory.state(pair.way()))).toList();
        List<Verdict> verdicts = new Reciprocity(protection).decide(partners, now);
        List<Decided> decided = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            PairLines.Kept before = memory.own.get(pairs.get(i).way());
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

    /** Whose amounts share a trial pool. */
    private record Purse(int giver, Currency currency) {
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

    /** The latest lines by shops and by parties: who comes back under a new id goes on where it stopped. */
    private record Memory(Map<FactsReader.Way, PairLines.Kept> own, Map<FactsReader.Way, PairLines.Kept> ofParty,
            Parties parties) {
        static Memory read(PairLines lines, Parties parties, Instant now, long period) throws SQLException {
            Memory memory = new Memory(new HashMap<>(), new HashMap<>(), parties);
            for (PairLines.Kept each : lines.latest()) {
                PairLines.Kept kept = lines.isAhead(each) ? each.asOf(now, period) : each;
                var way = new FactsReader.Way(kept.giver().value(), kept.receiver().value(), "");
                memory.own.put(way, kept);
                memory.ofParty.merge(parties.of(way), kept,
                        (one, other) -> one.decidedAt().isAfter(other.decidedAt()) ? one : other);
            }
            return memory;
        }

        @Nullable
        PairState state(FactsReader.Way way) {
            PairLines.Kept kept = own.containsKey(way) ? own.get(way) : ofParty.get(parties.of(way));
            return kept == null ? null : kept.state();
        }
    }
}
