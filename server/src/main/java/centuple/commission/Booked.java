package centuple.commission;

import centuple.ledger.Transfer;
import centuple.order.Receipt;

import java.util.List;

/**
 * What became of a group of reports.
 *
 * @param receipts one for each report, in their order
 * @param transfers what was booked for all of them, in the order in which it was booked
 */
public record Booked(List<Receipt> receipts, List<Transfer> transfers) {
    public Booked {
        receipts = List.copyOf(receipts);
        transfers = List.copyOf(transfers);
    }
}
