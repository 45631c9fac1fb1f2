package centuple.commission;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.attribution.UnattributedReason;
import centuple.order.GiverDay;
import centuple.order.OrderFact;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFact.Totals;
import centuple.order.OrderFacts;
import centuple.order.OrderLine;
import centuple.order.OrderRef;
import centuple.order.OrderStatus;
import centuple.order.Source;
import centuple.shop.MemoryTermsBook;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.testkit.OrderBed;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Days under terms by which visitors bring a token: from now on nothing, but what was decided before goes on. */
class OwedByDayTest {
    private static final ShopId CLARA = new ShopId(0x0c0c_0001);
    private static final ShopId ANNA = new ShopId(0x0a0a_0001);
    private static final Instant NOW = OrderBed.NOW;
    private static final LocalDate DAY = LocalDate.parse("2026-11-22");

    private long lastId;

    private CommissionDecider decider(Terms terms) {
        MemoryTermsBook book = new MemoryTermsBook();
        book.partner(CLARA, ANNA, NOW.minusSeconds(9_000_000), terms);
        return new CommissionDecider(book, () -> new UUID(1, ++lastId));
    }

    private static OrderFacts facts(GiverDay said, OrderFact... more) {
        List<OrderFact> facts = new ArrayList<>(List.of(more));
        facts.add(new Snapshot(1, OrderStatus.PAID, OrderBed.EUR, NOW, NOW, null,
                List.of(new OrderLine("1", null, 1, 10_000, 0, 0)), Totals.NONE,
                new OrderFact.Marks(List.of(), List.of(), List.of(said)), NOW));
        return OrderFacts.of(new OrderRef(CLARA, "A-1"), facts);
    }

    private static OrderFacts movedIn(OrderFacts told) {
        return OrderFacts.of(told.order(), told.snapshots().stream().map(one -> one.from(Source.MOVED_IN)).toList());
    }

    private static OrderBooks decide(CommissionDecider decider, OrderBooks books, OrderFacts facts) {
        return decider.decide(books, facts, new Allowances(Map.of(), Map.of()), NOW).books();
    }

    private static long netMinor(OrderBooks books) {
        return books.commissions().stream().mapToLong(Commission::netMinor).sum();
    }

    @Test
    void anOrderThatIsOwedByADayAlreadyGoesOnToBe() {
        GiverDay said = new GiverDay(ANNA, DAY);
        OrderBooks none = OrderBooks.none(new UUID(2, 2), CLARA);
        CommissionDecider withTokens = decider(OrderBed.percent(CLARA, ANNA, 500));
        OrderBooks before = decide(decider(OrderBed.identifierFree(CLARA, ANNA, 500)), none, facts(said));
        assertThat(netMinor(before)).isEqualTo(500);
        Refund half = new Refund("R1", OrderBed.EUR, new RefundScope.Amount(5_000), NOW);
        assertThat(netMinor(decide(withTokens, before, facts(said, half)))).isEqualTo(250);
        OrderBooks fresh = decide(withTokens, none, facts(said, half));
        assertThat(netMinor(fresh)).isZero();
        assertThat(Objects.requireNonNull(fresh.outcome()).reason()).isEqualTo(UnattributedReason.NOT_IDENTIFIER_FREE);
        assertThat(fresh.outcome().refusals()).as("the partner is told").hasSize(1);
    }

    @Test
    void whatAShopSaysItselfWhenItMovesInCounts() {
        OrderBooks none = OrderBooks.none(new UUID(2, 2), CLARA);
        CommissionDecider withTokens = decider(OrderBed.percent(CLARA, ANNA, 500));
        assertThat(netMinor(decide(withTokens, none, movedIn(facts(new GiverDay(ANNA, DAY)))))).isEqualTo(500);
    }
}
