package centuple.simulation.job;

import centuple.click.Keyring;
import centuple.link.LinkTable;
import centuple.order.OrderIntake;
import centuple.order.OrderReport;
import centuple.platform.json.JsonFields;
import centuple.redirect.ClickSink;
import centuple.redirect.UserAgents;
import centuple.shop.ShopId;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The parts of a running exchange that a replayed event passes through: all of those of a live one but its sockets and
 * its clock.
 *
 * @param isLive whether the exchange is marked live, and so takes no replay
 * @param clicks the way of a visitor
 * @param orders the way of an order
 */
public record ReplayPath(BooleanSupplier isLive, Clicks clicks, Orders orders) {
    /**
     * The way of a visitor.
     *
     * @param links the link table of the moment
     * @param keys sign and verify tokens
     * @param userAgents tell bots
     * @param sink the journal; used by one thread at a time
     */
    public record Clicks(Supplier<LinkTable> links, Supplier<Keyring> keys, UserAgents userAgents, ClickSink sink) {
    }

    /**
     * The way of an order.
     *
     * @param reader reads a body as the API does
     * @param intake takes facts in and books them
     * @param holds makes due what has come through its hold by then
     */
    public record Orders(FactReading reader, OrderIntake intake, Consumer<Instant> holds) {
    }

    /** Reads what a shop sends of an order. */
    @FunctionalInterface
    public interface FactReading {
        /**
         * Reads a body.
         *
         * @throws centuple.platform.json.InvalidJsonException when anything in it is wrong
         */
        OrderReport read(JsonFields body, ShopId receiver, Instant arrivedAt);
    }
}
