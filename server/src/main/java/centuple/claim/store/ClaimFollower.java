package centuple.claim.store;

import centuple.claim.Claim;
import centuple.claim.ClaimDecider;
import centuple.claim.ClaimDecision;
import centuple.claim.Evidence;
import centuple.commission.OrderFollower;
import centuple.ledger.Transfer;
import centuple.order.OrderRef;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.Writes;
import centuple.shop.Event;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes claims give way to the orders they stood for, in the transaction that books the order: so the two are never
 * booked both. Not thread-safe.
 *
 * @param ids ascending
 */
public record ClaimFollower(Writes writes, Supplier<UUID> ids) implements OrderFollower {
    @Override
    public Followed follow(List<Moved> moved, Instant now) {
        Map<OrderRef, Moved> byOrder = new HashMap<>();
        for (Moved one : moved) {
            // Of an order that is nobody's no claim has to know: what it needs of one it reads when it is decided on.
            if (one.books().outcome() != null && one.books().outcome().basis() != null) {
                byOrder.put(one.facts().order(), one);
            }
        }
        if (byOrder.isEmpty()) {
            return Followed.NOTHING;
        }
        List<Transfer> transfers = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        try {
            for (Claim claim : new SqlClaims(writes.connection()).lockOf(byOrder.keySet())) {
                Moved order = byOrder.get(claim.order());
                if (order != null && new ClaimDecider(ids).follow(claim,
                        Evidence.of(claim.giver(), claim.click(), order.facts(), order.books()),
                        now) instanceof ClaimDecision.Made made) {
                    SqlClaims.update(writes, made.claim());
                    transfers.addAll(made.transfers());
                    events.addAll(made.events());
                }
            }
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
        return new Followed(transfers, events);
    }
}
