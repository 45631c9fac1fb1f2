package centuple.claim;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.claim.ClaimDecision.Made;
import centuple.claim.ClaimDecision.Refused;
import centuple.claim.ClaimDecision.Unchanged;
import centuple.claim.Evidence.Credited;
import centuple.commission.StageAmounts;
import centuple.ledger.Cause;
import centuple.ledger.Move;
import centuple.ledger.Stage;
import centuple.ledger.Transfer;
import centuple.money.Currency;
import centuple.order.FoundIn;
import centuple.order.OrderRef;
import centuple.order.OrderStatus;
import centuple.order.PresentedToken;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.testkit.OrderBed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** What may be claimed, what each answer leads to, what silence books, and how the order takes the claim's place. */
class ClaimDeciderTest {
    private static final ShopId ANNA = new ShopId(0x0a0a_0001);
    private static final ShopId CLARA = new ShopId(0x0c0c_0001);
    private static final ShopId OTHER = new ShopId(0x0d0d_0001);
    private static final Instant CLICKED = Instant.parse("2026-11-03T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-11-04");
    private static final Currency EUR = new Currency("EUR");
    private static final Evidence PAID_NOBODYS = evidence(OrderStatus.PAID, Credited.NOBODY, false);
    private static final Evidence PAID_GIVERS = evidence(OrderStatus.PAID, Credited.GIVER, true);
    private static final Evidence PAID_ANOTHERS = evidence(OrderStatus.PAID, Credited.ANOTHER, true);
    private static final Evidence REFUNDED = new Evidence(OrderStatus.PAID, Credited.NOBODY, false, false, false, true);
    private static final Evidence GIVERS_REFUNDED = new Evidence(OrderStatus.PAID, Credited.GIVER, false, false, false,
            true);
    private static final Evidence PLACED = evidence(OrderStatus.PLACED, Credited.NOBODY, false);
    private static final Evidence CANCELLED = evidence(OrderStatus.CANCELLED, Credited.NOBODY, false);

    private final Terms terms = OrderBed.percent(CLARA, ANNA, 500);
    private final ClaimDecider decider = new ClaimDecider(this::id);
    private long lastId;

    private static Evidence evidence(OrderStatus status, Credited credit, boolean isPaying) {
        return new Evidence(status, credit, isPaying, false, false, false);
    }

    private UUID id() {
        return new UUID(1, ++lastId);
    }

    private static PresentedToken.Valid token(ShopId giver, ShopId... hops) {
        return new PresentedToken.Valid(FoundIn.ORDER_FIELD, "clk_0000000000000000000000a1", giver, 1, CLICKED,
                List.of(hops));
    }

    private static ClaimDecider.Wish wish(PresentedToken.Valid token, LocalDate day) {
        return new ClaimDecider.Wish(ANNA, token, new OrderRef(CLARA, "A-1001"), day);
    }

    private ClaimDecision make(PairRecord before, Evidence evidence) {
        return decider.make(wish(token(ANNA), DAY), terms, before, evidence, NOW);
    }

    private Claim open() {
        return made(make(PairRecord.blank(1_000), Evidence.NONE));
    }

    private static Claim made(ClaimDecision decision) {
        assertThat(decision).isInstanceOf(Made.class);
        return ((Made) decision).claim();
    }

    private static ClaimRefusal refused(ClaimDecision decision) {
        assertThat(decision).isInstanceOf(Refused.class);
        return ((Refused) decision).reason();
    }

    private static List<String> told(ClaimDecision decision) {
        return decision instanceof Made made ? made.events().stream().map(event -> event.kind()).toList() : List.of();
    }

    private static SilencePrice price(@Nullable Long medianMinor) {
        return new SilencePrice(EUR, 30, medianMinor, null, false, false);
    }

    private ClaimDecision tick(Claim claim, Evidence evidence, Duration after) {
        return decider.tick(claim, evidence, () -> price(250L), NOW.plus(after));
    }

    private Claim silent() {
        return made(tick(open(), Evidence.NONE, Duration.ofDays(10)));
    }

    private Claim booked() {
        return made(tick(silent(), Evidence.NONE, Duration.ofDays(14)));
    }

    @Test
    void aClaimIsOpenAndBothAreTold() {
        ClaimDecision decision = make(PairRecord.blank(1_000), Evidence.NONE);
        Claim claim = made(decision);
        assertThat(claim.state()).isEqualTo(ClaimState.OPEN);
        assertThat(claim.answerBy()).isEqualTo(NOW.plus(Duration.ofDays(14)));
        assertThat(told(decision)).containsExactly("claim.made");
        assertThat(((Made) decision).events().getFirst().shopA()).isEqualTo(CLARA);
        assertThat(((Made) decision).events().getFirst().shopB()).isEqualTo(ANNA);
        assertThat(((Made) decision).transfers()).isEmpty();
    }

    @Test
    void whatCannotBeClaimedSaysWhy() {
        PairRecord blank = PairRecord.blank(1_000);
        assertThat(refused(decider.make(wish(token(OTHER), DAY), terms, blank, Evidence.NONE, NOW)))
                .isEqualTo(ClaimRefusal.TOKEN_NOT_OF_YOURS);
        assertThat(refused(decider.make(wish(token(ANNA, CLARA), DAY), terms, blank, Evidence.NONE, NOW)))
                .isEqualTo(ClaimRefusal.SELF_REFERRAL);
        assertThat(refused(decider.make(wish(token(ANNA), DAY), null, blank, Evidence.NONE, NOW)))
                .isEqualTo(ClaimRefusal.UNKNOWN_TERMS);
        assertThat(refused(decider.make(wish(token(ANNA), LocalDate.parse("2026-11-01")), terms, blank, Evidence.NONE,
                NOW))).isEqualTo(ClaimRefusal.DAY_BEFORE_CLICK);
        assertThat(made(decider.make(wish(token(ANNA), LocalDate.parse("2026-11-02")), terms, blank, Evidence.NONE,
                NOW)).state()).as("a day earlier, where the sun rises later").isEqualTo(ClaimState.OPEN);
        assertThat(refused(decider.make(wish(token(ANNA), LocalDate.parse("2026-12-05")), terms, blank, Evidence.NONE,
                NOW))).as("window of 30 days").isEqualTo(ClaimRefusal.DAY_OUTSIDE_WINDOW);
        assertThat(made(decider.make(wish(token(ANNA), LocalDate.parse("2026-12-04")), terms, blank, Evidence.NONE,
                NOW)).state()).isEqualTo(ClaimState.OPEN);
        assertThat(refused(make(blank, PAID_GIVERS))).isEqualTo(ClaimRefusal.ORDER_CREDITED);
        assertThat(refused(make(new PairRecord(0, 0, 1_000, null, true, false, false, 0), Evidence.NONE)))
                .isEqualTo(ClaimRefusal.CLICK_ALREADY_CLAIMED);
        assertThat(refused(make(new PairRecord(0, 0, 1_000, null, true, true, true, 0), Evidence.NONE)))
                .isEqualTo(ClaimRefusal.ORDER_ALREADY_CLAIMED);
        assertThat(refused(make(new PairRecord(0, 0, 1_000, null, false, false, true, 0), Evidence.NONE)))
                .isEqualTo(ClaimRefusal.CLAIMED_BEFORE);
    }

    @Test
    void atMostFiveAreOpenAndTwoPercentOfAMonthsClicksAreClaimed() {
        assertThat(made(make(new PairRecord(4, 4, 1_000, null, false, false, false, 0), Evidence.NONE)).state())
                .isEqualTo(ClaimState.OPEN);
        assertThat(refused(make(new PairRecord(5, 5, 1_000, null, false, false, false, 0), Evidence.NONE)))
                .isEqualTo(ClaimRefusal.TOO_MANY_OPEN_CLAIMS);
        assertThat(ClaimLimits.monthClaimsMax(0)).isEqualTo(1);
        assertThat(ClaimLimits.monthClaimsMax(99)).isEqualTo(1);
        assertThat(ClaimLimits.monthClaimsMax(149)).as("2.98 of them is 2").isEqualTo(2);
        assertThat(ClaimLimits.monthClaimsMax(150)).isEqualTo(3);
        assertThat(made(make(new PairRecord(0, 2, 150, null, false, false, false, 0), Evidence.NONE)).state())
                .isEqualTo(ClaimState.OPEN);
        assertThat(refused(make(new PairRecord(0, 3, 150, null, false, false, false, 0), Evidence.NONE)))
                .isEqualTo(ClaimRefusal.TOO_MANY_CLAIMS_OF_MONTH);
    }

    @Test
    void whatEarlierFactsDisproveEndsAtOnceAndBarsForNinetyDays() {
        ClaimDecision decision = make(PairRecord.blank(1_000),
                new Evidence(OrderStatus.PAID, Credited.ANOTHER, true, true, false, false));
        assertThat(made(decision).state()).isEqualTo(ClaimState.PROVEN_FALSE);
        assertThat(told(decision)).containsExactly("claim.proven_false");
        Instant until = NOW.plus(Duration.ofDays(90));
        assertThat(refused(make(new PairRecord(0, 0, 1_000, until, false, false, false, 0), Evidence.NONE)))
                .isEqualTo(ClaimRefusal.CLAIMS_BARRED);
        assertThat(made(make(new PairRecord(0, 0, 1_000, NOW, false, false, false, 0), Evidence.NONE)).state())
                .as("at its end it is over").isEqualTo(ClaimState.OPEN);
        assertThat(made(make(PairRecord.blank(1_000), PAID_ANOTHERS)).state())
                .as("by an older click or a coupon nothing is proven").isEqualTo(ClaimState.OPEN);
    }

    @Test
    void eachAnswerIsHeldAgainstTheFacts() {
        Claim open = open();
        for (ClaimAnswer no : List.of(ClaimAnswer.NO_SUCH_ORDER, ClaimAnswer.NOT_PAID, ClaimAnswer.CANCELLED)) {
            ClaimDecision decision = decider.answer(open, CLARA, no, Evidence.NONE, NOW);
            assertThat(made(decision).state()).as("%s", no).isEqualTo(ClaimState.DENIED);
            assertThat(told(decision)).containsExactly("claim.denied");
        }
        assertThat(refused(decider.answer(open, CLARA, ClaimAnswer.OTHER_SOURCE, Evidence.NONE, NOW)))
                .isEqualTo(ClaimRefusal.ORDER_NOT_REPORTED);
        assertThat(made(decider.answer(open, CLARA, ClaimAnswer.OTHER_SOURCE, PAID_NOBODYS, NOW)).state())
                .isEqualTo(ClaimState.DENIED);
        assertThat(refused(decider.answer(open, CLARA, ClaimAnswer.NO_SUCH_ORDER, PLACED, NOW)))
                .isEqualTo(ClaimRefusal.ANSWER_CONTRADICTS_FACTS);
        assertThat(refused(decider.answer(open, CLARA, ClaimAnswer.NOT_PAID, PAID_NOBODYS, NOW)))
                .isEqualTo(ClaimRefusal.ANSWER_CONTRADICTS_FACTS);
        assertThat(refused(decider.answer(open, CLARA, ClaimAnswer.CANCELLED, PAID_NOBODYS, NOW)))
                .isEqualTo(ClaimRefusal.ANSWER_CONTRADICTS_FACTS);
        assertThat(made(decider.answer(open, CLARA, ClaimAnswer.CANCELLED, CANCELLED, NOW)).state())
                .isEqualTo(ClaimState.DENIED);
        assertThat(made(decider.answer(open, CLARA, ClaimAnswer.CANCELLED, REFUNDED, NOW)).state())
                .as("nothing is left of it").isEqualTo(ClaimState.DENIED);
        assertThat(refused(decider.answer(open, ANNA, ClaimAnswer.CANCELLED, CANCELLED, NOW)))
                .isEqualTo(ClaimRefusal.NOT_YOURS_TO_ANSWER);
        Claim denied = made(decider.answer(open, CLARA, ClaimAnswer.NOT_PAID, Evidence.NONE, NOW));
        assertThat(refused(decider.answer(denied, CLARA, ClaimAnswer.REPORTED, Evidence.NONE, NOW)))
                .isEqualTo(ClaimRefusal.WRONG_STATE);
    }

    @Test
    void aPromiseKeepsItOpenAndIsNoAnswerToTheDeadline() {
        ClaimDecision decision = decider.answer(open(), CLARA, ClaimAnswer.REPORTED, Evidence.NONE, NOW);
        Claim promised = made(decision);
        assertThat(promised.state()).isEqualTo(ClaimState.OPEN);
        assertThat(told(decision)).containsExactly("claim.answered");
        assertThat(decider.answer(promised, CLARA, ClaimAnswer.REPORTED, Evidence.NONE, NOW))
                .isInstanceOf(Unchanged.class);
        Evidence unpaid = evidence(OrderStatus.PLACED, Credited.GIVER, false);
        assertThat(decider.follow(promised, unpaid, NOW)).as("it may yet be cancelled").isInstanceOf(Unchanged.class);
        assertThat(decider.answer(promised, CLARA, ClaimAnswer.REPORTED, unpaid, NOW)).isInstanceOf(Unchanged.class);
        assertThat(made(decider.answer(promised, CLARA, ClaimAnswer.REPORTED, PAID_GIVERS, NOW)).state())
                .isEqualTo(ClaimState.CREDITED);
        assertThat(made(decider.follow(promised, PAID_GIVERS, NOW)).state()).isEqualTo(ClaimState.CREDITED);
        Claim reminded = made(tick(promised, Evidence.NONE, Duration.ofDays(10)));
        assertThat(made(tick(reminded, Evidence.NONE, Duration.ofDays(14))).state()).isEqualTo(ClaimState.BOOKED);
    }

    @Test
    void twoRemindersThenSilenceBooksTheMedianWithItsFullHold() {
        Claim claim = open();
        assertThat(claim.nextAt()).isEqualTo(NOW.plus(Duration.ofDays(5)));
        assertThat(tick(claim, Evidence.NONE, Duration.ofDays(5).minusNanos(1))).isInstanceOf(Unchanged.class);
        ClaimDecision first = tick(claim, Evidence.NONE, Duration.ofDays(5));
        assertThat(told(first)).containsExactly("claim.reminder");
        assertThat(tick(made(first), Evidence.NONE, Duration.ofDays(9))).isInstanceOf(Unchanged.class);
        Claim twice = made(tick(made(first), Evidence.NONE, Duration.ofDays(10)));
        assertThat(twice.reminders()).isEqualTo(2);
        assertThat(made(tick(claim, Evidence.NONE, Duration.ofDays(11))).reminders())
                .as("who was away is not told twice at once").isEqualTo(2);
        assertThat(twice.nextAt()).isEqualTo(twice.answerBy()).isEqualTo(NOW.plus(Duration.ofDays(14)));
        Claim late = made(tick(claim, Evidence.NONE, Duration.ofDays(20)));
        assertThat(late.state()).as("an exchange that was down reminds before it books").isEqualTo(ClaimState.OPEN);
        assertThat(late.answerBy()).isEqualTo(NOW.plus(Duration.ofDays(23)));
        Made made = (Made) tick(twice, Evidence.NONE, Duration.ofDays(14));
        assertThat(made.claim().state()).isEqualTo(ClaimState.BOOKED);
        Transfer transfer = made.transfers().getFirst();
        assertThat(made.transfers()).hasSize(1);
        assertThat(transfer.move()).isEqualTo(Move.BOOK);
        assertThat(transfer.amountMinor()).isEqualTo(250);
        assertThat(transfer.cause()).isEqualTo(new Cause.Claim(claim.id()));
        assertThat(transfer.from().stage()).isEqualTo(Stage.ACCRUED);
        assertThat(transfer.pair()).isEqualTo(new Transfer.Pair(CLARA, ANNA, EUR));
        assertThat(booking(made.claim()).holdUntil()).isEqualTo(NOW.plus(Duration.ofDays(44)));
        assertThat(told(made)).containsExactly("claim.booked");
    }

    @Test
    void silenceBooksNothingWhereThereIsNothingToBookOrTheFactsSayNo() {
        Instant end = NOW.plus(Duration.ofDays(14));
        for (SilencePrice nothing : List.of(price(null), new SilencePrice(EUR, 30, 250L, 0L, false, false),
                new SilencePrice(EUR, 30, 250L, -7L, false, false),
                new SilencePrice(EUR, 30, 250L, null, true, false))) {
            ClaimDecision decision = decider.tick(silent(), Evidence.NONE, () -> nothing, end);
            assertThat(made(decision).state()).isEqualTo(ClaimState.NOT_BOOKED);
            assertThat(((Made) decision).transfers()).isEmpty();
        }
        assertThat(booking(
                made(decider.tick(silent(), Evidence.NONE, () -> new SilencePrice(EUR, 30, 250L, 90L, false, false),
                        end)))
                .amountMinor()).as("what the cap leaves").isEqualTo(90);
        Evidence beforeClick = new Evidence(OrderStatus.PAID, Credited.NOBODY, false, true, false, false);
        for (Evidence no : List.of(PLACED, CANCELLED, PAID_ANOTHERS, REFUNDED, beforeClick)) {
            assertThat(made(tick(silent(), no, Duration.ofDays(14))).state()).as("%s", no).isEqualTo(ClaimState.DENIED);
        }
        assertThat(made(tick(silent(), PAID_GIVERS, Duration.ofDays(14))).state()).isEqualTo(ClaimState.CREDITED);
        assertThat(made(tick(silent(), PAID_NOBODYS, Duration.ofDays(14))).state()).isEqualTo(ClaimState.BOOKED);
    }

    @Test
    void aClickIsClaimedForAsManySalesAsItsTermsPay() {
        assertThat(made(make(new PairRecord(0, 0, 1_000, null, false, false, false, 2), Evidence.NONE)).state())
                .as("three orders a click").isEqualTo(ClaimState.OPEN);
        assertThat(refused(make(new PairRecord(0, 0, 1_000, null, false, false, false, 3), Evidence.NONE)))
                .isEqualTo(ClaimRefusal.CLICK_USED_UP);
        assertThat(refused(make(new PairRecord(0, 0, 1_000, null, false, false, false, 3), PAID_GIVERS)))
                .as("more telling").isEqualTo(ClaimRefusal.ORDER_CREDITED);
        Made denied = (Made) decider.tick(silent(), Evidence.NONE,
                () -> new SilencePrice(EUR, 30, 250L, null, false, true), NOW.plus(Duration.ofDays(14)));
        assertThat(denied.claim().state()).isEqualTo(ClaimState.DENIED);
        assertThat(denied.transfers()).isEmpty();
        assertThat(denied.events().getFirst().data()).containsEntry("reason", "click_used_up");
    }

    @Test
    void whatSilenceBookedMakesRoomForOrdersAsFarAsItMust() {
        Claim open = open();
        Claim first = booked();
        Claim second = booked();
        Claim stands = made(decider.tick(booked(), Evidence.NONE, () -> price(250L), NOW.plus(Duration.ofDays(44))));
        List<Claim> claims = List.of(open, stands, first, second);
        assertThat(decider.makeRoom(claims, 0, 3, NOW)).isEmpty();
        assertThat(room(claims, 1)).as("the newest that may be contested").containsExactly(second.id());
        assertThat(room(claims, 2)).containsExactly(second.id(), first.id());
        assertThat(room(claims, 3)).containsExactly(second.id(), first.id(), stands.id());
        assertThat(room(claims, 9)).as("an order that came back is over the limit").hasSize(3);
        Made made = (Made) decider.makeRoom(List.of(stands), 3, 3, NOW).getFirst();
        assertThat(made.claim().state()).isEqualTo(ClaimState.CREDITED);
        assertThat(made.transfers()).singleElement()
                .satisfies(transfer -> assertThat(transfer.move()).isEqualTo(Move.REVERSE_DUE));
        assertThat(made.events().getFirst().data()).containsEntry("reason", "click_used_up");
    }

    private List<UUID> room(List<Claim> claims, int orders) {
        return decider.makeRoom(claims, orders, 3, NOW).stream().map(decision -> made(decision).id()).toList();
    }

    @Test
    void whatIsBookedIsContestedByTheTrueStateUntilItIsDue() {
        Claim booked = booked();
        Instant within = booking(booked).holdUntil().minusNanos(1);
        assertThat(refused(decider.contest(booked, CLARA, ClaimAnswer.CANCELLED, Evidence.NONE, within)))
                .isEqualTo(ClaimRefusal.ORDER_NOT_REPORTED);
        assertThat(refused(decider.contest(booked, CLARA, ClaimAnswer.REPORTED, PAID_NOBODYS, within)))
                .isEqualTo(ClaimRefusal.ORDER_NOT_REPORTED);
        assertThat(refused(decider.contest(booked, CLARA, ClaimAnswer.NO_SUCH_ORDER, PLACED, within)))
                .isEqualTo(ClaimRefusal.ANSWER_CONTRADICTS_FACTS);
        assertThat(refused(decider.contest(booked, ANNA, ClaimAnswer.CANCELLED, CANCELLED, within)))
                .isEqualTo(ClaimRefusal.NOT_YOURS_TO_ANSWER);
        assertThat(refused(decider.contest(open(), CLARA, ClaimAnswer.CANCELLED, CANCELLED, within)))
                .isEqualTo(ClaimRefusal.WRONG_STATE);
        assertThat(refused(decider.contest(booked, CLARA, ClaimAnswer.CANCELLED, CANCELLED, within.plusNanos(1))))
                .as("due, whether the job has run or not").isEqualTo(ClaimRefusal.WRONG_STATE);
        Made contested = (Made) decider.contest(booked, CLARA, ClaimAnswer.CANCELLED, CANCELLED, within);
        assertThat(contested.claim().state()).isEqualTo(ClaimState.CONTESTED);
        assertThat(moves(contested)).containsExactly(Move.REVERSE_PENDING);
        assertThat(booking(contested.claim()).amounts()).isEqualTo(StageAmounts.NONE);
        assertThat(told(contested)).containsExactly("claim.contested");
        assertThat(made(decider.contest(booked, CLARA, ClaimAnswer.CANCELLED, REFUNDED, within)).state())
                .isEqualTo(ClaimState.CONTESTED);
        assertThat(made(decider.contest(booked, CLARA, ClaimAnswer.NO_SUCH_ORDER, Evidence.NONE, within)).state())
                .isEqualTo(ClaimState.CONTESTED);
    }

    @Test
    void theOrderTakesTheClaimsPlaceAtEveryStage() {
        Claim pending = booked();
        Instant due = booking(pending).holdUntil();
        Claim stands = made(decider.tick(pending, Evidence.NONE, () -> price(1L), due));
        assertThat(stands.state()).isEqualTo(ClaimState.STANDS);
        assertThat(booking(stands).amounts()).isEqualTo(new StageAmounts(0, 250, 0, 0));
        Claim settled = made(decider.close(stands, due));
        assertThat(booking(settled).amounts()).isEqualTo(new StageAmounts(0, 0, 250, 0));
        assertThat(decider.close(settled, due)).isInstanceOf(Unchanged.class);
        record Case(Claim claim, Move move) {
        }
        for (Case each : List.of(new Case(pending, Move.REVERSE_PENDING), new Case(stands, Move.REVERSE_DUE),
                new Case(settled, Move.REFUND_SETTLED))) {
            Made credited = (Made) decider.follow(each.claim(), PAID_GIVERS, due);
            assertThat(credited.claim().state()).isEqualTo(ClaimState.CREDITED);
            assertThat(moves(credited)).containsExactly(each.move());
            assertThat(booking(credited.claim()).amounts().netMinor()).isZero();
            assertThat(made(decider.follow(each.claim(), PAID_ANOTHERS, due)).state())
                    .as("another is paid for that sale").isEqualTo(ClaimState.CONTESTED);
            assertThat(decider.follow(credited.claim(), PAID_GIVERS, due)).isInstanceOf(Unchanged.class);
        }
        Made back = (Made) decider.follow(settled, PAID_GIVERS, due);
        assertThat(back.transfers().getFirst().pair()).isEqualTo(new Transfer.Pair(ANNA, CLARA, EUR));
        Made refunded = (Made) decider.follow(pending, GIVERS_REFUNDED, due);
        assertThat(refunded.claim().state()).isEqualTo(ClaimState.CREDITED);
        assertThat(moves(refunded)).containsExactly(Move.REVERSE_PENDING);
        for (Evidence unpaid : List.of(PLACED, CANCELLED, PAID_NOBODYS, REFUNDED, GIVERS_REFUNDED,
                evidence(OrderStatus.PLACED, Credited.GIVER, false))) {
            assertThat(decider.follow(stands, unpaid, due)).as("%s", unpaid).isInstanceOf(Unchanged.class);
        }
    }

    @Test
    void theGiverWithdrawsWhatIsOpenOrBooked() {
        assertThat(made(decider.withdraw(open(), ANNA, NOW)).state()).isEqualTo(ClaimState.WITHDRAWN);
        Made withdrawn = (Made) decider.withdraw(booked(), ANNA, NOW);
        assertThat(moves(withdrawn)).containsExactly(Move.REVERSE_PENDING);
        assertThat(refused(decider.withdraw(open(), CLARA, NOW))).isEqualTo(ClaimRefusal.NOT_YOURS_TO_ANSWER);
        assertThat(refused(decider.withdraw(withdrawn.claim(), ANNA, NOW))).isEqualTo(ClaimRefusal.WRONG_STATE);
        Claim stands = made(decider.tick(booked(), Evidence.NONE, () -> price(1L), NOW.plus(Duration.ofDays(99))));
        assertThat(refused(decider.withdraw(stands, ANNA, NOW))).isEqualTo(ClaimRefusal.WRONG_STATE);
    }

    private static List<Move> moves(Made made) {
        List<Move> moves = new ArrayList<>();
        made.transfers().forEach(transfer -> moves.add(transfer.move()));
        return moves;
    }

    private static Claim.Booking booking(Claim claim) {
        return Objects.requireNonNull(claim.booking());
    }
}
