package centuple.testkit;

import centuple.claim.store.ClaimFollower;
import centuple.claim.store.ClaimPorts;
import centuple.commission.OrderBooks;
import centuple.commission.job.GroupedIntake;
import centuple.commission.store.GroupCommit;
import centuple.commission.store.HoldCommit;
import centuple.commission.store.SqlCommissionStore;
import centuple.ledger.Account;
import centuple.ledger.store.SqlLedgerStore;
import centuple.money.BasisPoints;
import centuple.money.Currency;
import centuple.order.OrderRef;
import centuple.order.OrderReport;
import centuple.order.Receipt;
import centuple.order.StoredOrder;
import centuple.order.store.SqlOrderStore;
import centuple.platform.sql.Sql;
import centuple.shop.AscendingIds;
import centuple.shop.Event;
import centuple.shop.MemoryTermsBook;
import centuple.shop.Rate;
import centuple.shop.RateRule;
import centuple.shop.ShopId;
import centuple.shop.Terms;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** An order intake on a database of its own, with terms and events in memory. */
public final class OrderBed implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    public static final Currency EUR = new Currency("EUR");

    public final TestDatabase db = TestDatabase.fresh();
    public final MemoryTermsBook terms = new MemoryTermsBook();
    public final List<Event> events = new CopyOnWriteArrayList<>();
    private final AscendingIds ids = new AscendingIds(() -> NOW, new SplittableRandom(4));
    private final java.util.concurrent.CopyOnWriteArrayList<GroupedIntake> intakes = new CopyOnWriteArrayList<>();

    /** What other features keep. */
    public GroupCommit.Ports ports() {
        ClaimPorts ofClaims = new ClaimPorts(_ -> terms, SqlOrderStore::new, SqlCommissionStore::new,
                SqlLedgerStore::new, _ -> events::addAll);
        return new GroupCommit.Ports(_ -> terms, SqlOrderStore::new, SqlLedgerStore::new, _ -> events::addAll,
                "exchange.example", writes -> new ClaimFollower(writes, this::nextId, ofClaims));
    }

    /** Another committer on the same database, as another server would be. */
    public GroupedIntake intake() {
        GroupedIntake intake = GroupedIntake.start(new GroupCommit(db.database(), ports(), this::nextId));
        intakes.add(intake);
        return intake;
    }

    public Receipt take(GroupedIntake intake, OrderReport report) {
        return intake.take(List.of(report)).getFirst();
    }

    public HoldCommit hold() {
        return new HoldCommit(db.database(), ports(), this::nextId);
    }

    public synchronized UUID nextId() {
        return ids.get();
    }

    /** Accepted terms of a percentage, without cap. */
    public static Terms percent(ShopId receiver, ShopId giver, int basisPoints) {
        return terms(receiver, giver, new Rate.Percent(new BasisPoints(basisPoints)), null);
    }

    /** The same, under which visitors come without a token. */
    public static Terms identifierFree(ShopId receiver, ShopId giver, int basisPoints) {
        Terms usual = percent(receiver, giver, basisPoints);
        return new Terms(receiver, giver, 1, EUR, usual.rules(), usual.limits(), usual.shares(),
                new Terms.Arrival(List.of(), true), usual.offeredAt(), usual.acceptedAt());
    }

    /** Accepted terms of one rate. */
    public static Terms terms(ShopId receiver, ShopId giver, Rate rate,
            @org.jspecify.annotations.Nullable Long capMinor) {
        return new Terms(receiver, giver, 1, EUR, List.of(RateRule.ofDefault(rate)),
                new Terms.Limits(30, 30, capMinor, 3, null), Terms.Shares.DEFAULT, List.of(),
                NOW.minusSeconds(8_640_000),
                NOW.minusSeconds(8_640_000));
    }

    /** The books of an order as the database has them. */
    public OrderBooks books(OrderRef order) {
        return db.database().inTransaction(connection -> {
            StoredOrder stored = Objects.requireNonNull(
                    new SqlOrderStore(connection).lock(List.of(order), this::nextId).get(order));
            return Objects.requireNonNull(new SqlCommissionStore(connection).load(List.of(stored)).get(stored.id()));
        });
    }

    /** What stands on the account; minor units. */
    public long balanceMinor(Account account) {
        return db.database().inTransaction(
                connection -> new SqlLedgerStore(connection).lock(List.of(account)).getOrDefault(account, 0L));
    }

    /** A number the database answers with. */
    public long number(String sql) {
        return db.database().read(connection -> Sql.one(connection, sql, row -> row.bigint("n")));
    }

    /** What the books contradict each other in; empty when they are sound. */
    public Map<String, Long> faults() {
        return Map.of("balances", number("select count(*) as n from balance_difference"), "unbalanced",
                number("select count(*) as n from (select from balance group by debtor, creditor, currency"
                        + " having sum(amount_minor) <> 0) x"),
                "bookings", number(BOOKINGS_DIFFER));
    }

    /** What was due may have been settled and paid since, and what was given back is a debt the other way. */
    private static final String BOOKINGS_DIFFER = """
            with booked as (
                select receiver, creditor, currency, pending_minor, due_minor + settled_minor as due_minor,
                    given_back_minor
                from booking join commission c on c.id = commission_id
                union all
                select receiver, giver, currency, pending_minor, due_minor + settled_minor, given_back_minor
                from claim where currency is not null)
            select count(*) as n from (
                select debtor, creditor, currency, is_pending, sum(minor) as minor from (
                    select receiver as debtor, creditor, currency, true as is_pending, pending_minor as minor
                    from booked
                    union all select receiver, creditor, currency, false, due_minor from booked
                    union all select creditor, receiver, currency, false, given_back_minor from booked) x
                group by 1, 2, 3, 4) believed
            full join (select debtor, creditor, currency, stage = 'PENDING' as is_pending, sum(amount_minor) as minor
                from balance where stage <> 'ACCRUED' group by 1, 2, 3, 4) b
                using (debtor, creditor, currency, is_pending)
            where coalesce(believed.minor, 0) <> coalesce(b.minor, 0)""";

    @Override
    public void close() {
        intakes.forEach(GroupedIntake::close);
        db.close();
    }
}
