package centuple.commission;

import centuple.order.OrderFacts;
import centuple.shop.TermsBook;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Decides what is to be written for an order: target minus booked. Pure: it changes nothing itself.
 *
 * @param terms the terms between shops
 * @param ids ids for new commissions and transfers, ascending
 */
public record CommissionDecider(TermsBook terms, Supplier<UUID> ids) {
    /**
     * Decides on one order.
     *
     * @param books what is booked for it
     * @param facts all that was reported of it
     * @param allowances the limits it shares with other orders; not changed here
     * @param now the time of the postings
     */
    public CommissionDecision decide(OrderBooks books, OrderFacts facts, Allowances allowances, Instant now) {
        throw new UnsupportedOperationException("body follows");
    }
}
