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
import centuple.shop.TermsBook;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
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
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes claims give way to the orders they stood for, and to those that use up their click, in the transaction that
 * books the order: so the two are never booked both. Not thread-safe.
 *
 * @param ids ascending
 * @param terms the terms between shops
 */
public record ClaimFollower(Writes writes, Supplier<UUID> ids,
        Function<Connection, TermsBook> terms) implements OrderFollower {
    @Override
    public Followed follow(List<Moved> moved, Instant now) {
        Map<OrderRef, List<Moved>> byName = new HashMap<>();
        Map<String, Moved> byClick = new HashMap<>();
        for (Moved one : moved) {
            // Of an order that is nobody's no claim has to know: what it needs of one it reads when it is decided on.
            if (one.books().outcome() != null && one.books().outcome().basis() != null) {
                names(one.facts()).forEach(name -> byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(one));
                String click = one.books().clickUsed();
                if (click != null) {
                    byClick.put(click, one);
                }
            }
        }
        if (byName.isEmpty()) {
            return Followed.NOTHING;
        }
        try {
            List<Claim> claims = new SqlClaims(writes.connection()).lockOf(byName.keySet(), byClick.keySet());
            return claims.isEmpty() ? Followed.NOTHING : follow(claims, byName, byClick, now);
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

    private Followed follow(List<Claim> claims, Map<OrderRef, List<Moved>> byName, Map<String, Moved> byClick,
            Instant now) throws SQLException {
        ClaimDecider decider = new ClaimDecider(ids);
        List<ClaimDecision> decisions = new ArrayList<>();
        Map<String, List<Claim>> left = new HashMap<>();
        for (Claim claim : claims) {
            ClaimDecision decision = decider.follow(claim, evidence(claim, byName.get(claim.order())), now);
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

    private static Evidence evidence(Claim claim, @Nullable List<Moved> named) {
        return named == null
                ? Evidence.NONE
                : Evidence.of(named.stream().filter(order -> claim.name().fits(order.facts()))
                        .map(order -> Evidence.of(claim.giver(), claim.click(), order.facts(), order.books()))
                        .toList());
    }

    /** A click froze its terms, so all claims of it and all orders by it have the same. */
    private int ordersPerClick(Claim claim) {
        return terms.apply(writes.connection())
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
