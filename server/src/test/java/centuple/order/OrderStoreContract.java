package centuple.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.money.Currency;
import centuple.money.Minor;
import centuple.order.OrderFact.LineRefund;
import centuple.order.OrderFact.Marks;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFact.Totals;
import centuple.shop.ShopId;
import centuple.testkit.RandomOrders;
import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What every {@link OrderStore} does, in memory or in a database. */
public abstract class OrderStoreContract {
    protected static final Instant NOW = Instant.parse("2026-11-23T08:00:00.123456Z");
    protected static final OrderRef ORDER = new OrderRef(new ShopId(7), "A-1");
    private static final Currency EUR = new Currency("EUR");

    private final AtomicInteger ids = new AtomicInteger();

    /** Runs the work in one transaction. */
    protected abstract <R> R inTransaction(Function<OrderStore, R> work);

    @Test
    void anOrderIsMadeOnceAndFoundAgain() {
        StoredOrder made = lock(ORDER);
        assertThat(made.facts()).isEqualTo(OrderFacts.none(ORDER));
        assertThat(lock(ORDER)).isEqualTo(made);
        assertThat(lock(new OrderRef(new ShopId(-7), "A-1")).id()).as("of another shop").isNotEqualTo(made.id());
        assertThat(lock(new OrderRef(new ShopId(7), "a-1")).id()).as("in small letters").isNotEqualTo(made.id());
    }

    @Test
    void eachOrderAskedForIsThereOnce() {
        OrderRef other = new OrderRef(new ShopId(-9), "A-1");
        Map<OrderRef, StoredOrder> locked = inTransaction(
                store -> store.lock(List.of(ORDER, other, ORDER), this::nextId));
        assertThat(locked).containsOnlyKeys(ORDER, other);
        assertThat(locked.values()).allSatisfy(order -> assertThat(order.facts().snapshots()).isEmpty());
        Map<OrderRef, StoredOrder> none = inTransaction(store -> store.lock(List.of(), this::nextId));
        assertThat(none).isEmpty();
    }

    @Test
    void factsComeBackAsTheyWent() {
        Instant placedAt = NOW.minusSeconds(90);
        PresentedToken valid = new PresentedToken.Valid(FoundIn.CART_ATTRIBUTE, "clk_0123456789abcdef01234567",
                new ShopId(-5), 3, placedAt.minusSeconds(3_600), List.of(new ShopId(4), new ShopId(-1)));
        PresentedToken refused = new PresentedToken.Refused(FoundIn.LANDING_URL, PresentedToken.Reason.WRONG_RECEIVER);
        List<GiverDay> days = List.of(new GiverDay(new ShopId(-5), LocalDate.of(2026, 11, 22)),
                new GiverDay(new ShopId(4), LocalDate.of(1, 1, 1)));
        List<OrderFact> facts = List.of(
                new Snapshot(0, OrderStatus.PLACED, EUR, placedAt, null, null, List.of(), Totals.NONE, Marks.NONE, NOW),
                new Snapshot(Long.MAX_VALUE, OrderStatus.PAID, new Currency("JPY"), placedAt, placedAt.plusNanos(1_000),
                        true, List.of(new OrderLine("1", "shoes", 3, Minor.AMOUNT_MINOR_MAX, 0, 5),
                                new OrderLine("A.b_c:#/-", null, 1, 10, 10, 0)),
                        new Totals(1, 2, 3), new Marks(List.of(valid, refused), List.of("SPRING", "x"), days), NOW),
                new Snapshot(7, OrderStatus.CANCELLED, EUR, placedAt, null, false, List.of(), Totals.NONE, Marks.NONE,
                        NOW),
                new Snapshot(8, OrderStatus.PAID, EUR, placedAt, null, null, List.of(), Totals.NONE, Marks.NONE, "#8",
                        NOW,
                        new Source("woocommerce")),
                new Refund("moved:1", EUR, new RefundScope.Amount(5), NOW, Source.MOVED_IN),
                new Refund("r-1", EUR, new RefundScope.Full(), NOW),
                new Refund("r-2", new Currency("KWD"), new RefundScope.Amount(0), NOW), new Refund("R-1", EUR,
                        new RefundScope.Lines(List.of(new LineRefund("1", 2, null), new LineRefund("1", 0, 7L))), NOW));
        append(ORDER, facts);
        assertThat(lock(ORDER).facts()).isEqualTo(OrderFacts.of(ORDER, facts));
    }

    @Test
    void randomFactsInRandomOrderAddUp() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        RandomOrders drawn = new RandomOrders(random);
        Map<OrderRef, OrderFacts> expected = new HashMap<>();
        for (int round = 0; round < 15; round++) {
            Map<OrderRef, List<OrderFact>> added = new HashMap<>();
            for (int i = 0; i < 20; i++) {
                OrderRef ref = new OrderRef(new ShopId(2 * random.nextInt(-1, 2) + 1), "o" + random.nextInt(12));
                for (OrderFact fact : drawn.shuffledAndRepeated(drawn.facts(List.of(), NOW, NOW))) {
                    if (expected.getOrDefault(ref, OrderFacts.none(ref))
                            .merge(fact) instanceof OrderFacts.Merge.Added(OrderFacts all)) {
                        expected.put(ref, all);
                        added.computeIfAbsent(ref, _ -> new ArrayList<>()).add(fact);
                    }
                }
            }
            inTransaction(store -> {
                Map<UUID, List<OrderFact>> byId = new HashMap<>();
                store.lock(added.keySet(), this::nextId)
                        .forEach((ref, order) -> byId.put(order.id(), added.getOrDefault(ref, List.of())));
                store.append(byId);
                return 0;
            });
        }
        Map<OrderRef, StoredOrder> found = inTransaction(store -> store.lock(expected.keySet(), this::nextId));
        assertThat(found.keySet()).as(seed.toString()).isEqualTo(expected.keySet());
        found.forEach((ref, order) -> assertThat(order.facts()).as(seed.toString()).isEqualTo(expected.get(ref)));
        assertThat(found.values().stream().map(StoredOrder::id)).as(seed.toString()).doesNotHaveDuplicates();
    }

    @Test
    void aFactOfAKnownKeyIsRefusedAndTheFirstStays() {
        Refund first = new Refund("r", EUR, new RefundScope.Amount(5), NOW);
        append(ORDER, List.of(first));
        assertThatThrownBy(() -> append(ORDER, List.of(new Refund("r", EUR, new RefundScope.Amount(6), NOW))))
                .isInstanceOf(RuntimeException.class);
        assertThat(lock(ORDER).facts().refunds()).containsExactly(first);
        UUID id = lock(ORDER).id();
        OrderFacts read = inTransaction(store -> store.facts(id, ORDER));
        assertThat(read.refunds()).containsExactly(first);
    }

    @Test
    void nothingAddedChangesNothing() {
        append(ORDER, List.of());
        inTransaction(store -> {
            store.append(Map.of());
            return 0;
        });
        assertThat(lock(ORDER).facts()).isEqualTo(OrderFacts.none(ORDER));
        OrderFacts unknown = inTransaction(store -> store.facts(nextId(), ORDER));
        assertThat(unknown).isEqualTo(OrderFacts.none(ORDER));
    }

    protected StoredOrder lock(OrderRef ref) {
        return inTransaction(store -> Objects.requireNonNull(store.lock(Set.of(ref), this::nextId).get(ref)));
    }

    protected void append(OrderRef ref, List<OrderFact> facts) {
        UUID id = lock(ref).id();
        inTransaction(store -> {
            store.lock(Set.of(ref), this::nextId);
            store.append(Map.of(id, facts));
            return 0;
        });
    }

    protected UUID nextId() {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | ids.incrementAndGet());
    }
}
