package centuple.reciprocity.store;

import centuple.platform.sql.RowColumns;
import centuple.platform.sql.Sql;
import centuple.reciprocity.Leases;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Shares out among servers what may still go, on one open transaction. Not thread-safe. */
final class PairLeases {
    /** A server that has not renewed for so long is taken for dead; what it still sends is overshoot. */
    static final Duration LIVES = Duration.ofSeconds(60);

    private static final String LIVING = "select distinct node from pair_lease where renewed_at > ? order by node";
    private static final String OTHERS = """
            select giver, receiver, sum(visits)::bigint as visits from pair_lease
            where node <> ? and renewed_at > ? group by giver, receiver
            """;
    private static final String RENEW = """
            insert into pair_lease (node, giver, receiver, visits, renewed_at)
            select node, giver, receiver, visits, renewed_at
            from unnest(?::uuid[], ?::integer[], ?::integer[], ?::bigint[], ?::timestamptz[])
                as new (node, giver, receiver, visits, renewed_at)
            on conflict (node, giver, receiver) do update set visits = excluded.visits,
                renewed_at = excluded.renewed_at
            """;

    private final Connection connection;
    private final UUID node;
    private final Instant now;

    PairLeases(Connection connection, UUID node, Instant now) {
        this.connection = connection;
        this.node = node;
        this.now = now;
    }

    /**
     * A pair and what may still go in all; {@link Long#MAX_VALUE} without a line.
     *
     * @param giver who sends
     * @param receiver who gets
     */
    record Left(int giver, int receiver, long visits) {
        private FactsReader.Way way() {
            return new FactsReader.Way(giver, receiver, "");
        }
    }

    /** This server's part of each, in their order; what other servers may still send is left to them. */
    List<Left> renew(List<Left> pairs) throws SQLException {
        List<UUID> living = Sql.list(connection, LIVING, row -> row.uuid("node"), now.minus(LIVES));
        int nodes = living.contains(node) ? living.size() : living.size() + 1;
        int place = (int) living.stream().filter(each -> each.compareTo(node) < 0).count();
        Map<FactsReader.Way, Long> others = new HashMap<>();
        Sql.each(connection, OTHERS, row -> others.put(
                new FactsReader.Way(row.integer("giver"), row.integer("receiver"), ""), row.bigint("visits")), _ -> {
                }, node, now.minus(LIVES));
        List<Left> mine = pairs.stream().map(pair -> pair.visits() == Long.MAX_VALUE
                ? pair
                : new Left(pair.giver(), pair.receiver(), Math.min(Leases.part(pair.visits(), nodes, place),
                        Math.max(0, pair.visits() - others.getOrDefault(pair.way(), 0L)))))
                .toList();
        if (!mine.isEmpty()) {
            Sql.update(connection, RENEW, RowColumns.of(mine).uuids(_ -> node).ints(Left::giver).ints(Left::receiver)
                    .longs(left -> left.visits() == Long.MAX_VALUE ? 0 : left.visits()).times(_ -> now).values());
        }
        Sql.update(connection, "delete from pair_lease where renewed_at < ?", now.minus(LIVES.multipliedBy(60)));
        return mine;
    }
}
