package centuple.link;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the redirect asks about one giver and receiver at each visit. One object per pair for the life of the process,
 * so
 * that a swap of the link table neither forgets what is used up nor grants it again. Safe for all threads.
 */
public final class Pair {
    /** An allowance that never runs out. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private final int giver;
    private final int receiver;
    private final AtomicLong allowanceVisits = new AtomicLong(UNLIMITED);
    private volatile boolean active = true;
    private volatile boolean capReached;
    private volatile double throttle = 1;

    Pair(int giver, int receiver) {
        this.giver = giver;
        this.receiver = receiver;
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
        return active && allowanceVisits.get() > 0;
    }

    /** Whether the cap of the terms is used up, so that visits do not count as given. */
    public boolean isCapReached() {
        return capReached;
    }

    /** The share of its usual visitors that routing should give it, 0 to 1. */
    public double throttle() {
        return throttle;
    }

    /** Visits left on this node. */
    public long allowanceVisits() {
        return allowanceVisits.get();
    }

    /** Takes one visit from the allowance; false when nothing is left. */
    public boolean takeVisit() {
        while (true) {
            long left = allowanceVisits.get();
            if (left == UNLIMITED) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
            if (allowanceVisits.compareAndSet(left, left - 1)) {
                return true;
            }
        }
    }

    /** Sets what was decided in the control plane. */
    public void decide(boolean nowActive, boolean nowCapReached) {
        active = nowActive;
        capReached = nowCapReached;
    }

    /** Leases visits to this node; what was left of the lease before is gone. */
    public void lease(long visits) {
        allowanceVisits.set(visits);
    }

    /** Sets the share of its usual visitors that routing should give it, 0 to 1. */
    public void throttle(double share) {
        throttle = Math.clamp(share, 0.0, 1.0);
    }
}
