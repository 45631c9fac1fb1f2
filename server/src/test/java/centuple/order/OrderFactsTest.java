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
import java.util.List;
import java.util.Objects;

class OrderFactsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Currency EUR = new Currency("EUR");
    private static final OrderRef ORDER = new OrderRef(new ShopId(7), "100");
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
    void anOrderHasAtMostSoManyFacts() {
        OrderFacts facts = OrderFacts.none(ORDER);
        for (int i = 0; i < OrderFacts.FACTS_MAX; i++) {
            facts = ((Merge.Added) facts.merge(refund("r" + i, 1))).facts();
        }
        assertThat(facts.merge(refund("one-more", 1))).isEqualTo(new Merge.TooMany());
        assertThat(facts.merge(refund("r5", 1))).isInstanceOf(Merge.Known.class);
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
