package centuple.claim.store;

import centuple.claim.Claim;
import centuple.claim.ClaimDecider;
import centuple.claim.ClaimDecision;
import centuple.claim.job.ClaimJob;
import centuple.commission.job.GroupedIntake;
import centuple.commission.store.SqlCommissionStore;
import centuple.ledger.Account;
import centuple.ledger.Stage;
import centuple.ledger.store.SqlLedgerStore;
import centuple.money.BasisPoints;
import centuple.order.FoundIn;
import centuple.order.OrderFact.Marks;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFact.Totals;
import centuple.order.OrderLine;
import centuple.order.OrderRef;
import centuple.order.OrderReport;
import centuple.order.OrderStatus;
import centuple.order.PresentedToken;
import centuple.order.Receipt;
import centuple.order.store.SqlOrderStore;
import centuple.platform.sql.Sql;
import centuple.shop.Rate;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.testkit.OrderBed;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Claims and orders on a database of their own, with terms and events in memory. */
final class ClaimBed implements AutoCloseable {
    static final ShopId CLARA = new ShopId(0x0c0c_0001);
    static final ShopId ANNA = new ShopId(0x0a0a_0001);
    static final ShopId BRUNO = new ShopId(0x0b0b_0001);
    static final Instant NOW = OrderBed.NOW;
    static final Instant CLICKED = NOW.minusSeconds(864_000).truncatedTo(ChronoUnit.MINUTES);
    static final Instant SILENCE = NOW.plus(Duration.ofDays(14));
    static final LocalDate DAY = LocalDate.parse("2026-11-14");

    final OrderBed bed = new OrderBed();
    final GroupedIntake intake = bed.intake();
    final ClaimWork work = new ClaimWork(new ClaimPorts(_ -> bed.terms, SqlOrderStore::new, SqlCommissionStore::new,
            SqlLedgerStore::new, _ -> bed.events::addAll), bed::nextId);

    /** Clara pays both 5 %, within a cap where one is given, and had clicks of both. */
    ClaimBed(@Nullable Long capMinor, long clicks) {
        this(capMinor, clicks, 3);
    }

    /** The same, where each click pays so many orders. */
    ClaimBed(@Nullable Long capMinor, long clicks, int ordersPerClick) {
        for (ShopId giver : List.of(ANNA, BRUNO)) {
            Terms usual = OrderBed.terms(CLARA, giver, new Rate.Percent(new BasisPoints(500)), capMinor);
            bed.terms.partner(CLARA, giver, NOW.minusSeconds(9_000_000), new Terms(CLARA, giver, 1, usual.currency(),
                    usual.rules(), new Terms.Limits(30, 30, capMinor, ordersPerClick, null), usual.shares(), List.of(),
                    usual.offeredAt(), usual.acceptedAt()));
            clicks(giver, clicks);
        }
    }

    private void clicks(ShopId giver, long clicks) {
        bed.db.database().inTransaction(connection -> {
            for (LocalDate day : List.of(DAY.minusDays(1), DAY.minusDays(40))) {
                Sql.run(connection, "insert into visits_daily (day, giver, receiver, link_id, class, visits)"
                        + " values (?, ?, ?, ?, 'counted', ?), (?, ?, ?, ?, 'bot', 5000)", day, giver.value(),
                        CLARA.value(), new UUID(3, 3), clicks, day, giver.value(), CLARA.value(), new UUID(3, 3));
            }
            return clicks;
        });
    }

    static OrderRef order(String reference) {
        return new OrderRef(CLARA, reference);
    }

    static PresentedToken.Valid token(ShopId giver, int click) {
        return new PresentedToken.Valid(FoundIn.ORDER_FIELD, "clk_%08x%016x".formatted(giver.value(), click), giver, 1,
                CLICKED, List.of());
    }

    /** Reports an order of that base, paid, with a token or none. */
    Receipt report(String reference, long baseMinor, PresentedToken.@Nullable Valid token, Instant now) {
        return bed.take(intake, paid(reference, baseMinor, token, now));
    }

    static OrderReport paid(String reference, long baseMinor, PresentedToken.@Nullable Valid token, Instant now) {
        return report(order(reference), 1, OrderStatus.PAID, baseMinor, token, now);
    }

    Receipt report(String reference, long version, OrderStatus status, long baseMinor,
            PresentedToken.@Nullable Valid token, Instant now) {
        return bed.take(intake, report(order(reference), version, status, baseMinor, token, now));
    }

    private static OrderReport report(OrderRef order, long version, OrderStatus status, long baseMinor,
            PresentedToken.@Nullable Valid token, Instant now) {
        Marks marks = new Marks(token == null ? List.of() : List.of(token), List.of());
        Instant placedAt = CLICKED.plusSeconds(3_600);
        return new OrderReport(order, new Snapshot(version, status, OrderBed.EUR, placedAt,
                status == OrderStatus.PAID ? placedAt : null, null,
                List.of(new OrderLine("1", null, 1, baseMinor, 0, 0)), Totals.NONE, marks, now));
    }

    ClaimDecision make(ShopId giver, int click, String reference) {
        return make(giver, click, reference, NOW);
    }

    ClaimDecision make(ShopId giver, int click, String reference, Instant now) {
        return bed.db.database().inTransaction(connection -> work.make(connection,
                new ClaimDecider.Wish(giver, token(giver, click), order(reference), DAY), now));
    }

    /** Calls them all at the same time, and waits for all. */
    static <T> List<T> atOnce(List<? extends Callable<? extends T>> calls) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<Future<? extends T>> futures = new ArrayList<>();
            for (Callable<? extends T> call : calls) {
                futures.add(threads.submit(call));
            }
            List<T> results = new ArrayList<>();
            for (Future<? extends T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    /** Orders of four other clicks, with commissions of 1.00, 2.00, 4.00 and 40.00. */
    void commissions(ShopId giver) {
        int click = 100;
        for (long baseMinor : new long[]{2_000, 8_000, 80_000, 4_000}) {
            report("M-" + giver.value() + "-" + click, baseMinor, token(giver, click), NOW.minusSeconds(click));
            click++;
        }
    }

    Claim made(ShopId giver, int click, String reference) {
        return ((ClaimDecision.Made) make(giver, click, reference)).claim();
    }

    /** Another server's job. */
    ClaimJob job() {
        return new ClaimJob(bed.db.database(), work);
    }

    /** Reminds of all that is open. */
    void remind() {
        job().run(NOW.plus(Duration.ofDays(10)));
    }

    /** Lets the time to answer pass for all that is open. */
    void silence() {
        remind();
        job().run(SILENCE);
    }

    Claim now(Claim claim) {
        return bed.db.database().read(
                connection -> new SqlClaims(connection).find(claim.giver(), claim.id())).orElseThrow();
    }

    long balanceMinor(ShopId creditor, Stage stage) {
        return bed.balanceMinor(new Account(CLARA, creditor, OrderBed.EUR, stage));
    }

    @Override
    public void close() {
        bed.close();
    }
}
