package centuple.reciprocity.store;

import centuple.platform.sql.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Which shops are one party: those that have proven the same host, now or before. So a shop that leaves and comes back
 * under a new id, but on its old domain, is not new: it shares its line. What went to each stays its own, for the host
 * may also have been sold. Immutable.
 */
final class Parties {
    private static final String HOSTS = """
            select host, shop_id from domain where standing in ('PROVEN', 'LOST') order by host, since, shop_id
            """;

    private final Map<Integer, Integer> first;

    private Parties(Map<Integer, Integer> first) {
        this.first = first;
    }

    static Parties read(Connection connection) throws SQLException {
        Map<String, Integer> ownerByHost = new HashMap<>();
        Map<Integer, Integer> first = new HashMap<>();
        Sql.each(connection, HOSTS, row -> Map.entry(row.text("host"), row.integer("shop_id")), owned -> {
            Integer earlier = ownerByHost.putIfAbsent(owned.getKey(), owned.getValue());
            if (earlier != null) {
                join(first, earlier, owned.getValue());
            }
        });
        return new Parties(first);
    }

    private static void join(Map<Integer, Integer> first, int one, int other) {
        int root = root(first, one);
        int otherRoot = root(first, other);
        if (root != otherRoot) {
            first.put(otherRoot, root);
        }
    }

    private static int root(Map<Integer, Integer> first, int shop) {
        int at = shop;
        while (first.containsKey(at)) {
            at = first.get(at);
        }
        return at;
    }

    /** One shop for all that are the same party. */
    int of(int shop) {
        return root(first, shop);
    }
}
