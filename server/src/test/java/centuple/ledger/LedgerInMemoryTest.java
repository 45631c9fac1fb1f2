package centuple.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;

import java.util.List;
import java.util.function.Consumer;

class LedgerInMemoryTest extends LedgerStoreContract {
    private final LedgerInMemory ledger = new LedgerInMemory();

    @Override
    protected void inTransaction(Consumer<LedgerStore> work) {
        ledger.inTransaction(work);
    }

    @Override
    protected List<Transfer> transfers() {
        return ledger.transfers();
    }

    @AfterEach
    void balancesFollowFromTransfers() {
        assertThat(ledger.balancesMinor().entrySet()).filteredOn(entry -> entry.getValue() != 0)
                .containsExactlyInAnyOrderElementsOf(Ledger.balancesMinor(ledger.transfers()).entrySet().stream()
                        .filter(entry -> entry.getValue() != 0).toList());
    }
}
