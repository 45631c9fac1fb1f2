package centuple.commission;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.money.BasisPoints;
import centuple.money.Currency;
import centuple.order.FoundIn;
import centuple.order.OrderFact;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderLine;
import centuple.order.OrderRef;
import centuple.order.OrderStatus;
import centuple.order.PresentedToken;
import centuple.shop.Rate;
import centuple.shop.RateRule;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.testkit.PaperExchange;
import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** How a line's commission is shared out along a chain: nobody gains by putting second shops of their own into it. */
class EndpointSplitTest {
    private static final ShopId SELLER = new ShopId(99);

    @ParameterizedTest(name = "{0} cents, fee {1}, origin {2}: fee {3}, first {4}, last {5}")
    @CsvSource({"1000, 0, 5000, 0, 500, 500", "1000, 2000, 5000, 200, 400, 400", "19, 2000, 5000, 4, 8, 7",
            "1, 4999, 5000, 0, 1, 0", "1, 0, 4999, 0, 0, 1", "3, 4999, 10000, 1, 2, 0", "7, 0, 0, 0, 0, 7"})
    void sharesOut(long line, int feePoints, int originPoints, long fee, long first, long last) {
        var shares = Credit.shares(0, line, terms(new ShopId(2), feePoints, originPoints), new ShopId(1));
        assertThat(shares.getOrDefault(new Credit(0, ShopId.EXCHANGE), 0L)).isEqualTo(fee);
        assertThat(shares.getOrDefault(new Credit(0, new ShopId(1)), 0L)).isEqualTo(first);
        assertThat(shares.getOrDefault(new Credit(0, new ShopId(2)), 0L)).isEqualTo(last);
    }

    /** A token says only in which minute it was issued. */
    @ParameterizedTest(name = "partners from second {0} to {1} of the click''s minute: shares {2}")
    @CsvSource({"-9, 999, true", "0, 999, true", "59, 999, true", "60, 999, false", "-9, 1, true", "-9, 0, false",
            "-9, -1, false"})
    void whoWasAPartnerInTheMinuteOfTheClickHasAShare(int fromSecond, int toSecond, boolean shares) {
        Instant minute = Instant.parse("2026-11-23T08:00:00Z");
        PaperExchange exchange = new PaperExchange();
        exchange.terms.add(terms(new ShopId(2), 0, 5_000));
        exchange.terms.add(terms(new ShopId(1), 0, 5_000, minute.plusSeconds(fromSecond)));
        exchange.terms.end(SELLER, new ShopId(1), minute.plusSeconds(toSecond));
        Instant placedAt = minute.plusSeconds(300);
        OrderRef order = new OrderRef(SELLER, "A");
        exchange.report(order, new Snapshot(1, OrderStatus.PAID, new Currency("EUR"), placedAt, placedAt, null,
                List.of(new OrderLine("l", null, 1, 1_000, 0, 0)), OrderFact.Totals.NONE,
                new OrderFact.Marks(List.of(new PresentedToken.Valid(FoundIn.ORDER_FIELD,
                        "clk_000000000000000000000001", new ShopId(2), 1, minute, List.of(new ShopId(1)))), List.of()),
                placedAt));

        Commission commission = exchange.books(order).commissions().getFirst();
        assertThat(commission.netMinor(new ShopId(1))).isEqualTo(shares ? 50 : 0);
        assertThat(commission.netMinor()).isEqualTo(100);
    }

    @Test
    void noCentIsLostAndEveryFeeHasACommission() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        for (int round = 0; round < 5_000; round++) {
            long line = random.nextLong(random.nextBoolean() ? 20 : 1_000_000);
            ShopId origin = random.nextBoolean() ? new ShopId(1) : null;
            var shares = Credit.shares(3, line, terms(new ShopId(2), random.nextInt(5_000), random.nextInt(10_001)),
                    origin);
            assertThat(shares.values().stream().mapToLong(Long::longValue).sum()).as(seed.toString()).isEqualTo(line);
            assertThat(line == 0 || shares.keySet().stream().anyMatch(credit -> !credit.isFee())).as(seed.toString())
                    .isTrue();
        }
    }

    @Test
    void noPositionGainsByClones() {
        for (int length = 1; length <= 6; length++) {
            List<ShopId> honest = Stream.iterate(1, n -> n + 1).limit(length).map(ShopId::new).toList();
            for (int position = 0; position < length; position++) {
                for (int clones = 1; clones <= 5; clones++) {
                    int at = position;
                    List<ShopId> sybils = Stream.iterate(50, n -> n + 1).limit(clones).map(ShopId::new).toList();
                    List<ShopId> cloned = Stream.of(honest.subList(0, at + 1), sybils,
                            honest.subList(at + 1, length)).flatMap(List::stream).toList();
                    long before = earned(honest, List.of(honest.get(at)));
                    long after = earned(cloned, Stream.concat(sybils.stream(), Stream.of(honest.get(at))).toList());
                    assertThat(after).as("%d clones at %d of %d", clones, at, length).isEqualTo(before);
                }
            }
        }
    }

    /** What some shops of a chain earn together of 10.00, where all are the seller's partners. */
    private static long earned(List<ShopId> chain, List<ShopId> who) {
        ShopId origin = chain.size() > 1 ? chain.getFirst() : null;
        return Credit.shares(0, 1_000, terms(chain.getLast(), 0, 5_000), origin).entrySet().stream()
                .filter(share -> who.contains(share.getKey().creditor())).mapToLong(share -> share.getValue()).sum();
    }

    private static Terms terms(ShopId giver, int feePoints, int originPoints) {
        return terms(giver, feePoints, originPoints, Instant.EPOCH);
    }

    private static Terms terms(ShopId giver, int feePoints, int originPoints, Instant since) {
        return new Terms(SELLER, giver, 1, new Currency("EUR"),
                List.of(RateRule.ofDefault(new Rate.Percent(new BasisPoints(1_000)))), Terms.Limits.DEFAULT,
                new Terms.Shares(new BasisPoints(feePoints), new BasisPoints(originPoints)), List.of(), since, since);
    }
}
