package centuple.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Port: the books, as one open transaction sees them. Not thread-safe. */
public interface LedgerStore {
    /** Locks these accounts in their order and returns their balances in minor units; an account without a row is 0. */
    Map<Account, Long> lock(Collection<Account> accounts);

    /** Writes transfers and moves the balances by them; all or nothing with the transaction. */
    void append(List<Transfer> transfers);
}
