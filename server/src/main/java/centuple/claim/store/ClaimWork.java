package centuple.claim.store;

import centuple.claim.Claim;
import centuple.claim.ClaimAnswer;
import centuple.claim.ClaimDecider;
import centuple.claim.ClaimDecision;
import centuple.claim.ClaimLimits;
import centuple.claim.ClaimState;
import centuple.claim.Evidence;
import centuple.claim.SilencePrice;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.Writes;
import centuple.shop.ShopId;
import centuple.shop.Terms;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Each step of a claim: locks, reads, decides and writes, in a transaction that is open. Thread-safe.
 *
 * <p>Locks are taken in one order: the pair, claims by their ids, balances, positions of events; whoever books orders
 * locks them before the claims. So nobody waits in a circle.
 *
 * @param ids ascending; safe for all threads
 */
public record ClaimWork(ClaimPorts ports, Supplier<UUID> ids) {
    /** A giver claims. */
    public ClaimDecision make(Connection connection, ClaimDecider.Wish wish, Instant now) throws SQLException {
        ClaimReader reader = new ClaimReader(connection, ports);
        var before = reader.lockPair(wish);
        Terms terms = reader.terms(wish.order().receiver(), wish.giver(), wish.token().termsVersion()).orElse(null);
        Evidence evidence = reader.evidence(wish.giver(), wish.click(), wish.name());
        ClaimDecision decision = new ClaimDecider(ids).make(wish, terms, before, evidence, now);
        if (decision instanceof ClaimDecision.Made made) {
            new SqlClaims(connection).insert(made.claim());
            if (made.claim().state() == ClaimState.PROVEN_FALSE) {
                reader.bar(made.claim(), now.plus(ClaimLimits.BARRED_FOR));
            }
            ports.events().apply(connection).append(made.events());
        }
        return decision;
    }

    /** The receiver answers; empty where there is no such claim for it to see. */
    public Optional<ClaimDecision> answer(Connection connection, ShopId by, UUID id, ClaimAnswer answer, Instant now)
            throws SQLException {
        return step(connection, by, id,
                (claim, evidence) -> new ClaimDecider(ids).answer(claim, by, answer, evidence, now));
    }

    /** The receiver contests. */
    public Optional<ClaimDecision> contest(Connection connection, ShopId by, UUID id, ClaimAnswer answer, Instant now)
            throws SQLException {
        return step(connection, by, id,
                (claim, evidence) -> new ClaimDecider(ids).contest(claim, by, answer, evidence, now));
    }

    /** The giver withdraws. */
    public Optional<ClaimDecision> withdraw(Connection connection, ShopId by, UUID id, Instant now)
            throws SQLException {
        return step(connection, by, id, (claim, _) -> new ClaimDecider(ids).withdraw(claim, by, now));
    }

    private Optional<ClaimDecision> step(Connection connection, ShopId by, UUID id, Step step) throws SQLException {
        Optional<Claim> claim = new SqlClaims(connection).lock(by, id);
        if (claim.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(write(connection, step.decide(claim.get(), evidence(connection, claim.get()))));
    }

    /** Lets time pass for a claim; true when something changed. */
    public boolean tick(Connection connection, UUID id, Instant now) throws SQLException {
        Optional<Claim> found = new SqlClaims(connection).lockWithOthers(id);
        if (found.isEmpty()) {
            return false;
        }
        Claim claim = found.get();
        ClaimDecision decision = new ClaimDecider(ids).tick(claim, evidence(connection, claim),
                () -> price(connection, claim, now), now);
        return write(connection, decision) instanceof ClaimDecision.Made;
    }

    private Evidence evidence(Connection connection, Claim claim) throws SQLException {
        return new ClaimReader(connection, ports).evidence(claim.giver(), claim.click(), claim.name());
    }

    private SilencePrice price(Connection connection, Claim claim, Instant now) {
        try {
            return new ClaimReader(connection, ports).price(claim, now);
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }

    private ClaimDecision write(Connection connection, ClaimDecision decision) throws SQLException {
        if (decision instanceof ClaimDecision.Made made) {
            SqlClaims.update(Writes.atOnce(connection), made.claim());
            ports.ledger().apply(connection).append(made.transfers());
            if (!made.events().isEmpty()) {
                ports.events().apply(connection).append(made.events());
            }
        }
        return decision;
    }

    private interface Step {
        ClaimDecision decide(Claim claim, Evidence evidence);
    }
}
