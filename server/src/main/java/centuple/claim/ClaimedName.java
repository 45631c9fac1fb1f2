package centuple.claim;

import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFacts;
import centuple.order.OrderRef;
import centuple.shop.ShopId;

import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * How a giver names the order it claims: by the reference that the shop reports, or by the number that the customer was
 * told. Numbers may repeat, so by its number an order is meant only if it was placed about that day.
 *
 * @param receiver who sold
 * @param text reference or number
 * @param day when the order was placed, as the giver was told
 */
public record ClaimedName(ShopId receiver, String text, LocalDate day) {
    /** Whether it is the order's reference, whatever the day. */
    public boolean isReference(OrderRef order) {
        return order.receiver().equals(receiver) && order.reference().equals(text);
    }

    /** Whether this order may be meant. */
    public boolean fits(OrderFacts facts) {
        return isReference(facts.order()) || facts.order().receiver().equals(receiver)
                && facts.snapshots().stream().anyMatch(told -> text.equals(told.number()) && isAboutThatDay(told));
    }

    /** Whether the order was placed about that day, by what was reported of it. */
    boolean isAboutThatDay(OrderFacts facts) {
        return facts.snapshots().stream().anyMatch(this::isAboutThatDay);
    }

    private boolean isAboutThatDay(Snapshot told) {
        LocalDate placedOn = LocalDate.ofInstant(told.placedAt(), ZoneOffset.UTC);
        return !placedOn.isBefore(firstDay()) && !placedOn.isAfter(lastDay());
    }

    /** The first day on which an order of that number may have been placed. */
    public LocalDate firstDay() {
        return day.minusDays(ClaimLimits.DAY_SLACK_DAYS);
    }

    /** The last day on which an order of that number may have been placed. */
    public LocalDate lastDay() {
        return day.plusDays(ClaimLimits.DAY_SLACK_DAYS);
    }
}
