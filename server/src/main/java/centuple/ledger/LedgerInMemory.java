package centuple.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** The books in memory, for models and tests: the same port and rules as in the database. Not thread-safe. */
public final class LedgerInMemory implements LedgerStore {
    private final List<Transfer> transfers = new ArrayList<>();
    private final Set<UUID> ids = new HashSet<>();
    private final Map<Account, Long> balancesMinor = new HashMap<>();

    /** Runs the work as one transaction: when it throws, nothing of it remains. */
    public void inTransaction(Consumer<LedgerStore> work) {
        int before = transfers.size();
        boolean done = false;
        try {
            work.accept(this);
            done = true;
        } finally {
            if (!done) {
                takeBackTo(before);
            }
        }
    }

    @Override
    public Map<Account, Long> lock(Collection<Account> accounts) {
        Map<Account, Long> locked = new HashMap<>();
        accounts.forEach(account -> locked.put(account, balanceMinor(account)));
        return locked;
    }

    /**
     * Books these transfers.
     *
     * @throws IllegalStateException when the rules of the books refuse them
     */
    @Override
    public void append(List<Transfer> added) {
        Map<Account, Long> touched = new HashMap<>();
        for (Transfer transfer : added) {
            touched.put(transfer.from(), balanceMinor(transfer.from()));
            touched.put(transfer.to(), balanceMinor(transfer.to()));
            if (ids.contains(transfer.id())) {
                throw new IllegalStateException(Ledger.Reason.DOUBLE_ID + ": " + transfer);
            }
        }
        switch (Ledger.decide(touched, added)) {
            case Ledger.Decision.Rejected(Transfer transfer, Ledger.Reason reason) ->
                throw new IllegalStateException(reason + ": " + transfer);
            case Ledger.Decision.Accepted accepted -> {
                balancesMinor.putAll(accepted.balancesMinor());
                transfers.addAll(added);
                added.forEach(transfer -> ids.add(transfer.id()));
            }
        }
    }

    /** All transfers in the order in which they were booked; a view. */
    public List<Transfer> transfers() {
        return Collections.unmodifiableList(transfers);
    }

    /** What the account holds; minor units. */
    public long balanceMinor(Account account) {
        return balancesMinor.getOrDefault(account, 0L);
    }

    /** Every account that was ever touched, with what it holds; a view, minor units. */
    public Map<Account, Long> balancesMinor() {
        return Collections.unmodifiableMap(balancesMinor);
    }

    private void takeBackTo(int size) {
        while (transfers.size() > size) {
            Transfer last = transfers.removeLast();
            ids.remove(last.id());
            balancesMinor.merge(last.from(), last.amountMinor(), Math::addExact);
            balancesMinor.merge(last.to(), -last.amountMinor(), Math::addExact);
        }
    }
}
