package centuple.claim;

import centuple.ledger.Transfer;
import centuple.shop.Event;

import java.util.List;

/** What became of a wish about a claim, or of time that passed. */
public sealed interface ClaimDecision {
    /**
     * To be written.
     *
     * @param claim as it is now
     * @param transfers to be booked with it, in this order
     * @param events to be told with it
     */
    record Made(Claim claim, List<Transfer> transfers, List<Event> events) implements ClaimDecision {
        public Made {
            transfers = List.copyOf(transfers);
            events = List.copyOf(events);
        }
    }

    /** Nothing changes. */
    record Unchanged(Claim claim) implements ClaimDecision {
    }

    /** Refused; nothing changes. */
    record Refused(ClaimRefusal reason) implements ClaimDecision {
    }
}
