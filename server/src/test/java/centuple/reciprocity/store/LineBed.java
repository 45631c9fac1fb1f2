package centuple.reciprocity.store;

import centuple.ledger.Move;
import centuple.platform.sql.Database;
import centuple.platform.sql.Jsonb;
import centuple.platform.sql.Sql;
import centuple.reciprocity.Protection;
import centuple.shop.ShopId;
import centuple.shop.store.SqlEventLog;
import centuple.testkit.TestDatabase;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Shops with partnerships, visits and commissions in a real database. */
public final class LineBed implements AutoCloseable {
    public static final Protection PROTECTION = Protection.STANDARD;
    public static final Instant DAY_0 = PROTECTION.periods().start(691);

    public final TestDatabase db = TestDatabase.fresh();
    private int orders;

    public ShopId shop(int number) {
        run(connection -> Sql.update(connection,
                "insert into shop (id, name, currency, created_at) values (?, ?, 'EUR', ?)", number, "Shop " + number,
                DAY_0));
        return new ShopId(number);
    }

    /** Partners, without terms. */
    public void partners(ShopId one, ShopId other) {
        run(connection -> Sql.update(connection, """
                insert into partnership (id, proposer, invited, state, proposed_at, accepted_at)
                values (?, ?, ?, 'ACCEPTED', ?, ?)
                """, UUID.randomUUID(), one.value(), other.value(), DAY_0, DAY_0));
    }

    /** Terms in force; a rate of zero means visits for visits. */
    public void terms(ShopId receiver, ShopId giver, int percentBps, long visitValueMinor) {
        terms(receiver, giver, 1, "EUR", percentBps, visitValueMinor);
    }

    /** A version of the terms in force. */
    public void terms(ShopId receiver, ShopId giver, int version, String currency, int percentBps,
            long visitValueMinor) {
        run(connection -> {
            Sql.update(connection, """
                    insert into terms_version (receiver, giver, version, partnership_id, currency, rules, window_days,
                        hold_days, orders_per_click, visit_value_minor, fee_bps, origin_share_bps, path_prefixes,
                        offered_at)
                    select ?, ?, ?, id, ?, ?, 30, 30, 3, ?, 0, 5000, '{}', ? from partnership
                    where least(proposer, invited) = ? and greatest(proposer, invited) = ? and state = 'ACCEPTED'
                    """, receiver.value(), giver.value(), version, currency,
                    new Jsonb("[{\"customer\":\"any\",\"percent_bps\":" + percentBps + "}]"), visitValueMinor, DAY_0,
                    Math.min(receiver.value(), giver.value()), Math.max(receiver.value(), giver.value()));
            Sql.update(connection,
                    "insert into terms_acceptance (receiver, giver, version, accepted_at) values (?, ?, ?, ?)",
                    receiver.value(), giver.value(), version, DAY_0);
        });
    }

    /** The partnership of two shops ends. */
    public void end(ShopId one, ShopId other, Instant at) {
        run(connection -> Sql.update(connection, """
                update partnership set state = 'ENDED', closed_at = ?, closed_by = ?
                where ? in (proposer, invited) and ? in (proposer, invited) and state = 'ACCEPTED'
                """, at, other.value(), one.value(), other.value()));
    }

    public void visits(ShopId giver, ShopId receiver, Instant at, long count) {
        visits(giver, receiver, at, count, "counted");
    }

    public void visits(ShopId giver, ShopId receiver, Instant at, long count, String visitClass) {
        visits(db.database(), giver, receiver, at, count, visitClass);
    }

    public static void visits(Database database, ShopId giver, ShopId receiver, Instant at, long count,
            String visitClass) {
        if (count > 0) {
            database.inTransaction(connection -> Sql.update(connection, """
                    insert into visits_daily (day, giver, receiver, link_id, class, visits) values (?, ?, ?, ?, ?, ?)
                    on conflict (day, giver, receiver, link_id, class)
                    do update set visits = visits_daily.visits + excluded.visits
                    """, LocalDate.ofInstant(at, ZoneOffset.UTC), giver.value(), receiver.value(), new UUID(0, 0),
                    visitClass, count));
        }
    }

    /** An order of a visitor of the giver, with what is owed for it. */
    public void order(ShopId giver, ShopId receiver, long commissionMinor) {
        UUID order = UUID.randomUUID();
        UUID commission = UUID.randomUUID();
        run(connection -> {
            Sql.update(connection, "insert into shop_order (id, receiver, reference) values (?, ?, ?)", order,
                    receiver.value(), "o" + orders++);
            Sql.update(connection, """
                    insert into commission (id, order_id, receiver, giver, terms_version, proof, proof_value, currency,
                        hold_until, state, booked_minor, lines)
                    values (?, ?, ?, ?, 1, 'CLICK', 'x', 'EUR', ?, ?, ?, '[]')
                    """, commission, order, receiver.value(), giver.value(), DAY_0,
                    commissionMinor == 0 ? "NOTHING" : "PENDING", commissionMinor);
            Sql.update(connection, """
                    insert into booking (commission_id, line, creditor, is_origin, first_transfer, pending_minor,
                        due_minor, settled_minor, given_back_minor) values (?, 0, ?, false, ?, ?, 0, 0, 0)
                    """, commission, giver.value(), UUID.randomUUID(), commissionMinor);
        });
    }

    /** A row of the books: what the receiver owes the giver moves on from one stage to the next. */
    public void moved(ShopId giver, ShopId receiver, Instant at, Move move, long amountMinor) {
        boolean booked = move == Move.BOOK || move == Move.HOLD_OVER;
        run(connection -> Sql.update(connection, """
                insert into transfer (id, at, debtor, creditor, currency, from_stage, to_stage, amount_minor, cause,
                    cause_id, line, terms_version, proof, proof_value) values (?, ?, ?, ?, 'EUR', ?, ?, ?, ?, ?, ?, ?, ?,
                    ?)
                """, UUID.randomUUID(), at, receiver.value(), giver.value(), move.from().name(), move.to().name(),
                amountMinor, booked ? "COMMISSION" : "PAYMENT", UUID.randomUUID(), booked ? 0 : null,
                booked ? 1 : null, booked ? "GIVER_DAY" : null, booked ? "2026-01-01" : null));
    }

    public void proven(ShopId shop, String host, String standing) {
        run(connection -> Sql.update(connection, """
                insert into domain (id, shop_id, host, kind, challenge, claimed_at, standing, method, since)
                values (?, ?, ?, 'SHOP', '00000000000000000000000000000000', ?, ?, ?, ?)
                """, UUID.randomUUID(), shop.value(), host, DAY_0, standing,
                standing.equals("PROVEN") ? "FILE" : null, DAY_0));
    }

    public LineCommit commit(UUID node) {
        return new LineCommit(db.database(), PROTECTION, node, SqlEventLog::new);
    }

    /** Makes all leases older, as if no server had renewed any for so long. */
    public void leasesAge(Duration by) {
        run(connection -> Sql.update(connection,
                "update pair_lease set renewed_at = renewed_at - ? * interval '1 second'", by.toSeconds()));
    }

    public PairLines.Kept line(ShopId giver, ShopId receiver) {
        return line(giver, receiver, DAY_0.plus(Duration.ofDays(10_000)));
    }

    /** As it is seen at a time. */
    public PairLines.Kept line(ShopId giver, ShopId receiver, Instant now) {
        return db.database().read(connection -> new PairLines(connection, now).latest(giver, receiver)).orElseThrow();
    }

    /** Kinds of all events, in order. */
    public List<String> told() {
        return db.database().read(connection -> Sql.list(connection, "select kind from event order by position",
                row -> row.text("kind")));
    }

    public void run(Work work) {
        db.database().inTransaction(connection -> {
            work.with(connection);
            return true;
        });
    }

    /** Something done in a transaction. */
    @FunctionalInterface
    public interface Work {
        void with(Connection connection) throws SQLException;
    }

    @Override
    public void close() {
        db.close();
    }
}
