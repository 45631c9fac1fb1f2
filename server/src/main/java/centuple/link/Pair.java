package centuple.link;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the redirect asks about one giver and receiver at each visit. One object per pair for the life of the process,
 * so that a swap of the link table neither forgets what is used up nor grants it again. Safe for all threads.
 *
 * <p>An allowance is kept as a limit on all visits ever taken here. A lease is reckoned from the visits that the
 * database knew when it was asked for. So what was taken and is not known there, be it on its way, waiting to be
 * shipped, or lost since the journal could not be written, is never granted again; and a lease that does not come takes
 * nothing away.
 */
public final class Pair {
    /** An allowance that never runs out. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final int COUNT_BITS = 40;

    private final int giver;
    private final int receiver;
    private final AtomicLong takenVisits = new AtomicLong();
    private final AtomicLong keptVisits = new AtomicLong();
    private final AtomicLong lostVisits = new AtomicLong();
    private final AtomicLong countedVisits = new AtomicLong();
    private volatile long takenVisitsMax;
    private volatile boolean active = true;
    private volatile boolean capReached;
    private volatile double throttle = 1;

    Pair(int giver, int receiver, long allowanceVisits) {
        this.giver = giver;
        this.receiver = receiver;
        this.takenVisitsMax = allowanceVisits;
    }

    /** The shop that sends. */
    public int giver() {
        return giver;
    }

    /** The shop that receives. */
    public int receiver() {
        return receiver;
    }

    /** Whether visitors are sent on: not paused by decision, and something of the allowance is left. */
    public boolean isOpen() {
        return active && takenVisits.get() < takenVisitsMax;
    }

    /** Whether the cap of the terms is used up, so that visits do not count as given. */
    public boolean isCapReached() {
        return capReached;
    }

    /** The share of its usual visitors that routing should give it, 0 to 1. */
    public double throttle() {
        return throttle;
    }

    /** Visits left on this node; {@link #UNLIMITED} without a line. */
    public long allowanceVisits() {
        long most = takenVisitsMax;
        return most == UNLIMITED ? UNLIMITED : Math.max(0, most - takenVisits.get());
    }

    /** Visits taken on this node since it started. */
    public long takenVisits() {
        return takenVisits.get();
    }

    /** Of the visits taken, those whose click is in the journal. Never more than will come into the database. */
    public long keptVisits() {
        return keptVisits.get();
    }

    /** Of the visits taken, those whose click could not be journaled. */
    public long lostVisits() {
        return lostVisits.get();
    }

    /** Counts a visit in a period of any calendar; those of earlier periods are forgotten. */
    public void visitCounted(long period) {
        countedVisits.updateAndGet(
                counted -> counted >>> COUNT_BITS < period ? period << COUNT_BITS | 1 : counted + 1);
    }

    /** Visits counted in the latest period so far, or none where that is over. */
    public long countedVisits(long period) {
        long counted = countedVisits.get();
        return counted >>> COUNT_BITS < period ? 0 : counted & (1L << COUNT_BITS) - 1;
    }

    /**
     * Tells what became of the click of a visit that was taken.
     *
     * @param kept whether it is in the journal
     */
    public void visitWritten(boolean kept) {
        (kept ? keptVisits : lostVisits).incrementAndGet();
    }

    /** Takes one visit from the allowance; false when nothing is left. */
    public boolean takeVisit() {
        while (true) {
            long taken = takenVisits.get();
            if (taken >= takenVisitsMax) {
                return false;
            }
            if (takenVisits.compareAndSet(taken, taken + 1)) {
                return true;
            }
        }
    }

    /** Sets what was decided in the control plane. */
    public void decide(boolean nowActive, boolean nowCapReached) {
        active = nowActive;
        capReached = nowCapReached;
    }

    /** Leases visits to this node from now on; what was left of the lease before is gone. */
    public void lease(long visits) {
        lease(visits, takenVisits.get());
    }

    /**
     * Leases visits to this node that were reckoned when so many of those it took were known.
     *
     * @param visits at least 0; {@link #UNLIMITED} for no line
     * @param knownVisits of {@link #takenVisits} those the lease knows of
     */
    public void lease(long visits, long knownVisits) {
        takenVisitsMax = visits == UNLIMITED ? UNLIMITED : knownVisits + visits;
    }

    /**
     * The most that can have been taken beyond the known before another lease comes; without a line, what was taken.
     *
     * @param knownVisits of {@link #takenVisits} those known elsewhere
     */
    public long heldVisits(long knownVisits) {
        long most = takenVisitsMax == UNLIMITED ? 0 : takenVisitsMax;
        return Math.max(0, Math.max(most, takenVisits.get()) - knownVisits);
    }

    /** Sets the share of its usual visitors that routing should give it, 0 to 1. */
    public void throttle(double share) {
        throttle = Math.clamp(share, 0.0, 1.0);
    }
}
