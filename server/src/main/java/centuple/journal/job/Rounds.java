package centuple.journal.job;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Numbers the shipper's rounds, so that others can wait for one that found nothing left. Thread-safe. */
final class Rounds {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition found = lock.newCondition();
    private long begun;
    private long lastFull;

    /** A round begins; returns its number. */
    long begin() {
        lock.lock();
        try {
            return ++begun;
        } finally {
            lock.unlock();
        }
    }

    /** A round found nothing left to ship. */
    void full(long round) {
        lock.lock();
        try {
            lastFull = round;
            found.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The number of the first round that begins after this call. */
    long nextFull() {
        lock.lock();
        try {
            return begun + 1;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a round of this number or a later one found nothing left; false where it takes too long. */
    boolean await(long round, Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (lastFull < round && left > 0) {
                left = found.awaitNanos(left);
            }
            return lastFull >= round;
        } finally {
            lock.unlock();
        }
    }
}
