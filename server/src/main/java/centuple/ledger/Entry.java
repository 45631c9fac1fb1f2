package centuple.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One side of a transfer, as bookkeepers read it. Entries are a view: the transfer is what is stored.
 *
 * @param transferId the transfer
 * @param at when it was decided
 * @param account the account it changes
 * @param amountMinor by how much: below zero where the amount leaves, above where it arrives
 */
public record Entry(UUID transferId, Instant at, Account account, long amountMinor) {
    /** Both sides of a transfer; they sum to zero. */
    public static List<Entry> of(Transfer transfer) {
        return List.of(new Entry(transfer.id(), transfer.at(), transfer.from(), -transfer.amountMinor()),
                new Entry(transfer.id(), transfer.at(), transfer.to(), transfer.amountMinor()));
    }
}
