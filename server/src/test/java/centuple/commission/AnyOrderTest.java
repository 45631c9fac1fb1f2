package centuple.commission;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.commission.Commission.Booked;
import centuple.ledger.Account;
import centuple.order.FoundIn;
import centuple.order.OrderFact;
import centuple.order.OrderRef;
import centuple.order.OrderReport;
import centuple.order.PresentedToken;
import centuple.order.Source;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.testkit.PaperExchange;
import centuple.testkit.RandomOrders;
import centuple.testkit.RandomTerms;
import centuple.testkit.Seed;
import centuple.testkit.SoundBooks;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** Order of arrival and repetition cannot matter: what is owed is a function of the set of facts. */
class AnyOrderTest {
    private static final ShopId SELLER = new ShopId(1);
    private static final OrderRef ORDER = new OrderRef(SELLER, "100");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @Test
    void factsInAnyOrderAndRepeatedGiveTheSameBooks() {
        Seed seed = Seed.fresh();
        for (int round = 0; round < 100; round++) {
            Seed here = seed.next(round);
            SplittableRandom random = here.random();
            List<Terms> terms = new ArrayList<>();
            for (int giver = 2; giver <= 4; giver++) {
                terms.add(RandomTerms.draw(random, SELLER, new ShopId(giver), 1, NOW.minus(Duration.ofDays(90)),
                        null));
            }
            RandomOrders orders = new RandomOrders(random);
            List<OrderFact> facts = orders.facts(tokens(random), NOW.minus(Duration.ofHours(1)), NOW);
            Books once = books(terms, facts, here.toString());
            for (int i = 0; i < 4; i++) {
                Books again = books(terms, orders.shuffledAndRepeated(facts), here.toString());
                assertThat(again.balances()).as(here.toString()).isEqualTo(once.balances());
                assertThat(again.credits()).as(here.toString()).isEqualTo(once.credits());
                assertThat(again.outcome()).as(here.toString()).isEqualTo(once.outcome());
            }
        }
    }

    /** A file of another program, and then the shop itself: each in any order, and the file again at any time. */
    @Test
    void whatWasMovedInBeforeTheShopToldTheOrderGivesTheSameBooks() {
        Seed seed = Seed.fresh();
        for (int round = 0; round < 100; round++) {
            Seed here = seed.next(round);
            SplittableRandom random = here.random();
            List<Terms> terms = List.of(RandomTerms.draw(random, SELLER, new ShopId(2), 1,
                    NOW.minus(Duration.ofDays(90)), null));
            RandomOrders orders = new RandomOrders(random);
            List<OrderFact> moved = orders.facts(tokens(random), NOW.minus(Duration.ofHours(2)), NOW).stream()
                    .map(fact -> new OrderReport(ORDER, named(fact, 0, "moved:")).from(Source.MOVED_IN).fact())
                    .toList();
            List<OrderFact> told = orders.facts(tokens(random), NOW.minus(Duration.ofHours(1)), NOW).stream()
                    .map(fact -> named(fact, 100, "").from(new Source("woocommerce"))).toList();
            Books once = books(terms, both(moved, told), here.toString());
            for (int i = 0; i < 4; i++) {
                List<OrderFact> rest = new ArrayList<>(told);
                rest.addAll(moved);
                List<OrderFact> again = both(orders.shuffledAndRepeated(moved), orders.shuffledAndRepeated(rest));
                Books other = books(terms, again, here.toString());
                assertThat(other).as(here.toString()).isEqualTo(once);
            }
        }
    }

    private static OrderFact named(OrderFact fact, long versions, String before) {
        return switch (fact) {
            case OrderFact.Snapshot s -> new OrderFact.Snapshot(versions + s.version(), s.status(), s.currency(),
                    s.placedAt(), s.paidAt(), s.newCustomer(), s.lines(), s.totals(),
                    versions == 0
                            ? s.marks()
                            : new OrderFact.Marks(s.marks().tokens(), s.marks().coupons()),
                    s.arrivedAt());
            case OrderFact.Refund r -> new OrderFact.Refund(before + r.reference(), r.currency(), r.scope(),
                    r.arrivedAt());
        };
    }

    private static List<OrderFact> both(List<OrderFact> first, List<OrderFact> second) {
        List<OrderFact> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    @Test
    void decidingAgainOnKnownFactsWritesNothing() {
        Seed seed = Seed.fresh();
        for (int round = 0; round < 150; round++) {
            Seed here = seed.next(round);
            SplittableRandom random = here.random();
            PaperExchange exchange = new PaperExchange();
            exchange.terms.add(RandomTerms.draw(random, SELLER, new ShopId(2), 1, NOW.minus(Duration.ofDays(90)),
                    random.nextInt(3) == 0 ? null : 200));
            for (OrderFact fact : new RandomOrders(random).facts(tokens(random), NOW, NOW)) {
                exchange.report(ORDER, fact);
                CommissionDecision again = exchange.decideAgain(ORDER, NOW.plusSeconds(9));
                assertThat(again.changesBooks()).as(here.toString()).isFalse();
                assertThat(again.transfers()).as(here.toString()).isEmpty();
                assertThat(again.meterChanges()).as(here.toString()).isEmpty();
                assertThat(again.clickChanges()).as(here.toString()).isEmpty();
                assertThat(again.events()).as(here.toString()).isEmpty();
            }
        }
    }

    private static List<PresentedToken> tokens(SplittableRandom random) {
        List<PresentedToken> tokens = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            tokens.add(new PresentedToken.Valid(FoundIn.values()[random.nextInt(3)], "clk_" + "0".repeat(23) + i,
                    new ShopId(random.nextInt(2, 5)), 1, NOW.minus(Duration.ofDays(random.nextInt(45))),
                    random.nextInt(3) == 0 ? List.of(new ShopId(random.nextInt(1, 6))) : List.of()));
        }
        return tokens;
    }

    private static Books books(List<Terms> terms, List<OrderFact> facts, String hint) {
        PaperExchange exchange = new PaperExchange();
        terms.forEach(exchange.terms::add);
        for (OrderFact fact : facts) {
            exchange.report(ORDER, fact);
        }
        SoundBooks.require(exchange, hint);
        Map<Account, Long> balances = new HashMap<>(exchange.ledger.balancesMinor());
        balances.values().removeIf(amount -> amount == 0);
        OrderBooks books = exchange.books(ORDER);
        Map<String, Long> credits = new HashMap<>();
        for (Commission commission : books.commissions()) {
            for (Map.Entry<Credit, Booked> credit : commission.credits().entrySet()) {
                String line = books.lineReferences().get(credit.getKey().line());
                credits.merge(commission.basis() + " " + line + " " + credit.getKey().creditor(),
                        credit.getValue().amounts().netMinor(), Long::sum);
            }
        }
        credits.values().removeIf(amount -> amount == 0);
        return new Books(balances, credits, Objects.requireNonNull(books.outcome()));
    }

    /** What must come out the same, without what history alone left at zero. */
    private record Books(Map<Account, Long> balances, Map<String, Long> credits, Outcome outcome) {
    }
}
