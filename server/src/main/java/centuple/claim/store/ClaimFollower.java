package centuple.claim.store;

import centuple.claim.Claim;
import centuple.claim.ClaimDecider;
import centuple.claim.ClaimDecision;
import centuple.claim.Evidence;
import centuple.commission.OrderFollower;
import centuple.ledger.Transfer;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFacts;
import centuple.order.OrderRef;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.Writes;
import centuple.shop.Event;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes claims give way to the orders they stood for, and to those that use up their click, in the transaction that
 * books the order: so the two are never booked both. Not thread-safe.
 *
 * @param ids ascending
 * @param ports what it reads of other features
 */
public record ClaimFollower(Writes writes, Supplier<UUID> ids, ClaimPorts ports) implements OrderFollower {
    @Override
    public Followed follow(List<Moved> moved, Instant now) {
        Set<OrderRef> names = new HashSet<>();
        Map<String, Moved> byClick = new HashMap<>();
        for (Moved one : moved) {
            // Of an order that is nobody's no claim has to know: what it needs of one it reads when it is decided on.
            if (one.books().outcome() != null && one.books().outcome().basis() != null) {
                names.addAll(names(one.facts()));
                String click = one.books().clickUsed();
                if (click != null) {
                    byClick.put(click, one);
                }
            }
        }
        if (names.isEmpty()) {
            return Followed.NOTHING;
        }
        try {
            List<Claim> claims = new SqlClaims(writes.connection()).lockOf(names, byClick.keySet());
            return claims.isEmpty() ? Followed.NOTHING : follow(claims, moved, byClick, now);
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }

    /** What an order may be claimed by. */
    private static Set<OrderRef> names(OrderFacts facts) {
        Set<OrderRef> names = new HashSet<>(Set.of(facts.order()));
        for (Snapshot told : facts.snapshots()) {
            if (told.number() != null) {
                names.add(new OrderRef(facts.order().receiver(), told.number()));
            }
        }
        return names;
    }

    private Followed follow(List<Claim> claims, List<Moved> moved, Map<String, Moved> byClick, Instant now)
            throws SQLException {
        ClaimDecider decider = new ClaimDecider(ids);
        ClaimReader reader = new ClaimReader(writes.connection(), ports);
        List<Evidence.Order> group = moved.stream().map(one -> new Evidence.Order(one.facts(), one.books())).toList();
        List<ClaimDecision> decisions = new ArrayList<>();
        Map<String, List<Claim>> left = new HashMap<>();
        for (Claim claim : claims) {
            Evidence evidence = reader.evidence(claim.giver(), claim.click(), claim.name(), group);
            ClaimDecision decision = decider.follow(claim, evidence, now);
            decisions.add(decision);
            if (decision instanceof ClaimDecision.Unchanged && byClick.containsKey(claim.click().id())) {
                left.computeIfAbsent(claim.click().id(), _ -> new ArrayList<>()).add(claim);
            }
        }
        left.forEach((click, ofClick) -> {
            int orders = Objects.requireNonNull(byClick.get(click)).clickOrders();
            decisions.addAll(decider.makeRoom(ofClick, orders, ordersPerClick(ofClick.getFirst()), now));
        });
        return written(decisions);
    }

    /** A click froze its terms, so all claims of it and all orders by it have the same. */
    private int ordersPerClick(Claim claim) {
        return ports.terms().apply(writes.connection())
                .version(claim.receiver(), claim.giver(), claim.click().termsVersion())
                .orElseThrow(() -> new IllegalStateException("the terms of claim " + claim.id() + " are gone")).limits()
                .ordersPerClick();
    }

    private Followed written(List<ClaimDecision> decisions) throws SQLException {
        List<Transfer> transfers = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (ClaimDecision decision : decisions) {
            if (decision instanceof ClaimDecision.Made made) {
                SqlClaims.update(writes, made.claim());
                transfers.addAll(made.transfers());
                events.addAll(made.events());
            }
        }
        return new Followed(transfers, events);
    }
}
