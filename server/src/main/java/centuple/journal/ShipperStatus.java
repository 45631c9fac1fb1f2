package centuple.journal;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * How the shipping of clicks into the database does at one moment; the counts are since the start of the process.
 *
 * @param shipped clicks brought into the database
 * @param lagRecords clicks that wait in the journal; empty where it is not known yet how far shipping has come
 * @param lag how old the state is that the database has; zero where nothing waits
 * @param lostRaces batches another shipper had brought in already
 * @param failures tries that the database or the disk let fail
 * @param missing records whose numbers are missing in the journal: they are lost
 * @param damagedBytes bytes of the journal that held no readable record and were stepped over
 * @param problems what keeps clicks from being shipped now, in words for an operator; empty when all is well
 */
public record ShipperStatus(long shipped, OptionalLong lagRecords, Duration lag, long lostRaces, long failures,
        long missing, long damagedBytes, List<String> problems) {

    /** Copies the list. */
    public ShipperStatus {
        problems = List.copyOf(problems);
    }

    /** Whether clicks are being shipped. */
    public boolean isHealthy() {
        return problems.isEmpty();
    }
}
