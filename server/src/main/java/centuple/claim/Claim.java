package centuple.claim;

import centuple.commission.StageAmounts;
import centuple.money.Currency;
import centuple.order.OrderRef;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * A giver says that a visitor of its bought and no commission came of it. Immutable.
 *
 * @param id ours
 * @param giver who claims
 * @param order the receiver's order, by the reference or number the giver was told
 * @param day when it was placed, as the giver was told
 * @param click what the token said
 * @param madeAt when it was claimed
 * @param answer what the receiver said last; null while it is silent
 * @param reminders how often the receiver was reminded
 * @param changedAt when it was made, reminded of, or its state changed last
 * @param booking what silence booked; null when nothing
 */
public record Claim(UUID id, ShopId giver, OrderRef order, LocalDate day, Click click, Instant madeAt,
        ClaimState state, @Nullable ClaimAnswer answer, int reminders, Instant changedAt, @Nullable Booking booking) {
    /** What the public ids of claims start with. */
    public static final String ID_PREFIX = "clm_";

    /**
     * The click that is claimed. The token's text is not kept.
     *
     * @param id the public form, {@code clk_...}
     * @param termsVersion of the receiver's terms that the click froze
     * @param issuedAt the minute of the click
     * @param hops earlier givers, the first one first
     */
    public record Click(String id, int termsVersion, Instant issuedAt, List<ShopId> hops) {
        public Click {
            hops = List.copyOf(hops);
        }

        /** The calendar month (UTC) whose clicks limit how many may be claimed. */
        public YearMonth month() {
            return YearMonth.from(issuedAt.atZone(ZoneOffset.UTC));
        }
    }

    /**
     * What silence booked.
     *
     * @param amountMinor minor units, as it was booked first
     * @param holdUntil until when it is pending and may be contested
     * @param amounts how far it has come
     */
    public record Booking(Currency currency, long amountMinor, Instant holdUntil, StageAmounts amounts) {
    }

    /** How the order is named. */
    public ClaimedName name() {
        return new ClaimedName(order.receiver(), order.reference(), day);
    }

    public ShopId receiver() {
        return order.receiver();
    }

    /** Until when the receiver may answer; then silence books. Later where a reminder came late. */
    public Instant answerBy() {
        Instant usual = madeAt.plus(ClaimLimits.ANSWER_WITHIN);
        Instant reminded = changedAt.plus(ClaimLimits.REMINDED_BEFORE);
        return state == ClaimState.OPEN && reminded.isAfter(usual) ? reminded : usual;
    }

    /** When time alone next changes something; null when never. */
    public @Nullable Instant nextAt() {
        return switch (state) {
            case OPEN -> reminders < ClaimLimits.REMINDED_AFTER.size()
                    ? madeAt.plus(ClaimLimits.REMINDED_AFTER.get(reminders))
                    : answerBy();
            case BOOKED -> booking == null ? null : booking.holdUntil();
            default -> null;
        };
    }

    Claim in(ClaimState next, Instant now) {
        return new Claim(id, giver, order, day, click, madeAt, next, answer, reminders, now, booking);
    }

    Claim answered(ClaimAnswer said) {
        return new Claim(id, giver, order, day, click, madeAt, state, said, reminders, changedAt, booking);
    }

    Claim reminded(int times, Instant now) {
        return new Claim(id, giver, order, day, click, madeAt, state, answer, times, now, booking);
    }

    Claim with(Booking other) {
        return new Claim(id, giver, order, day, click, madeAt, state, answer, reminders, changedAt, other);
    }
}
