package centuple.link;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * What the redirect asks about one giver and receiver at each visit. One object per pair for the life of the process,
 * so that a swap of the link table neither forgets what is used up nor grants it again. Safe for all threads.
 *
 * <p>An allowance is kept as a limit on all visits ever taken here. A lease is reckoned from the visits that the
 * database knew when it was asked for. So what was taken and is not known there, be it on its way, waiting to be
 * shipped, or lost since the journal could not be written, is never granted again; and a lease that does not come takes
 * nothing away.
 *
 * <p>The counts stand in the object itself: routing looks at a thousand pairs for one visitor, and each pointer more
 * would be a cache line more.
 */
public final class Pair {
    /** An allowance that never runs out. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final int COUNT_BITS = 40;
    private static final AtomicLongFieldUpdater<Pair> TAKEN = count("takenVisits");
    private static final AtomicLongFieldUpdater<Pair> KEPT = count("keptVisits");
    private static final AtomicLongFieldUpdater<Pair> LOST = count("lostVisits");
    private static final AtomicLongFieldUpdater<Pair> COUNTED = count("countedVisits");

    private final int giver;
    private final int receiver;
    private volatile long takenVisits;
    private volatile long keptVisits;
    private volatile long lostVisits;
    private volatile long countedVisits;
    private volatile long takenVisitsMax;
    private volatile boolean active = true;
    private volatile boolean capReached;
    private volatile double throttle = 1;

    Pair(int giver, int receiver, long allowanceVisits) {
        this.giver = giver;
        this.receiver = receiver;
        this.takenVisitsMax = allowanceVisits;
    }

    private static AtomicLongFieldUpdater<Pair> count(String field) {
        return AtomicLongFieldUpdater.newUpdater(Pair.class, field);
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
        return active && takenVisits < takenVisitsMax;
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
        return most == UNLIMITED ? UNLIMITED : Math.max(0, most - takenVisits);
    }

    /** Visits taken on this node since it started. */
    public long takenVisits() {
        return takenVisits;
    }

    /** Of the visits taken, those whose click is in the journal. Never more than will come into the database. */
    public long keptVisits() {
        return keptVisits;
    }

    /** Of the visits taken, those whose click could not be journaled. */
    public long lostVisits() {
        return lostVisits;
    }

    /** Counts a visit in a period of any calendar; those of earlier periods are forgotten. */
    public void visitCounted(long period) {
        COUNTED.updateAndGet(this,
                counted -> counted >>> COUNT_BITS < period ? period << COUNT_BITS | 1 : counted + 1);
    }

    /** Visits counted in the latest period so far, or none where that is over. */
    public long countedVisits(long period) {
        long counted = countedVisits;
        return counted >>> COUNT_BITS < period ? 0 : counted & (1L << COUNT_BITS) - 1;
    }

    /**
     * Tells what became of the click of a visit that was taken.
     *
     * @param kept whether it is in the journal
     */
    public void visitWritten(boolean kept) {
        (kept ? KEPT : LOST).incrementAndGet(this);
    }

    /** Takes one visit from the allowance; false when nothing is left. */
    public boolean takeVisit() {
        while (true) {
            long taken = takenVisits;
            if (taken >= takenVisitsMax) {
                return false;
            }
            if (TAKEN.compareAndSet(this, taken, taken + 1)) {
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
        lease(visits, takenVisits);
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
        return Math.max(0, Math.max(most, takenVisits) - knownVisits);
    }

    /** Sets the share of its usual visitors that routing should give it, 0 to 1. */
    public void throttle(double share) {
        throttle = Math.clamp(share, 0.0, 1.0);
    }
}
