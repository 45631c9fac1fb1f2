package centuple.commission.job;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.commission.OrderBooks;
import centuple.commission.store.HoldCommit;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderRef;
import centuple.order.OrderReport;
import centuple.order.Receipt;
import centuple.order.Source;
import centuple.shop.Rate;
import centuple.shop.ShopId;
import centuple.testkit.OrderBed;
import centuple.testkit.PaperExchange;
import centuple.testkit.RandomReports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Function;

class GroupedIntakeTest {
    private static final ShopId RECEIVER = RandomReports.RECEIVERS.getFirst();
    private static final int CALLERS = 64;

    private final OrderBed bed = new OrderBed();
    private final long seed = Long.getLong("seed", System.nanoTime());

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void manyCallersShuffledAndRepeatedGiveTheBooksOfOneByOne() throws Exception {
        everybodyIsPartnerOfEverybody(500);
        List<OrderReport> reports = new RandomReports(seed, OrderBed.NOW).shuffled(150);
        List<GroupedIntake> servers = List.of(bed.intake(), bed.intake());
        ConcurrentLinkedQueue<OrderReport> left = new ConcurrentLinkedQueue<>(reports);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                GroupedIntake server = servers.get(caller % servers.size());
                callers.submit(() -> {
                    for (OrderReport report = left.poll(); report != null; report = left.poll()) {
                        assertThat(bed.take(server, report)).as("seed " + seed).isInstanceOf(Receipt.Taken.class);
                    }
                    return null;
                });
            }
        }
        assertThat(bed.faults().values()).as("seed " + seed).containsOnly(0L);
        assertThat(booked(reports, ref -> bed.books(ref))).as("seed " + seed).isEqualTo(onPaper(reports));
    }

    @Test
    void aCapHoldsThoughTwoServersBookAtOnce() throws Exception {
        long capMinor = 10_000;
        for (ShopId giver : RandomReports.GIVERS) {
            RandomReports.RECEIVERS
                    .forEach(receiver -> bed.terms.partner(receiver, giver, OrderBed.NOW.minusSeconds(9_000_000),
                            OrderBed.terms(receiver, giver, new Rate.Flat(700), capMinor)));
        }
        List<OrderReport> reports = new RandomReports(seed, OrderBed.NOW).shuffled(150);
        List<GroupedIntake> servers = List.of(bed.intake(), bed.intake());
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < reports.size(); i++) {
                OrderReport report = reports.get(i);
                GroupedIntake server = servers.get(i % servers.size());
                callers.submit(() -> bed.take(server, report));
            }
        }
        assertThat(bed.faults().values()).as("seed " + seed).containsOnly(0L);
        assertThat(bed.number("select max(booked_minor) as n from cap_meter")).as("seed " + seed)
                .isLessThanOrEqualTo(capMinor).isPositive();
        assertThat(bed.number("""
                select count(*) as n from cap_meter full join (
                    select receiver, giver, c.currency, cap_month as month,
                        sum(pending_minor + due_minor + settled_minor - given_back_minor) as minor
                    from commission c join booking on commission_id = id group by 1, 2, 3, 4) booked
                    using (receiver, giver, currency, month)
                where coalesce(minor, 0) <> coalesce(booked_minor, 0)""")).isZero();
        assertThat(bed.number("""
                select count(*) as n from commission c where booked_minor <> coalesce((
                    select sum(pending_minor + due_minor + settled_minor - given_back_minor)
                    from booking where commission_id = c.id), 0)""")).isZero();
    }

    @Test
    void theSameAgainIsRepeatedAndSomethingElseIsAConflict() {
        everybodyIsPartnerOfEverybody(500);
        GroupedIntake intake = bed.intake();
        OrderRef order = new OrderRef(RECEIVER, "A-1");
        OrderReport refund = refund(order, 100);
        Receipt.Taken first = (Receipt.Taken) bed.take(intake, refund);
        Receipt.Taken again = (Receipt.Taken) bed.take(intake, refund);
        assertThat(first.isRepeated()).isFalse();
        assertThat(again).isEqualTo(new Receipt.Taken(first.orderId(), true, first.standing()));
        assertThat(bed.take(intake, refund(order, 101))).isEqualTo(new Receipt.Conflict(first.orderId()));
        assertThat(bed.number("select count(*) as n from order_fact")).isOne();
    }

    @Test
    void inOneGroupTooTheFirstStays() {
        OrderRef order = new OrderRef(RECEIVER, "A-1");
        List<Receipt> receipts = bed.intake().take(List.of(refund(order, 1), refund(order, 1), refund(order, 2)));
        assertThat(receipts).extracting(receipt -> receipt.getClass().getSimpleName()).containsExactly("Taken", "Taken",
                "Conflict");
        assertThat(bed.number("select count(*) as n from order_fact")).isOne();
    }

    /** At the same instant, on two servers, alone and in groups: each order is told by one of the two alone. */
    @Test
    void oneOfTwoSourcesThatTellTheSameNumbersIsBooked() throws Exception {
        everybodyIsPartnerOfEverybody(500);
        List<Source> sources = List.of(new Source("woocommerce"), new Source("shopify"));
        List<GroupedIntake> servers = List.of(bed.intake(), bed.intake());
        List<Queue<Receipt>> receipts = List.of(new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>());
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 120; i++) {
                OrderRef order = new OrderRef(RECEIVER, "N-" + i);
                for (int who = 0; who < 2; who++) {
                    Source source = sources.get(who);
                    OrderReport report = new OrderReport(order, new Refund(source.name(), OrderBed.EUR,
                            new RefundScope.Amount(1 + who), OrderBed.NOW, source));
                    GroupedIntake server = servers.get((i + who) % 2);
                    List<OrderReport> group = i % 3 == 0 ? List.of(report, report) : List.of(report);
                    Queue<Receipt> answers = receipts.get(who);
                    callers.submit(() -> answers.add(server.take(group).getFirst()));
                }
            }
        }
        assertThat(bed.number("select count(*) as n from order_fact")).isEqualTo(120);
        assertThat(bed.number("select count(*) as n from order_fact where key <> source")).isZero();
        for (int who = 0; who < 2; who++) {
            int told = (int) bed.number("select count(*) as n from order_fact where source = '"
                    + sources.get(who).name() + "'");
            assertThat(receipts.get(who)).hasSize(120);
            assertThat(receipts.get(who).stream().filter(Receipt.Taken.class::isInstance)).hasSize(told);
            assertThat(receipts.get(who).stream().filter(Receipt.OtherSource.class::isInstance)).hasSize(120 - told);
        }
    }

    @Test
    void inOneGroupTooAnOrderBelongsToTheFirstThatTellsIt() {
        OrderRef order = new OrderRef(RECEIVER, "A-1");
        Source shopify = new Source("shopify");
        List<Receipt> receipts = bed.intake().take(List.of(refund(order, 1).from(shopify), refund(order, 2)));
        assertThat(receipts.getLast()).isInstanceOfSatisfying(Receipt.OtherSource.class,
                refused -> assertThat(refused.teller()).isEqualTo(shopify));
        assertThat(bed.number("select count(*) as n from order_fact where source = 'shopify'")).isOne();
        assertThat(bed.number("select count(*) as n from order_fact")).isOne();
    }

    @Test
    void oneReportThatCannotBeBookedSpoilsNoOther() {
        everybodyIsPartnerOfEverybody(500);
        List<OrderReport> reports = new ArrayList<>(new RandomReports(seed, OrderBed.NOW).shuffled(20));
        OrderRef bad = new OrderRef(RECEIVER, "refuse-me");
        bed.db.asOwner(connection -> connection.createStatement().execute(
                "alter table order_fact add check (key <> 'refuse-me')"));
        reports.add(7,
                new OrderReport(bad, new Refund("refuse-me", OrderBed.EUR, new RefundScope.Full(), OrderBed.NOW)));
        List<Receipt> receipts = bed.intake().take(reports);
        for (int i = 0; i < receipts.size(); i++) {
            assertThat(receipts.get(i)).isInstanceOf(i == 7 ? Receipt.NotTaken.class : Receipt.Taken.class);
        }
        assertThat(bed.number("select count(*) as n from shop_order where reference = 'refuse-me'")).isZero();
        assertThat(bed.faults().values()).containsOnly(0L);
    }

    @Test
    void whatIsMoreThanTheQueueHoldsIsRefusedAtOnce() {
        OrderReport report = refund(new OrderRef(RECEIVER, "A-1"), 1);
        List<OrderReport> tooMany = java.util.Collections.nCopies(GroupedIntake.REPORTS_HELD_MAX + 1, report);
        assertThat(bed.intake().take(tooMany)).containsOnly(new Receipt.NotTaken(Receipt.Cause.QUEUE_FULL));
    }

    @Test
    void withoutADatabaseNothingIsAcknowledgedAndLaterItGoesOn() {
        GroupedIntake intake = bed.intake();
        OrderReport report = refund(new OrderRef(RECEIVER, "A-1"), 1);
        bed.db.cutOff();
        assertThat(bed.take(intake, report)).isEqualTo(new Receipt.NotTaken(Receipt.Cause.DATABASE_AWAY));
        bed.db.letIn();
        assertThat(bed.take(intake, report))
                .isInstanceOfSatisfying(Receipt.Taken.class, taken -> assertThat(taken.isRepeated()).isFalse());
    }

    @Test
    void afterTheCloseNothingIsTaken() {
        GroupedIntake intake = bed.intake();
        intake.close();
        assertThat(bed.take(intake, refund(new OrderRef(RECEIVER, "A-1"), 1)))
                .isEqualTo(new Receipt.NotTaken(Receipt.Cause.STOPPING));
    }

    @Test
    void whatComesThroughItsHoldIsDueAndRefundsThenComeOffWhatIsDue() {
        everybodyIsPartnerOfEverybody(1_000);
        GroupedIntake intake = bed.intake();
        List<OrderReport> reports = new RandomReports(seed, OrderBed.NOW).shuffled(40);
        intake.take(reports);
        HoldCommit hold = bed.hold();
        assertThat(hold.commit(OrderBed.NOW.plus(Duration.ofDays(29)))).isZero();
        long pendingMinor = bed.number("select sum(amount_minor)::bigint as n from balance where stage = 'PENDING'");
        assertThat(hold.commit(OrderBed.NOW.plus(Duration.ofDays(31)))).isPositive();
        assertThat(hold.commit(OrderBed.NOW.plus(Duration.ofDays(31)))).isZero();
        assertThat(bed.number("select sum(amount_minor)::bigint as n from balance where stage = 'DUE'"))
                .isEqualTo(pendingMinor);
        reports.stream().map(OrderReport::order).distinct().forEach(order -> bed.take(intake, refundAll(order)));
        assertThat(bed.number("select sum(amount_minor)::bigint as n from balance where stage = 'DUE'")).isZero();
        assertThat(bed.faults().values()).as("seed " + seed).containsOnly(0L);
    }

    private void everybodyIsPartnerOfEverybody(int basisPoints) {
        for (ShopId giver : RandomReports.GIVERS) {
            RandomReports.RECEIVERS.forEach(receiver -> bed.terms.partner(receiver, giver,
                    OrderBed.NOW.minusSeconds(9_000_000), OrderBed.percent(receiver, giver, basisPoints)));
        }
    }

    private Map<String, Long> onPaper(List<OrderReport> reports) {
        PaperExchange paper = new PaperExchange();
        for (ShopId giver : RandomReports.GIVERS) {
            RandomReports.RECEIVERS
                    .forEach(receiver -> paper.terms.add(OrderBed.percent(receiver, giver, 500)));
        }
        reports.stream().sorted(Comparator.comparing((OrderReport report) -> report.order().reference()))
                .forEach(report -> paper.report(report.order(), report.fact()));
        return booked(reports, paper::books);
    }

    /** What stands booked, by order, giver, line and creditor. */
    private static Map<String, Long> booked(List<OrderReport> reports, Function<OrderRef, OrderBooks> books) {
        Map<String, Long> booked = new TreeMap<>();
        reports.stream().map(OrderReport::order).distinct().forEach(order -> books.apply(order).commissions()
                .forEach(commission -> commission.credits().forEach((credit, amount) -> booked.merge(
                        order + " " + commission.basis() + " " + credit, amount.amounts().netMinor(), Long::sum))));
        booked.values().removeIf(amount -> amount == 0);
        return booked;
    }

    private static OrderReport refund(OrderRef order, long amountMinor) {
        return new OrderReport(order,
                new Refund("refund", OrderBed.EUR, new RefundScope.Amount(amountMinor), OrderBed.NOW));
    }

    private static OrderReport refundAll(OrderRef order) {
        return new OrderReport(order, new Refund("everything", OrderBed.EUR, new RefundScope.Full(),
                OrderBed.NOW.plus(Duration.ofDays(32))));
    }
}
