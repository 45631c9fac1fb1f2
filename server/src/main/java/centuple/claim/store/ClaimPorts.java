package centuple.claim.store;

import centuple.commission.CommissionStore;
import centuple.ledger.LedgerStore;
import centuple.order.OrderStore;
import centuple.shop.EventLog;
import centuple.shop.TermsBook;

import java.sql.Connection;
import java.util.function.Function;

/**
 * What claims need of other features, as one open transaction sees it. Thread-safe.
 *
 * @param terms the terms between shops
 * @param orders what was reported of orders
 * @param commissions what is booked for them
 * @param ledger the books
 * @param events what is told
 */
public record ClaimPorts(Function<Connection, TermsBook> terms, Function<Connection, OrderStore> orders,
        Function<Connection, CommissionStore> commissions, Function<Connection, LedgerStore> ledger,
        Function<Connection, EventLog> events) {
}
