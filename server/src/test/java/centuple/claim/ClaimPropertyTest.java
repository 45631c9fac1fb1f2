package centuple.claim;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.commission.Commission;
import centuple.commission.OrderBooks;
import centuple.commission.StageAmounts;
import centuple.ledger.Cause;
import centuple.ledger.Move;
import centuple.ledger.Proof;
import centuple.ledger.Transfer;
import centuple.order.FoundIn;
import centuple.order.OrderFact;
import centuple.order.OrderFact.Marks;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFact.Totals;
import centuple.order.OrderFacts;
import centuple.order.OrderLine;
import centuple.order.OrderRef;
import centuple.order.OrderStatus;
import centuple.order.PresentedToken;
import centuple.order.Source;
import centuple.order.StoredOrder;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.testkit.OrderBed;
import centuple.testkit.Seed;
import centuple.testkit.SoundBooks;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** Whatever two givers claim and the receiver says, reports or leaves: no cent without a cause, no sale paid twice. */
class ClaimPropertyTest {
    private static final ShopId CLARA = new ShopId(0x0c0c_0001);
    private static final List<ShopId> GIVERS = List.of(new ShopId(0x0a0a_0001), new ShopId(0x0b0b_0001));
    private static final int GAMES = 60;
    private static final int STEPS = 150;
    private static final int ORDERS = 5;
    private static final int CLICKS = 4;
    private static final int SEASON_DAYS = 80;

    @Test
    void noSaleIsPaidTwiceAndNoCentMovesWithoutACause() {
        Map<ClaimState, Integer> reached = new EnumMap<>(ClaimState.class);
        int madeRoom = 0;
        int deniedUsedUp = 0;
        Seed seed = Seed.fresh();
        for (int game = 0; game < GAMES; game++) {
            Game played = new Game(seed.next(game));
            played.play();
            played.play.claims.forEach(claim -> reached.merge(claim.state(), 1, Integer::sum));
            madeRoom += played.play.madeRoom;
            deniedUsedUp += played.play.deniedUsedUp;
        }
        assertThat(madeRoom).as("claims that gave way by their click; %s", seed).isPositive();
        assertThat(deniedUsedUp).as("claims whose click was used up before silence booked; %s", seed).isPositive();
        assertThat(reached.keySet()).as("every end is reached, or the game is too tame; %s", seed)
                .contains(ClaimState.values());
    }

    private static final class Game {
        private final Seed seed;
        private final SplittableRandom random;
        private final ClaimPlay play = new ClaimPlay();
        private final int ordersPerClick;
        private Instant now = OrderBed.NOW;
        private long facts;

        Game(Seed seed) {
            this.seed = seed;
            this.random = seed.random();
            this.ordersPerClick = 1 + random.nextInt(3);
            GIVERS.forEach(giver -> play.exchange.terms.add(terms(giver)));
        }

        private Terms terms(ShopId giver) {
            Terms usual = OrderBed.percent(CLARA, giver, 500);
            return new Terms(CLARA, giver, 1, usual.currency(), usual.rules(),
                    new Terms.Limits(30, 30, null, ordersPerClick, null), usual.shares(), List.of(),
                    usual.offeredAt(), usual.acceptedAt());
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                now = now.plus(Duration.ofHours(random.nextInt(60)));
                step();
                String hint = seed + " step " + step;
                SoundBooks.require(play.exchange, hint);
                require(hint);
            }
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0, 1 -> {
                    OrderRef ref = ref();
                    play.report(ref, fact(number(ref)));
                }
                case 2, 3, 4, 5, 6 -> {
                    ShopId giver = GIVERS.get(random.nextInt(GIVERS.size()));
                    PresentedToken.Valid token = token(giver);
                    play.make(giver, token, named(ref()), LocalDate.ofInstant(token.issuedAt(), ZoneOffset.UTC), now);
                }
                case 7 -> claimed().ifPresent(which -> play.answer(which, word(), now));
                case 8 -> claimed().ifPresent(which -> play.contest(which, word(), now));
                case 9 -> {
                    if (random.nextInt(4) == 0) {
                        claimed().ifPresent(which -> play.withdraw(which, now));
                    }
                }
                case 10 -> play.pass(now);
                default -> {
                    if (random.nextInt(4) == 0) {
                        play.closeAndPay(now);
                    } else {
                        now = now.plus(Duration.ofDays(random.nextInt(16)));
                        play.pass(now);
                    }
                }
            }
        }

        private Optional<Integer> claimed() {
            return play.claims.isEmpty()
                    ? Optional.empty()
                    : Optional.of(random.nextInt(play.claims.size()));
        }

        private ClaimAnswer word() {
            return ClaimAnswer.values()[random.nextInt(ClaimAnswer.values().length)];
        }

        /** Few orders at a time, for long enough that late reports meet claims at every stage. */
        private OrderRef ref() {
            return new OrderRef(CLARA, "A-" + season() + "-" + random.nextInt(ORDERS));
        }

        /** What customers are told: it comes again in each season, as if shops began to count anew. */
        private static String number(OrderRef ref) {
            return "#" + ref.reference().substring(ref.reference().lastIndexOf('-') + 1);
        }

        /** By its reference or by its number. */
        private OrderRef named(OrderRef ref) {
            return random.nextBoolean() ? ref : new OrderRef(CLARA, number(ref));
        }

        private long season() {
            return Duration.between(OrderBed.NOW, now).toDays() / SEASON_DAYS;
        }

        private Instant seasonStart() {
            return OrderBed.NOW.plus(Duration.ofDays(SEASON_DAYS * season()));
        }

        private PresentedToken.Valid token(ShopId giver) {
            int click = random.nextInt(CLICKS);
            String id = "clk_%08x%08x%08x".formatted(giver.value(), season(), click);
            return new PresentedToken.Valid(FoundIn.ORDER_FIELD, id, giver, 1, seasonStart().plusSeconds(60L * click),
                    List.of());
        }

        private OrderFact fact(String number) {
            if (random.nextInt(5) == 0) {
                return new Refund("R" + ++facts, OrderBed.EUR, random.nextBoolean()
                        ? new RefundScope.Full()
                        : new RefundScope.Amount(random.nextInt(3_000)), now);
            }
            OrderStatus status = switch (random.nextInt(6)) {
                case 0 -> OrderStatus.PLACED;
                case 1 -> OrderStatus.CANCELLED;
                default -> OrderStatus.PAID;
            };
            List<PresentedToken> tokens = random.nextInt(3) == 0
                    ? List.of()
                    : List.of(token(GIVERS.get(random.nextInt(GIVERS.size()))));
            Instant day = random.nextInt(20) == 0
                    ? seasonStart().minus(Duration.ofDays(40))
                    : seasonStart().plus(Duration.ofHours(random.nextInt(48)));
            Instant placedAt = day.isAfter(now) ? now : day;
            return new Snapshot(++facts, status, OrderBed.EUR, placedAt,
                    status == OrderStatus.PAID ? placedAt : null, null,
                    List.of(new OrderLine("1", null, 1, 1_000 + random.nextInt(9_000), 0, 0)), Totals.NONE,
                    new Marks(tokens, List.of()), random.nextInt(3) == 0 ? null : number, now,
                    Source.API);
        }

        private void require(String hint) {
            Map<UUID, StageAmounts> replayed = new HashMap<>();
            for (Transfer transfer : play.exchange.ledger.transfers()) {
                if (transfer.cause() instanceof Cause.Claim(UUID claim)) {
                    StageAmounts before = replayed.getOrDefault(claim, StageAmounts.NONE);
                    replayed.put(claim, before.after(transfer.move(), transfer.amountMinor()));
                    requirePair(transfer, hint);
                }
            }
            Map<OrderRef, Integer> paying = new HashMap<>();
            for (Claim claim : play.claims) {
                StageAmounts believed = claim.booking() == null ? StageAmounts.NONE : claim.booking().amounts();
                assertThat(replayed.getOrDefault(claim.id(), StageAmounts.NONE)).as(hint).isEqualTo(believed);
                replayed.remove(claim.id());
                long net = ClaimPlay.netMinor(claim);
                boolean mayStand = claim.state() == ClaimState.BOOKED || claim.state() == ClaimState.STANDS;
                assertThat(net > 0).as("%s: %s", hint, claim).isEqualTo(mayStand);
                if (net > 0) {
                    paying.merge(claim.order(), 1, Integer::sum);
                    for (StoredOrder order : play.exchange.orders.all()) {
                        if (isMeant(claim, order.facts())) {
                            assertThat(orderNetMinor(order.facts().order())).as("%s: both are booked: %s", hint, claim)
                                    .isZero();
                        }
                    }
                }
            }
            requireClicks(hint);
            assertThat(replayed).as("%s: transfers of claims that are not there", hint).isEmpty();
            assertThat(paying.values()).as("%s: two claims of one order", hint).allMatch(count -> count == 1);
        }

        /** Counted from what is booked alone: where a claim pays, all that its click pays is within the terms. */
        private void requireClicks(String hint) {
            Map<String, Integer> sales = new HashMap<>();
            for (OrderBooks books : play.exchange.commissions.all()) {
                for (Commission commission : books.commissions()) {
                    if (commission.netMinor() > 0 && commission.basis().proof() instanceof Proof.Click(String click)) {
                        sales.merge(click, 1, Integer::sum);
                    }
                }
            }
            List<String> ofClaims = play.claims.stream().filter(claim -> ClaimPlay.netMinor(claim) > 0)
                    .map(claim -> claim.click().id()).toList();
            ofClaims.forEach(click -> sales.merge(click, 1, Integer::sum));
            assertThat(ofClaims).as("%s: a click that pays more than its terms: %s", hint, sales)
                    .allMatch(click -> sales.getOrDefault(click, 0) <= ordersPerClick);
        }

        /** The claim tells the order's reference, or its number and a day at most one off. */
        private static boolean isMeant(Claim claim, OrderFacts facts) {
            String told = claim.order().reference();
            return facts.order().reference().equals(told) || facts.snapshots().stream()
                    .anyMatch(one -> told.equals(one.number()) && Math.abs(ChronoUnit.DAYS.between(claim.day(),
                            one.placedAt().atZone(ZoneOffset.UTC).toLocalDate())) <= 1);
        }

        private void requirePair(Transfer transfer, String hint) {
            ShopId debtor = transfer.move() == Move.REFUND_SETTLED
                    ? transfer.pair().creditor()
                    : transfer.pair().debtor();
            assertThat(debtor).as("%s: %s", hint, transfer).isEqualTo(CLARA);
        }

        private long orderNetMinor(OrderRef ref) {
            return play.exchange.books(ref).commissions().stream().mapToLong(one -> one.netMinor()).sum();
        }
    }
}
