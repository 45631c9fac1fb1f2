package centuple.claim;

import centuple.claim.ClaimDecision.Made;
import centuple.claim.ClaimDecision.Refused;
import centuple.claim.ClaimDecision.Unchanged;
import centuple.claim.Evidence.Credited;
import centuple.commission.StageAmounts;
import centuple.ledger.Cause;
import centuple.ledger.Move;
import centuple.ledger.Transfer;
import centuple.order.OrderRef;
import centuple.order.OrderStatus;
import centuple.order.PresentedToken;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Decides on claims. Pure: it changes nothing itself. What silence books has the claim as its cause, and is taken back
 * as soon as the order itself pays anybody, so that no sale is paid twice.
 *
 * @param ids ids for claims and transfers, ascending
 */
public record ClaimDecider(Supplier<UUID> ids) {
    private static final Map<String, Object> CLICK_USED_UP = Map.of("reason", "click_used_up");

    /**
     * What a giver claims.
     *
     * @param giver who claims
     * @param token as verified for the shop it names
     * @param order of that shop, by its reference or number
     * @param day when the order was placed, not after today
     */
    public record Wish(ShopId giver, PresentedToken.Valid token, OrderRef order, LocalDate day) {
        public ClaimedName name() {
            return new ClaimedName(order.receiver(), order.reference(), day);
        }

        public Claim.Click click() {
            return new Claim.Click(token.clickId(), token.termsVersion(), token.issuedAt(), token.hops());
        }
    }

    /**
     * A giver claims. Where facts that were reported before prove it false it ends at once.
     *
     * @param terms that the click froze; null where they were never accepted
     * @param before what the giver claimed of this receiver before
     * @param evidence what was reported of the order
     */
    public ClaimDecision make(Wish wish, @Nullable Terms terms, PairRecord before, Evidence evidence, Instant now) {
        ClaimRefusal refusal = refusal(wish, terms);
        if (refusal == null) {
            refusal = refusal(before, evidence, now);
        }
        if (refusal == null && terms != null && before.clickUses() >= terms.limits().ordersPerClick()) {
            refusal = ClaimRefusal.CLICK_USED_UP;
        }
        if (refusal != null) {
            return new Refused(refusal);
        }
        Claim claim = new Claim(ids.get(), wish.giver(), wish.order(), wish.day(), wish.click(), now, ClaimState.OPEN,
                null, 0, now, null);
        if (evidence.isDisproof()) {
            return ended(claim, ClaimState.PROVEN_FALSE, now,
                    Map.of("barred_until", now.plus(ClaimLimits.BARRED_FOR).toString()));
        }
        return told(claim, "made", now);
    }

    private static @Nullable ClaimRefusal refusal(Wish wish, @Nullable Terms terms) {
        PresentedToken.Valid token = wish.token();
        if (!token.giver().equals(wish.giver())) {
            return ClaimRefusal.TOKEN_NOT_OF_YOURS;
        }
        if (token.giver().equals(wish.order().receiver()) || token.hops().contains(wish.order().receiver())) {
            return ClaimRefusal.SELF_REFERRAL;
        }
        if (terms == null || terms.acceptedAt() == null) {
            return ClaimRefusal.UNKNOWN_TERMS;
        }
        LocalDate clicked = LocalDate.ofInstant(token.issuedAt(), ZoneOffset.UTC);
        LocalDate closed = LocalDate.ofInstant(token.issuedAt().plus(Duration.ofDays(terms.limits().windowDays())),
                ZoneOffset.UTC);
        if (wish.day().isBefore(clicked.minusDays(ClaimLimits.DAY_SLACK_DAYS))) {
            return ClaimRefusal.DAY_BEFORE_CLICK;
        }
        return wish.day().isAfter(closed.plusDays(ClaimLimits.DAY_SLACK_DAYS))
                ? ClaimRefusal.DAY_OUTSIDE_WINDOW
                : null;
    }

    private static @Nullable ClaimRefusal refusal(PairRecord before, Evidence evidence, Instant now) {
        if (before.barredUntil() != null && now.isBefore(before.barredUntil())) {
            return ClaimRefusal.CLAIMS_BARRED;
        }
        if (before.sameOrder()) {
            return ClaimRefusal.ORDER_ALREADY_CLAIMED;
        }
        if (before.sameClick()) {
            return ClaimRefusal.CLICK_ALREADY_CLAIMED;
        }
        if (before.sameBoth()) {
            return ClaimRefusal.CLAIMED_BEFORE;
        }
        if (before.open() >= ClaimLimits.OPEN_MAX) {
            return ClaimRefusal.TOO_MANY_OPEN_CLAIMS;
        }
        if (before.ofMonth() >= ClaimLimits.monthClaimsMax(before.clicksOfMonth())) {
            return ClaimRefusal.TOO_MANY_CLAIMS_OF_MONTH;
        }
        return evidence.credit() == Credited.GIVER ? ClaimRefusal.ORDER_CREDITED : null;
    }

    /** The receiver answers a claim that is open. */
    public ClaimDecision answer(Claim claim, ShopId by, ClaimAnswer answer, Evidence evidence, Instant now) {
        ClaimRefusal refusal = refusal(claim, by, ClaimState.OPEN);
        if (refusal == null && answer == ClaimAnswer.OTHER_SOURCE && !evidence.isKnown()) {
            refusal = ClaimRefusal.ORDER_NOT_REPORTED;
        }
        if (refusal == null && contradicts(answer, evidence)) {
            refusal = ClaimRefusal.ANSWER_CONTRADICTS_FACTS;
        }
        if (refusal != null) {
            return new Refused(refusal);
        }
        Claim answered = claim.answered(answer);
        if (answer != ClaimAnswer.REPORTED) {
            return ended(answered, ClaimState.DENIED, now, Map.of());
        }
        if (evidence.isGiversAndPaid()) {
            return ended(answered, ClaimState.CREDITED, now, Map.of());
        }
        return answered.equals(claim) ? new Unchanged(claim) : told(answered, "answered", now);
    }

    /**
     * The receiver contests what its silence booked. Whatever says that there is an order must be seen in its facts.
     */
    public ClaimDecision contest(Claim claim, ShopId by, ClaimAnswer answer, Evidence evidence, Instant now) {
        ClaimRefusal refusal = refusal(claim, by, ClaimState.BOOKED);
        Claim.Booking booking = claim.booking();
        if (refusal == null && booking != null && !now.isBefore(booking.holdUntil())) {
            refusal = ClaimRefusal.WRONG_STATE;
        }
        boolean isSeen = answer == ClaimAnswer.NO_SUCH_ORDER || answer != ClaimAnswer.REPORTED && evidence.isKnown();
        if (refusal == null && !isSeen) {
            refusal = ClaimRefusal.ORDER_NOT_REPORTED;
        }
        if (refusal == null && contradicts(answer, evidence)) {
            refusal = ClaimRefusal.ANSWER_CONTRADICTS_FACTS;
        }
        return refusal != null
                ? new Refused(refusal)
                : takenBack(claim.answered(answer), ClaimState.CONTESTED, now);
    }

    private static @Nullable ClaimRefusal refusal(Claim claim, ShopId by, ClaimState needed) {
        if (!by.equals(claim.receiver())) {
            return ClaimRefusal.NOT_YOURS_TO_ANSWER;
        }
        return claim.state() == needed ? null : ClaimRefusal.WRONG_STATE;
    }

    private static boolean contradicts(ClaimAnswer answer, Evidence evidence) {
        OrderStatus status = evidence.status();
        return switch (answer) {
            case REPORTED -> false;
            case NO_SUCH_ORDER -> status != null;
            case NOT_PAID -> status != null && status != OrderStatus.PLACED;
            case CANCELLED -> status != null && status != OrderStatus.CANCELLED && !evidence.isRefunded();
            case OTHER_SOURCE -> evidence.credit() == Credited.GIVER;
        };
    }

    /** The giver takes its claim back, and what was booked for it with it. */
    public ClaimDecision withdraw(Claim claim, ShopId by, Instant now) {
        if (!by.equals(claim.giver())) {
            return new Refused(ClaimRefusal.NOT_YOURS_TO_ANSWER);
        }
        return switch (claim.state()) {
            case OPEN, BOOKED -> takenBack(claim, ClaimState.WITHDRAWN, now);
            default -> new Refused(ClaimRefusal.WRONG_STATE);
        };
    }

    /**
     * The order that is claimed has changed: where it is the giver's and paid, or pays anybody, the claim makes room.
     * What is due makes room only for what pays.
     */
    public ClaimDecision follow(Claim claim, Evidence evidence, Instant now) {
        boolean isGivers = evidence.credit() == Credited.GIVER;
        return switch (claim.state()) {
            case OPEN -> evidence.isGiversAndPaid()
                    ? ended(claim, ClaimState.CREDITED, now, Map.of())
                    : new Unchanged(claim);
            case BOOKED, STANDS ->
                evidence.isPaying() || claim.state() == ClaimState.BOOKED && evidence.isGiversAndPaid()
                        ? takenBack(claim, isGivers ? ClaimState.CREDITED : ClaimState.CONTESTED, now)
                        : new Unchanged(claim);
            default -> new Unchanged(claim);
        };
    }

    /**
     * Orders that a click pays have its places before claims: what silence booked makes room, as far as it must. What
     * may still be contested goes first, then what was claimed last.
     *
     * @param ofClick claims of one click
     * @param orders how many orders the click is paid for
     * @param ordersPerClick how many it may pay, orders and claims together
     */
    public List<ClaimDecision> makeRoom(List<Claim> ofClick, int orders, int ordersPerClick, Instant now) {
        List<Claim> booked = ofClick.stream()
                .filter(claim -> claim.state() == ClaimState.BOOKED || claim.state() == ClaimState.STANDS)
                .sorted(Comparator.comparing(Claim::state).thenComparing(Claim::id, Comparator.reverseOrder()))
                .toList();
        int tooMany = Math.max(0, Math.min(booked.size(), orders + booked.size() - ordersPerClick));
        return booked.subList(0, tooMany).stream()
                .map(claim -> takenBack(claim, ClaimState.CREDITED, now, CLICK_USED_UP)).toList();
    }

    /**
     * Time has passed: the receiver is reminded, silence books, or a hold is over. One step at a time.
     *
     * @param price what silence may book; asked for only when it does
     */
    public ClaimDecision tick(Claim claim, Evidence evidence, Supplier<SilencePrice> price, Instant now) {
        if (follow(claim, evidence, now) instanceof Made made) {
            return made;
        }
        Claim.Booking booking = claim.booking();
        if (claim.state() == ClaimState.BOOKED && booking != null && !booking.holdUntil().isAfter(now)) {
            return moved(claim, booking, Move.HOLD_OVER, now);
        }
        if (claim.state() != ClaimState.OPEN) {
            return new Unchanged(claim);
        }
        int due = (int) ClaimLimits.REMINDED_AFTER.stream().filter(after -> !claim.madeAt().plus(after).isAfter(now))
                .count();
        if (due > claim.reminders()) {
            return told(claim.reminded(due, now), "reminder", now);
        }
        return claim.answerBy().isAfter(now) ? new Unchanged(claim) : silence(claim, evidence, price, now);
    }

    /** All that is due goes on a statement that is closed. */
    public ClaimDecision close(Claim claim, Instant now) {
        Claim.Booking booking = claim.booking();
        return booking == null || booking.amounts().dueMinor() == 0
                ? new Unchanged(claim)
                : moved(claim, booking, Move.CLOSE, now);
    }

    private ClaimDecision silence(Claim claim, Evidence evidence, Supplier<SilencePrice> price, Instant now) {
        boolean isUnpaid = evidence.isKnown() && evidence.status() != OrderStatus.PAID;
        if (evidence.credit() == Credited.ANOTHER || evidence.isDisproof() || isUnpaid || evidence.isRefunded()) {
            return ended(claim, ClaimState.DENIED, now, Map.of());
        }
        SilencePrice worth = price.get();
        if (worth.isClickUsedUp()) {
            return ended(claim, ClaimState.DENIED, now, CLICK_USED_UP);
        }
        long amountMinor = worth.amountMinor();
        if (amountMinor == 0) {
            return ended(claim, ClaimState.NOT_BOOKED, now, Map.of("reason", worth.absence()));
        }
        Instant holdUntil = now.plus(Duration.ofDays(worth.holdDays()));
        Claim.Booking booking = new Claim.Booking(worth.currency(), amountMinor, holdUntil, StageAmounts.NONE);
        Claim booked = claim.in(ClaimState.BOOKED, now).with(booking);
        return posted(booked, List.of(new Step(Move.BOOK, amountMinor)), now, Map.of());
    }

    private ClaimDecision moved(Claim claim, Claim.Booking booking, Move move, Instant now) {
        long amountMinor = move == Move.CLOSE ? booking.amounts().dueMinor() : booking.amounts().pendingMinor();
        Claim next = move == Move.CLOSE ? claim : claim.in(ClaimState.STANDS, now);
        return posted(next, List.of(new Step(move, amountMinor)), now, Map.of());
    }

    private ClaimDecision takenBack(Claim claim, ClaimState next, Instant now) {
        return takenBack(claim, next, now, Map.of());
    }

    /** What is pending or due goes back to its source; for what is on a statement a debt the other way is booked. */
    private ClaimDecision takenBack(Claim claim, ClaimState next, Instant now, Map<String, Object> more) {
        Claim.Booking booking = claim.booking();
        if (booking == null) {
            return ended(claim, next, now, more);
        }
        StageAmounts amounts = booking.amounts();
        return posted(claim.in(next, now),
                List.of(new Step(Move.REVERSE_PENDING, amounts.pendingMinor()),
                        new Step(Move.REVERSE_DUE, amounts.dueMinor()),
                        new Step(Move.REFUND_SETTLED, amounts.settledMinor() - amounts.givenBackMinor())),
                now, more);
    }

    private ClaimDecision posted(Claim claim, List<Step> steps, Instant now, Map<String, Object> more) {
        Claim.Booking booking = Objects.requireNonNull(claim.booking());
        Transfer.Pair pair = new Transfer.Pair(claim.receiver(), claim.giver(), booking.currency());
        StageAmounts amounts = booking.amounts();
        List<Transfer> transfers = new ArrayList<>();
        for (Step step : steps) {
            if (step.amountMinor() > 0) {
                transfers.add(new Transfer(ids.get(), now, step.move() == Move.REFUND_SETTLED ? pair.opposite() : pair,
                        step.move(), step.amountMinor(), new Cause.Claim(claim.id())));
                amounts = amounts.after(step.move(), step.amountMinor());
            }
        }
        Claim after = claim.with(new Claim.Booking(booking.currency(), booking.amountMinor(), booking.holdUntil(),
                amounts));
        boolean isQuiet = steps.getFirst().move() == Move.CLOSE;
        return new Made(after, transfers,
                isQuiet ? List.of() : List.of(ClaimEvents.of(after, name(after), now, more)));
    }

    private static ClaimDecision ended(Claim claim, ClaimState state, Instant now, Map<String, Object> more) {
        Claim after = claim.in(state, now);
        return new Made(after, List.of(), List.of(ClaimEvents.of(after, name(after), now, more)));
    }

    private static ClaimDecision told(Claim claim, String what, Instant now) {
        return new Made(claim, List.of(), List.of(ClaimEvents.of(claim, what, now, Map.of())));
    }

    private static String name(Claim claim) {
        return claim.state().name().toLowerCase(Locale.ROOT);
    }

    private record Step(Move move, long amountMinor) {
    }
}
