package centuple.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.money.Currency;
import centuple.order.OrderFact.LineRefund;
import centuple.order.OrderFact.Marks;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFact.Totals;
import centuple.order.OrderFacts.Merge;
import centuple.shop.ShopId;
import centuple.testkit.RandomOrders;
import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

class OrderFactsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Currency EUR = new Currency("EUR");
    private static final OrderRef ORDER = new OrderRef(new ShopId(7), "100");
    private static final Source WOO = new Source("woocommerce");
    private static final Source SHOPIFY = new Source("shopify");
    private static final OrderLine MUG = new OrderLine("mug", null, 1, 999, 0, 0);
    private static final PresentedToken.Valid TOKEN = new PresentedToken.Valid(FoundIn.ORDER_FIELD,
            "clk_0123456789abcdef01234567", new ShopId(8), 1, NOW, List.of());

    @Test
    void factsInAnyOrderAndRepeatedAreTheSameSet() {
        Seed seed = Seed.fresh();
        RandomOrders orders = new RandomOrders(seed.random());
        for (int round = 0; round < 200; round++) {
            List<OrderFact> facts = orders.facts(List.of(TOKEN), NOW, NOW);
            assertThat(OrderFacts.of(ORDER, orders.shuffledAndRepeated(facts))).as(seed.toString())
                    .isEqualTo(OrderFacts.of(ORDER, facts));
        }
    }

    @Test
    void theHighestVersionSaysHowTheOrderStands() {
        OrderFacts facts = OrderFacts.of(ORDER,
                List.of(snapshot(3, OrderStatus.CANCELLED), snapshot(1, OrderStatus.PLACED),
                        snapshot(2, OrderStatus.PAID)));
        assertThat(Objects.requireNonNull(facts.highest()).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(facts.snapshots()).extracting(Snapshot::version).containsExactly(1L, 2L, 3L);
        assertThat(OrderFacts.of(ORDER, List.of(refund("r1", 5))).highest()).isNull();
    }

    @Test
    void theSameContentIsKnownWheneverItArrives() {
        OrderFacts facts = OrderFacts.of(ORDER, List.of(snapshot(1, OrderStatus.PAID), refund("r1", 5)));
        assertThat(facts.merge(at(snapshot(1, OrderStatus.PAID), NOW.plusSeconds(99)))).isInstanceOf(Merge.Known.class);
        assertThat(facts.merge(new Refund("r1", EUR, new RefundScope.Amount(5), NOW.plusSeconds(99))))
                .isInstanceOf(Merge.Known.class);
    }

    @Test
    void otherContentUnderTheSameKeyIsAConflictAndTheFirstStays() {
        OrderFacts facts = OrderFacts.of(ORDER, List.of(snapshot(1, OrderStatus.PAID), refund("r1", 5)));
        assertThat(facts.merge(snapshot(1, OrderStatus.CANCELLED)))
                .isEqualTo(new Merge.Conflict(snapshot(1, OrderStatus.PAID)));
        assertThat(facts.merge(refund("r1", 6))).isEqualTo(new Merge.Conflict(refund("r1", 5)));
    }

    @Test
    void anotherDayOfAGiverIsAnotherContent() {
        GiverDay day = new GiverDay(new ShopId(8), LocalDate.of(2026, 11, 22));
        OrderFacts facts = OrderFacts.of(ORDER, List.of(snapshot(new Marks(List.of(), List.of(), List.of(day)))));
        assertThat(facts.merge(at(snapshot(new Marks(List.of(), List.of(), List.of(day))), NOW.plusSeconds(9))))
                .isInstanceOf(Merge.Known.class);
        GiverDay next = new GiverDay(day.giver(), day.day().plusDays(1));
        assertThat(facts.merge(snapshot(new Marks(List.of(), List.of(), List.of(next)))))
                .isInstanceOf(Merge.Conflict.class);
        assertThat(facts.merge(snapshot(Marks.NONE))).isInstanceOf(Merge.Conflict.class);
    }

    @Test
    void aTokenThatStoppedVerifyingMakesNoConflict() {
        OrderFacts facts = OrderFacts.of(ORDER, List.of(snapshot(new Marks(List.of(TOKEN), List.of()))));
        PresentedToken expired = new PresentedToken.Refused(FoundIn.ORDER_FIELD, PresentedToken.Reason.EXPIRED);
        PresentedToken elsewhere = new PresentedToken.Refused(FoundIn.LANDING_URL, PresentedToken.Reason.EXPIRED);
        assertThat(facts.merge(snapshot(new Marks(List.of(expired), List.of())))).isInstanceOf(Merge.Known.class);
        assertThat(facts.merge(snapshot(new Marks(List.of(elsewhere), List.of())))).isInstanceOf(Merge.Conflict.class);
        assertThat(facts.merge(snapshot(Marks.NONE))).isInstanceOf(Merge.Conflict.class);
        PresentedToken other = new PresentedToken.Valid(FoundIn.ORDER_FIELD, "clk_ffffffffffffffffffffffff",
                new ShopId(8), 1, NOW, List.of());
        assertThat(facts.merge(snapshot(new Marks(List.of(other), List.of())))).isInstanceOf(Merge.Conflict.class);
    }

    @Test
    void updatesThatSayNothingNewTakeNoPlaceOfRefundsCancellationsAndChanges() {
        OrderFacts facts = OrderFacts.none(ORDER);
        int version = 0;
        while (facts.merge(snapshot(++version, OrderStatus.PAID)) instanceof Merge.Added(OrderFacts more)) {
            facts = more;
        }
        assertThat(version).isEqualTo(1 + OrderFacts.PLACES.repeatsMax() + 1);
        assertThat(facts.merge(snapshot(version, OrderStatus.PAID))).isEqualTo(new Merge.TooMany());
        assertThat(facts.merge(snapshot(5, OrderStatus.PAID))).isInstanceOf(Merge.Known.class);
        facts = added(facts, refund("r", 5));
        facts = added(facts, changed(version, 998));
        facts = added(facts, snapshot(version + 1, OrderStatus.CANCELLED));
        assertThat(Objects.requireNonNull(facts.highest()).status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void changesWithoutEndTakeNoPlaceOfRefundsAndCancellations() {
        OrderFacts facts = OrderFacts.none(ORDER);
        for (int i = 1; i <= OrderFacts.PLACES.sayingsMax(); i++) {
            facts = added(facts, changed(i, i));
        }
        assertThat(facts.merge(changed(10_000, 10_000))).isEqualTo(new Merge.TooMany());
        facts = added(facts, changed(10_000, 7));
        facts = added(facts, snapshot(10_001, OrderStatus.CANCELLED));
        for (int i = 0; i < OrderFacts.REFUNDS_MAX; i++) {
            facts = added(facts, refund("r" + i, 1));
        }
        assertThat(facts.merge(refund("one-more", 1))).isEqualTo(new Merge.TooMany());
        assertThat(facts.merge(refund("r5", 1))).isInstanceOf(Merge.Known.class);
    }

    /** Whether facts fit is a matter of their set: as many as fit are taken in whatever order they come. */
    @Test
    void asManyFactsAsFitAreTakenInAnyOrder() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        List<OrderFact> all = new ArrayList<>();
        all.addAll(asManyAs(OrderFacts.PLACES, OrderStatus.PAID, 0, random));
        all.addAll(asManyAs(OrderFacts.CANCELLATIONS, OrderStatus.CANCELLED, 1, random));
        for (int i = 0; i < OrderFacts.REFUNDS_MAX; i++) {
            all.add(refund("r" + i, random.nextInt(9)));
        }
        OrderFacts expected = OrderFacts.of(ORDER, all);
        assertThat(expected.snapshots().size() + expected.refunds().size()).as(seed.toString()).isEqualTo(all.size());
        for (int round = 0; round < 3; round++) {
            OrderFacts facts = OrderFacts.none(ORDER);
            for (OrderFact fact : new RandomOrders(random).shuffledAndRepeated(all)) {
                Merge merge = facts.merge(fact);
                assertThat(merge).as(seed.toString()).isNotInstanceOf(Merge.TooMany.class);
                facts = merge instanceof Merge.Added(OrderFacts more) ? more : facts;
            }
            assertThat(facts).as(seed.toString()).isEqualTo(expected);
        }
    }

    private static List<Snapshot> asManyAs(OrderFacts.Places places, OrderStatus status, int version,
            SplittableRandom random) {
        List<Snapshot> all = new ArrayList<>();
        for (int i = 0; i < places.sayingsMax() + places.repeatsMax(); i++) {
            int saying = i < places.sayingsMax() ? i : random.nextInt(places.sayingsMax());
            all.add(new Snapshot(2L * i + version, status, EUR, NOW, null, null,
                    List.of(new OrderLine("mug", null, 1, saying, 0, 0)), Totals.NONE, Marks.NONE, NOW));
        }
        return all;
    }

    @Test
    void anOrderBelongsToTheFirstThatToldIt() {
        OrderFacts facts = OrderFacts.of(ORDER, List.of(snapshot(1, OrderStatus.PAID).from(WOO)));
        assertThat(facts.merge(refund("r1", 5).from(SHOPIFY))).isEqualTo(new Merge.OtherSource(WOO));
        assertThat(facts.merge(refund("r1", 5))).as("by the API").isEqualTo(new Merge.OtherSource(WOO));
        assertThat(facts.merge(snapshot(1, OrderStatus.PAID).from(SHOPIFY))).as("even where it says the same")
                .isEqualTo(new Merge.OtherSource(WOO));
        assertThat(facts.merge(refund("r1", 5).from(WOO))).isInstanceOf(Merge.Added.class);
        assertThat(facts.merge(snapshot(1, OrderStatus.PAID).from(WOO))).isInstanceOf(Merge.Known.class);
        assertThat(added(OrderFacts.none(ORDER), refund("r1", 5).from(SHOPIFY)).teller()).contains(SHOPIFY);
    }

    @Test
    void whatWasMovedInIsTheLiveTellersFromItsFirstWordOn() {
        OrderFacts moved = OrderFacts.of(ORDER, List.of(snapshot(0, OrderStatus.PAID).from(Source.MOVED_IN)));
        assertThat(moved.teller()).isEmpty();
        moved = added(moved, refund("moved:1", 5).from(Source.MOVED_IN));
        OrderFacts live = added(moved, refund("r1", 5).from(WOO));
        assertThat(live.teller()).contains(WOO);
        assertThat(live.merge(refund("moved:2", 5).from(Source.MOVED_IN))).isEqualTo(new Merge.OtherSource(WOO));
        assertThat(live.merge(refund("moved:1", 5).from(Source.MOVED_IN))).as("the same file again")
                .isInstanceOf(Merge.Known.class);
        assertThat(live.merge(refund("r2", 5).from(SHOPIFY))).isEqualTo(new Merge.OtherSource(WOO));
    }

    @Test
    void factsFromBeforeSourcesWereKeptBindNothing() {
        OrderFacts old = OrderFacts.of(ORDER, List.of(snapshot(1, OrderStatus.PAID).from(Source.UNKNOWN)));
        assertThat(old.merge(snapshot(1, OrderStatus.PAID).from(WOO))).isInstanceOf(Merge.Known.class);
        assertThat(added(old, refund("r1", 5).from(WOO)).teller()).contains(WOO);
    }

    @Test
    void aShopsClockMayBeFiveMinutesAhead() {
        assertThat(placed(NOW.plus(Snapshot.AHEAD_MAX)).placedAt()).isAfter(NOW);
        assertThatThrownBy(() -> placed(NOW.plus(Snapshot.AHEAD_MAX).plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("future");
    }

    @Test
    void itCountsAsPaidWhenItWasPaidButNotBeforeWeWereTold() {
        Instant early = NOW.minus(Duration.ofDays(3));
        assertThat(paid(early).paidAndTold()).isEqualTo(NOW);
        assertThat(paid(NOW.plusSeconds(60)).paidAndTold()).isEqualTo(NOW.plusSeconds(60));
        assertThat(snapshot(1, OrderStatus.PLACED).paidAndTold()).isNull();
        assertThat(snapshot(1, OrderStatus.PAID).paidAndTold()).isEqualTo(NOW);
    }

    @Test
    void badFactsCannotBeMade() {
        assertThatThrownBy(() -> new OrderLine("mug", null, 0, 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OrderLine("mug", null, 1, 5, 3, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OrderLine("mug", null, 1, -5, 0, 0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new OrderLine("mug", null, 1, Long.MAX_VALUE, 0, 0))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Totals(-1, 0, 0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new RefundScope.Amount(-1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new RefundScope.Lines(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LineRefund("mug", 0, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LineRefund("mug", -1, 5L)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> snapshotOf(List.of(MUG, MUG))).hasMessageContaining("same reference");
        assertThatThrownBy(() -> snapshot(-1, OrderStatus.PAID)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jacques@example.com", "", " ", "Jacques Dupont", "ÄÖ", "a\nb"})
    void aReferenceHoldsNoPersonalData(String reference) {
        assertThatThrownBy(() -> new OrderRef(new ShopId(7), reference)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Snapshot snapshot(long version, OrderStatus status) {
        return new Snapshot(version, status, EUR, NOW, null, null, List.of(MUG), Totals.NONE, Marks.NONE, NOW);
    }

    private static OrderFacts added(OrderFacts facts, OrderFact fact) {
        assertThat(facts.merge(fact)).isInstanceOf(Merge.Added.class);
        return ((Merge.Added) facts.merge(fact)).facts();
    }

    private static Snapshot changed(long version, long amountMinor) {
        return new Snapshot(version, OrderStatus.PAID, EUR, NOW, null, null,
                List.of(new OrderLine("mug", null, 1, amountMinor, 0, 0)), Totals.NONE, Marks.NONE, NOW);
    }

    private static Snapshot snapshot(Marks marks) {
        return new Snapshot(1, OrderStatus.PAID, EUR, NOW, null, null, List.of(MUG), Totals.NONE, marks, NOW);
    }

    private static Snapshot snapshotOf(List<OrderLine> lines) {
        return new Snapshot(1, OrderStatus.PAID, EUR, NOW, null, null, lines, Totals.NONE, Marks.NONE, NOW);
    }

    private static Snapshot placed(Instant placedAt) {
        return new Snapshot(1, OrderStatus.PLACED, EUR, placedAt, null, null, List.of(MUG), Totals.NONE, Marks.NONE,
                NOW);
    }

    private static Snapshot paid(Instant paidAt) {
        return new Snapshot(1, OrderStatus.PAID, EUR, NOW, paidAt, null, List.of(MUG), Totals.NONE, Marks.NONE, NOW);
    }

    private static Snapshot at(Snapshot snapshot, Instant arrivedAt) {
        return new Snapshot(snapshot.version(), snapshot.status(), EUR, snapshot.placedAt(), null, null,
                snapshot.lines(), snapshot.totals(), snapshot.marks(), arrivedAt);
    }

    private static Refund refund(String reference, long amountMinor) {
        return new Refund(reference, EUR, new RefundScope.Amount(amountMinor), NOW);
    }
}
