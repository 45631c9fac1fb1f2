package centuple.commission;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.commission.Allowances.Meter;
import centuple.order.FoundIn;
import centuple.order.OrderFact;
import centuple.order.OrderFacts;
import centuple.order.OrderRef;
import centuple.order.OrderStore;
import centuple.order.PresentedToken;
import centuple.order.StoredOrder;
import centuple.shop.AscendingIds;
import centuple.shop.ShopId;
import centuple.testkit.PaperTerms;
import centuple.testkit.RandomOrders;
import centuple.testkit.RandomTerms;
import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BiFunction;

/** What every {@link CommissionStore} does, in memory or in a database. */
public abstract class CommissionStoreContract {
    private static final Instant START = Instant.parse("2026-01-20T08:00:00Z");
    private static final int SHOPS = 3;
    private static final int ORDERS = 25;

    private final Seed seed = Seed.fresh();
    private final SplittableRandom random = seed.random();
    private final PaperTerms terms = new PaperTerms();
    private final AscendingIds ids = new AscendingIds(() -> START, random);
    private final CommissionDecider decider = new CommissionDecider(terms, ids);
    private final Map<OrderRef, StoredOrder> reported = new HashMap<>();
    /** What the store is held against. */
    private final Map<UUID, OrderBooks> expected = new LinkedHashMap<>();
    private final Map<Meter, Long> expectedMeters = new HashMap<>();
    private final Map<String, Integer> expectedClicks = new HashMap<>();
    private Instant now = START;

    /** Runs the work in one transaction, on the orders and on what is booked for them. */
    protected abstract <R> R inTransaction(BiFunction<OrderStore, CommissionStore, R> work);

    @Test
    void anOrderNotDecidedOnHasEmptyBooks() {
        OrderRef ref = new OrderRef(new ShopId(-3), "A-1");
        OrderBooks found = inTransaction((orders, commissions) -> {
            StoredOrder order = Objects.requireNonNull(orders.lock(List.of(ref), ids).get(ref));
            return Objects.requireNonNull(commissions.load(List.of(order)).get(order.id()));
        });
        assertThat(found).isEqualTo(OrderBooks.none(found.orderId(), ref.receiver()));
        Map<UUID, OrderBooks> none = inTransaction((_, commissions) -> commissions.load(List.of()));
        assertThat(none).isEmpty();
        List<OrderBooks> ripe = inTransaction(
                (_, commissions) -> commissions.ripe(START.plus(Duration.ofDays(1_000)), 10));
        assertThat(ripe).isEmpty();
    }

    @Test
    void whatNobodyDrewOnIsUnused() {
        Meter meter = new Meter(new ShopId(1), new ShopId(-2), new centuple.money.Currency("EUR"),
                java.time.YearMonth.of(2026, 1));
        String click = "clk_0123456789abcdef01234567";
        Allowances allowances = inTransaction((_, commissions) -> commissions
                .lock(new Candidates(java.util.Set.of(click), java.util.Set.of(meter))));
        assertThat(allowances.bookedMinor(meter)).isZero();
        assertThat(allowances.clickOrders(click)).isZero();
    }

    /** Groups of reports, holds and statements in random order: what is read is what was decided last. */
    @Test
    void booksAndLimitsComeBackAsTheyWent() {
        offerTerms();
        List<Report> reports = reports();
        int moved = 0;
        for (int next = 0; next < reports.size();) {
            now = now.plus(Duration.ofHours(random.nextInt(1, 30)));
            switch (random.nextInt(6)) {
                case 0 -> moved += inTransaction((_, commissions) -> holdOver(commissions, random.nextInt(1, 8)));
                case 1 -> inTransaction((_, commissions) -> close(commissions));
                default -> {
                    List<Report> group = reports.subList(next, Math.min(reports.size(), next + random.nextInt(1, 6)));
                    inTransaction((orders, commissions) -> report(orders, commissions, group));
                    next += group.size();
                }
            }
        }
        now = now.plus(Duration.ofDays(60));
        moved += inTransaction((_, commissions) -> holdOver(commissions, ORDERS));
        assertThat(moved).as(seed.toString()).isPositive();
        inTransaction((orders, commissions) -> {
            assertThat(commissions.load(orders.lock(reported.keySet(), ids).values())).as(seed.toString())
                    .isEqualTo(expected);
            return expectLimits(commissions, new Candidates(expectedClicks.keySet(), expectedMeters.keySet()));
        });
    }

    private void offerTerms() {
        for (int receiver = 1; receiver <= SHOPS; receiver++) {
            for (int giver = 1; giver <= SHOPS; giver++) {
                if (giver != receiver) {
                    terms.add(RandomTerms.draw(random, new ShopId(receiver), new ShopId(giver), 1,
                            START.minus(Duration.ofDays(60)), random.nextBoolean() ? null : 400));
                }
            }
        }
    }

    /** Facts of all orders in a random order; orders of one receiver share a few clicks. */
    private List<Report> reports() {
        RandomOrders drawn = new RandomOrders(random);
        Map<ShopId, List<PresentedToken>> tokens = new HashMap<>();
        for (int i = 0; i < 4 * SHOPS; i++) {
            int receiver = 1 + i % SHOPS;
            int giver = 1 + (receiver + i / SHOPS % 2) % SHOPS;
            int other = 6 - receiver - giver;
            tokens.computeIfAbsent(new ShopId(receiver), _ -> new ArrayList<>())
                    .add(new PresentedToken.Valid(FoundIn.values()[random.nextInt(3)], "clk_%024x".formatted(i + 1),
                            new ShopId(giver), 1, START.minus(Duration.ofMinutes(i)),
                            random.nextBoolean() ? List.of(new ShopId(other)) : List.of()));
        }
        List<Report> all = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            OrderRef ref = new OrderRef(new ShopId(1 + i % SHOPS), "o" + i);
            drawn.facts(tokens.getOrDefault(ref.receiver(), List.of()), START, START)
                    .forEach(fact -> all.add(new Report(ref, fact)));
        }
        Collections.shuffle(all, new Random(seed.value()));
        return all;
    }

    /** Takes a group in as one transaction, each decision on what the one before left. */
    private int report(OrderStore orders, CommissionStore commissions, List<Report> group) {
        Map<OrderRef, StoredOrder> stored = orders.lock(group.stream().map(Report::order).toList(), ids);
        Map<UUID, OrderBooks> books = new HashMap<>(commissions.load(stored.values()));
        books.forEach((id, found) -> assertThat(found).as(seed.toString())
                .isEqualTo(expected.getOrDefault(id, OrderBooks.none(id, found.receiver()))));
        Map<UUID, List<OrderFact>> added = new HashMap<>();
        Map<OrderRef, OrderFacts> facts = new HashMap<>();
        List<Report> fresh = new ArrayList<>();
        Candidates candidates = new Candidates(java.util.Set.of(), java.util.Set.of());
        for (Report report : group) {
            StoredOrder order = Objects.requireNonNull(stored.get(report.order()));
            OrderFact fact = RandomOrders.arriving(report.fact(), now);
            if (facts.getOrDefault(report.order(), order.facts())
                    .merge(fact) instanceof OrderFacts.Merge.Added(OrderFacts all)) {
                facts.put(report.order(), all);
                added.computeIfAbsent(order.id(), _ -> new ArrayList<>()).add(fact);
                fresh.add(report);
                candidates = candidates.and(Candidates.of(books(books, order.id()), all, terms));
            }
        }
        Allowances allowances = commissions.lock(candidates);
        expectLimits(allowances, candidates);
        List<CommissionDecision> decisions = new ArrayList<>();
        for (Report report : fresh) {
            StoredOrder order = Objects.requireNonNull(stored.get(report.order()));
            OrderFacts all = Objects.requireNonNull(facts.get(report.order()));
            CommissionDecision decision = decider.decide(books(books, order.id()), all, allowances, now);
            allowances.apply(decision);
            books.put(order.id(), decision.books());
            decisions.add(decision);
            reported.put(report.order(), new StoredOrder(order.id(), all));
        }
        orders.append(added);
        return save(commissions, decisions);
    }

    private int holdOver(CommissionStore commissions, int ordersMax) {
        List<OrderBooks> ripe = commissions.ripe(now, ordersMax);
        List<OrderBooks> all = expected.values().stream().filter(books -> books.isRipe(now)).toList();
        assertThat(ripe).as(seed.toString()).isSubsetOf(all).doesNotHaveDuplicates()
                .hasSize(Math.min(ordersMax, all.size()));
        assertThat(ripe.stream().map(this::ripeSince).sorted()).as("the longest waiting first, %s", seed)
                .isEqualTo(all.stream().map(this::ripeSince).sorted().limit(ordersMax).toList());
        return save(commissions, ripe.stream().map(books -> decider.holdOver(books, now)).toList());
    }

    private Instant ripeSince(OrderBooks books) {
        return books.commissions().stream().filter(one -> one.state() == Commission.State.PENDING)
                .map(Commission::holdUntil).min(Comparator.naturalOrder()).orElseThrow();
    }

    private int close(CommissionStore commissions) {
        Collection<OrderBooks> all = commissions.load(reported.values()).values();
        return save(commissions, all.stream().map(books -> decider.close(books, now)).toList());
    }

    private int save(CommissionStore commissions, List<CommissionDecision> decisions) {
        commissions.save(decisions);
        for (CommissionDecision decision : decisions) {
            expected.put(decision.books().orderId(), decision.books());
            decision.meterChanges().forEach(
                    change -> expectedMeters.merge(change.key(), change.deltaMinor(), Math::addExact));
            decision.clickChanges().forEach(
                    change -> expectedClicks.merge(change.clickId(), change.delta(), Math::addExact));
        }
        return decisions.size();
    }

    private int expectLimits(CommissionStore commissions, Candidates candidates) {
        expectLimits(commissions.lock(candidates), candidates);
        return candidates.meters().size();
    }

    private void expectLimits(Allowances allowances, Candidates candidates) {
        candidates.meters().forEach(meter -> assertThat(allowances.bookedMinor(meter)).as("%s %s", meter, seed)
                .isEqualTo(expectedMeters.getOrDefault(meter, 0L)));
        candidates.clickIds().forEach(click -> assertThat(allowances.clickOrders(click)).as("%s %s", click, seed)
                .isEqualTo(expectedClicks.getOrDefault(click, 0)));
    }

    private static OrderBooks books(Map<UUID, OrderBooks> all, UUID orderId) {
        return Objects.requireNonNull(all.get(orderId));
    }

    /** One fact on its way. */
    private record Report(OrderRef order, OrderFact fact) {
    }
}
