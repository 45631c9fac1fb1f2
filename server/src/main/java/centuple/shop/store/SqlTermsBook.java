package centuple.shop.store;

import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.MemoryTermsBook;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.shop.TermsBook;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The terms in PostgreSQL, on one open transaction. The first question about two shops reads all there ever was between
 * them; the next ones are answered from memory, so that a group of orders costs one query for each pair. Not
 * thread-safe.
 */
public final class SqlTermsBook implements TermsBook {
    private static final String PARTNERSHIPS = """
            select id, proposer, accepted_at, closed_at from partnership
            where least(proposer, invited) = ? and greatest(proposer, invited) = ? and accepted_at is not null
            order by accepted_at
            """;

    private static final String TERMS = "select " + TermsRows.COLUMNS + """
            from terms_version t left join terms_acceptance a using (receiver, giver, version)
            where (t.receiver, t.giver) in ((?, ?), (?, ?)) order by t.version
            """;

    private final Connection connection;
    private final MemoryTermsBook read = new MemoryTermsBook();
    private final Set<Pair> pairsRead = new HashSet<>();
    private final Set<String> couponsRead = new HashSet<>();
    private boolean locked;

    public SqlTermsBook(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Optional<Terms> version(ShopId receiver, ShopId giver, int version) {
        return reading(receiver, giver).version(receiver, giver, version);
    }

    @Override
    public Optional<Terms> inForce(ShopId receiver, ShopId giver, Instant at) {
        return reading(receiver, giver).inForce(receiver, giver, at);
    }

    @Override
    public Optional<Terms> inForceWithin(ShopId receiver, ShopId giver, Instant from, Instant to) {
        return reading(receiver, giver).inForceWithin(receiver, giver, from, to);
    }

    @Override
    public boolean isMember(ShopId shop, Instant at) {
        try {
            return Sql.optional(connection, "select 1 as one from shop where id = ? and created_at <= ?",
                    row -> row.integer("one"), shop.value(), at).isPresent();
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    @Override
    public boolean partners(ShopId one, ShopId other, Instant at) {
        return reading(one, other).partners(one, other, at);
    }

    @Override
    public boolean partnersWithin(ShopId one, ShopId other, Instant from, Instant to) {
        return reading(one, other).partnersWithin(one, other, from, to);
    }

    @Override
    public Optional<ShopId> couponGiver(ShopId receiver, String couponCode, Instant at) {
        String code = couponCode.toLowerCase(Locale.ROOT);
        if (couponsRead.add(receiver.value() + " " + code)) {
            try {
                readCoupon(receiver, code);
            } catch (SQLException e) {
                throw DatabaseException.of(e);
            }
        }
        return read.couponGiver(receiver, code, at);
    }

    private void readCoupon(ShopId receiver, String code) throws SQLException {
        lock();
        Sql.list(connection, "select giver, given_at, ended_at from coupon where receiver = ? and code = ?", row -> {
            Instant endedAt = row.instantOrNull("ended_at");
            read.coupon(receiver, code, new ShopId(row.integer("giver")), row.instant("given_at"),
                    endedAt == null ? Instant.MAX : endedAt);
            return code;
        }, receiver.value(), code);
    }

    private MemoryTermsBook reading(ShopId one, ShopId other) {
        if (pairsRead.add(Pair.of(one, other))) {
            try {
                readPair(Pair.of(one, other));
            } catch (SQLException e) {
                throw DatabaseException.of(e);
            }
        }
        return read;
    }

    /** What is found in force must stay so for good: no end of it may be on its way to being committed. */
    private void lock() throws SQLException {
        if (!locked) {
            AgreementLock.shared(connection);
            locked = true;
        }
    }

    private void readPair(Pair pair) throws SQLException {
        lock();
        Map<UUID, List<Terms>> terms = new HashMap<>();
        Sql.list(connection, TERMS, row -> terms.computeIfAbsent(row.uuid("partnership_id"), _ -> new ArrayList<>())
                .add(TermsRows.read(row)), pair.low, pair.high, pair.high, pair.low);
        ShopId low = new ShopId(pair.low);
        ShopId high = new ShopId(pair.high);
        for (Lasting lasting : Sql.list(connection, PARTNERSHIPS, Lasting::read, pair.low, pair.high)) {
            List<Terms> within = terms.getOrDefault(lasting.id, List.of());
            read.partner(low, high, lasting.from, within.toArray(Terms[]::new));
            lasting.until.ifPresent(until -> read.end(low, high, until));
        }
    }

    private record Pair(int low, int high) {
        static Pair of(ShopId one, ShopId other) {
            return new Pair(Math.min(one.value(), other.value()), Math.max(one.value(), other.value()));
        }
    }

    private record Lasting(UUID id, Instant from, Optional<Instant> until) {
        static Lasting read(Row row) throws SQLException {
            return new Lasting(row.uuid("id"), row.instant("accepted_at"),
                    Optional.ofNullable(row.instantOrNull("closed_at")));
        }
    }
}
