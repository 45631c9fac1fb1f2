package centuple.simulation.job;

import centuple.redirect.IpAddress;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;

/** Something that happened, with its own time, to be replayed as if it happened now. */
public sealed interface ReplayEvent {
    /** When it happened. */
    Instant at();

    /**
     * A visitor follows a link.
     *
     * @param ref the name by which later events mean this click
     * @param code of the link
     * @param viaRef the click whose token the visitor carries; null when none
     * @param visitor who follows it
     */
    record Click(Instant at, String ref, String code, @Nullable String viaRef, Visitor visitor) implements ReplayEvent {
    }

    /**
     * Who follows a link: enough to tell two visitors of a day apart, and not kept.
     *
     * @param address where they ask from
     * @param userAgent what they ask with
     */
    record Visitor(IpAddress address, String userAgent) {
    }

    /**
     * A shop reports of an order.
     *
     * @param shop who sold
     * @param order the body of {@code POST /v1/orders}; a token is {@code {"click": ref, "found_in": ...}}
     */
    record Order(Instant at, ShopId shop, ObjectNode order) implements ReplayEvent {
    }

    /** Nothing but time passes: holds run out. */
    record Time(Instant at) implements ReplayEvent {
    }
}
