package centuple.reciprocity.store;

import centuple.platform.sql.RowColumns;
import centuple.platform.sql.Sql;
import centuple.reciprocity.Leases;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Shares out among servers what may still go, on one open transaction. Not thread-safe. */
final class PairLeases {
    /** A server that has not renewed for so long is taken for dead; what it still sends is overshoot. */
    static final Duration LIVES = Duration.ofSeconds(60);

    // By the clock of the database: those of the servers may differ. Not by the start of the transaction, which waited.
    private static final String LIVES_SINCE = "clock_timestamp() - interval '" + LIVES.toSeconds() + " seconds'";
    private static final String LIVING = "select distinct node from pair_lease where renewed_at > " + LIVES_SINCE
            + " order by node";
    private static final String OTHERS = """
            select giver, receiver, sum(visits)::bigint as visits from pair_lease
            where node <> ? and renewed_at > %s group by giver, receiver
            """.formatted(LIVES_SINCE);
    private static final String RENEW = """
            insert into pair_lease (node, giver, receiver, visits, renewed_at)
            select node, giver, receiver, visits, clock_timestamp()
            from unnest(?::uuid[], ?::integer[], ?::integer[], ?::bigint[]) as new (node, giver, receiver, visits)
            on conflict (node, giver, receiver) do update set visits = excluded.visits,
                renewed_at = excluded.renewed_at
            """;
    private static final String FORGET = """
            delete from pair_lease where renewed_at < clock_timestamp() - interval '1 hour'
            """;

    private final Connection connection;
    private final UUID node;

    PairLeases(Connection connection, UUID node) {
        this.connection = connection;
        this.node = node;
    }

    /**
     * A pair and what may still go in all; {@link Long#MAX_VALUE} without a line.
     *
     * @param giver who sends
     * @param receiver who gets
     * @param held what this server may have sent of it already before it learns of its new lease
     */
    record Left(int giver, int receiver, long visits, long held) {
        private FactsReader.Way way() {
            return new FactsReader.Way(giver, receiver, "");
        }

        private Left of(long part) {
            return new Left(giver, receiver, part, held);
        }

        private long claim() {
            return Math.max(visits == Long.MAX_VALUE ? 0 : visits, held);
        }
    }

    /**
     * This server's part of each, in their order; what other servers may still send is left to them. What this one may
     * still send by its lease of before stays its claim until it looks again: only then it is known to have stopped.
     */
    List<Left> renew(List<Left> pairs) throws SQLException {
        List<UUID> living = Sql.list(connection, LIVING, row -> row.uuid("node"));
        int nodes = living.contains(node) ? living.size() : living.size() + 1;
        int place = (int) living.stream().filter(each -> each.compareTo(node) < 0).count();
        Map<FactsReader.Way, Long> others = new HashMap<>();
        Sql.each(connection, OTHERS, row -> others.put(
                new FactsReader.Way(row.integer("giver"), row.integer("receiver"), ""), row.bigint("visits")), _ -> {
                }, node);
        List<Left> mine = pairs.stream().map(pair -> pair.visits() == Long.MAX_VALUE
                ? pair
                : pair.of(Math.min(Leases.part(pair.visits(), nodes, place),
                        Math.max(0, pair.visits() - others.getOrDefault(pair.way(), 0L)))))
                .toList();
        if (!mine.isEmpty()) {
            Sql.update(connection, RENEW, RowColumns.of(mine).uuids(_ -> node).ints(Left::giver).ints(Left::receiver)
                    .longs(Left::claim).values());
        }
        Sql.update(connection, FORGET);
        return mine;
    }
}
