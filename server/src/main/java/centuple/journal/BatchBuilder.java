package centuple.journal;

import centuple.click.ClickRecord;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects a batch while a stream is read, up to its limit. For one thread and one batch. */
public final class BatchBuilder {

    private static final long DAY_MILLIS = 86_400_000;

    private final Position from;
    private final BatchLimit limit;
    private final List<ClickRecord> clicks = new ArrayList<>();
    private final List<Damage> damages = new ArrayList<>();
    private final List<Damage> pendingDamages = new ArrayList<>();
    private final Set<Long> days = new HashSet<>();
    private Position to;
    private long missing;
    private String stoppedBecause = "";

    /** Begins a batch behind a position. */
    public BatchBuilder(Position from, BatchLimit limit) {
        this.from = from;
        this.to = from;
        this.limit = limit;
    }

    /** Takes a record in, with the position right behind it; false, and nothing taken, where the batch is full. */
    public boolean offer(ClickRecord click, Position behind) {
        Long day = Math.floorDiv(click.atMillis(), DAY_MILLIS);
        if (isFull() || days.size() >= limit.daysMax() && !days.contains(day)) {
            return false;
        }
        days.add(day);
        clicks.add(click);
        damages.addAll(pendingDamages);
        pendingDamages.clear();
        missing += Math.max(0, behind.sequence() - to.sequence() - 1);
        to = behind;
        return true;
    }

    /** Whether no further record fits. */
    public boolean isFull() {
        return clicks.size() >= limit.clicksMax();
    }

    /**
     * Notes a part that was stepped over. It belongs to the batch only where a record behind it does too: else the
     * next batch meets it again, and it would be said twice.
     */
    public void damaged(Damage damage) {
        pendingDamages.add(damage);
    }

    /** Notes why reading cannot go on. */
    public void stopped(String reason) {
        stoppedBecause = reason;
    }

    /** The batch as collected so far. */
    public ShipBatch build() {
        return new ShipBatch(from, to, clicks, missing, damages, stoppedBecause);
    }
}
