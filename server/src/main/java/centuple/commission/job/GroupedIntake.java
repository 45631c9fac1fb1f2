package centuple.commission.job;

import centuple.commission.store.GroupCommit;
import centuple.order.OrderIntake;
import centuple.order.OrderReport;
import centuple.order.Receipt;
import centuple.order.Receipt.NotTaken;
import centuple.platform.sql.DatabaseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;

/**
 * Takes reports of many callers in and commits them in groups: what arrived while one group was being committed is the
 * next. Where so much waits that it pays, a second group is begun beside the first. A group that fails is tried again
 * one by one, so that one report cannot spoil the others. Nobody is answered before the commit. Thread-safe.
 */
public final class GroupedIntake implements OrderIntake, AutoCloseable {
    /** Reports in one transaction. */
    public static final int GROUP_REPORTS_MAX = 1_000;
    /**
     * Reports that must wait for a second group to be begun while another is being committed; fewer are better served
     * by one larger group after it. While one group waits for the disk or for the database, the other is decided: with
     * 64 callers who wait for their answers that keeps two cores busy for nine tenths of the time instead of six.
     */
    public static final int BESIDE_REPORTS_MIN = 16;
    /** Reports that wait or are being committed; beyond it callers are told to come back. */
    public static final int REPORTS_HELD_MAX = 20_000;

    /** Out of disk, memory or connections: as good as away, and no report is at fault. */
    private static final String OUT_OF_ROOM = "53";
    private static final int COMMITTERS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(GroupedIntake.class);

    private final GroupCommit commit;
    private final Semaphore places = new Semaphore(REPORTS_HELD_MAX);
    private final List<Thread> committers = new ArrayList<>();
    /** Guards the two fields below and is their condition, too. */
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private int groupsUnderWay;
    private boolean stopping;

    private GroupedIntake(GroupCommit commit) {
        this.commit = commit;
        for (int i = 0; i < COMMITTERS; i++) {
            committers.add(Thread.ofPlatform().name("order-intake-" + i).unstarted(this::commitUntilClosed));
        }
    }

    /** Starts to commit. */
    public static GroupedIntake start(GroupCommit commit) {
        GroupedIntake intake = new GroupedIntake(commit);
        intake.committers.forEach(Thread::start);
        return intake;
    }

    @Override
    public List<Receipt> take(List<OrderReport> reports) {
        if (!places.tryAcquire(reports.size())) {
            return notTaken(reports, Receipt.Cause.QUEUE_FULL);
        }
        try {
            Batch batch = new Batch(reports.size());
            synchronized (queue) {
                if (stopping) {
                    return notTaken(reports, Receipt.Cause.STOPPING);
                }
                for (int i = 0; i < reports.size(); i++) {
                    queue.add(new Waiting(reports.get(i), batch, i));
                }
                if (isGroupDue()) {
                    queue.notify();
                }
            }
            return batch.await();
        } finally {
            places.release(reports.size());
        }
    }

    /** Reports that wait for their turn. */
    public int waiting() {
        synchronized (queue) {
            return queue.size();
        }
    }

    private static List<Receipt> notTaken(List<OrderReport> reports, Receipt.Cause cause) {
        return Collections.nCopies(reports.size(), new NotTaken(cause));
    }

    private void commitUntilClosed() {
        List<Waiting> group = new ArrayList<>();
        while (takeGroup(group)) {
            try {
                commitAll(group);
            } finally {
                // Whatever happened, nobody is left waiting; who was answered keeps that answer.
                answerAll(group, Receipt.Cause.FAILED);
                group.clear();
                endGroup();
            }
        }
    }

    /** Waits for the next group; false when there is none any more. */
    private boolean takeGroup(List<Waiting> group) {
        synchronized (queue) {
            while (!isGroupDue()) {
                if (stopping && queue.isEmpty()) {
                    return false;
                }
                try {
                    queue.wait();
                } catch (InterruptedException nobodyDoesThat) {
                    LOG.error("the order intake was interrupted and goes on", nobodyDoesThat);
                }
            }
            groupsUnderWay++;
            while (group.size() < GROUP_REPORTS_MAX && !queue.isEmpty()) {
                group.add(queue.remove());
            }
            return true;
        }
    }

    private boolean isGroupDue() {
        return queue.size() >= BESIDE_REPORTS_MIN || groupsUnderWay == 0 && !queue.isEmpty();
    }

    private void endGroup() {
        synchronized (queue) {
            groupsUnderWay--;
            queue.notifyAll();
        }
    }

    private void commitAll(List<Waiting> group) {
        try {
            List<Receipt> receipts = commit.commit(group.stream().map(Waiting::report).toList());
            for (int i = 0; i < receipts.size(); i++) {
                group.get(i).answer(receipts.get(i));
            }
        } catch (DatabaseException failure) {
            if (failure.isAway() || failure.sqlState().startsWith(OUT_OF_ROOM)) {
                LOG.warn("the database is away: {} reports refused", group.size());
                answerAll(group, Receipt.Cause.DATABASE_AWAY);
            } else {
                oneByOne(group, failure);
            }
        } catch (RuntimeException failure) {
            oneByOne(group, failure);
        }
    }

    private void oneByOne(List<Waiting> group, RuntimeException failure) {
        if (group.size() == 1) {
            LOG.error("a report could not be booked", failure);
            answerAll(group, Receipt.Cause.FAILED);
            return;
        }
        LOG.warn("a group of {} reports failed and is tried again one by one: {}", group.size(), failure.toString());
        for (int i = 0; i < group.size(); i++) {
            commitAll(group.subList(i, i + 1));
            if (group.get(i).batch.isAway(group.get(i).place)) {
                answerAll(group.subList(i, group.size()), Receipt.Cause.DATABASE_AWAY);
                return;
            }
        }
    }

    private static void answerAll(List<Waiting> group, Receipt.Cause cause) {
        group.forEach(waiting -> waiting.answer(new NotTaken(cause)));
    }

    /** Takes no more, commits what waits and stops. */
    @Override
    public void close() {
        synchronized (queue) {
            stopping = true;
            queue.notifyAll();
        }
        try {
            for (Thread committer : committers) {
                committer.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A report in the queue, and the place in its caller's batch where the receipt goes. */
    private record Waiting(OrderReport report, Batch batch, int place) {
        void answer(Receipt receipt) {
            batch.answer(place, receipt);
        }
    }

    /** The reports of one caller. */
    private static final class Batch {
        private final @Nullable Receipt[] receipts;
        private int missing;

        Batch(int size) {
            this.receipts = new Receipt[size];
            this.missing = size;
        }

        /** The first answer counts. */
        synchronized void answer(int place, Receipt receipt) {
            if (receipts[place] == null) {
                receipts[place] = receipt;
                missing--;
                if (missing == 0) {
                    notifyAll();
                }
            }
        }

        synchronized boolean isAway(int place) {
            return receipts[place] instanceof NotTaken(Receipt.Cause cause) && cause == Receipt.Cause.DATABASE_AWAY;
        }

        synchronized List<Receipt> await() {
            boolean interrupted = false;
            while (missing > 0) {
                try {
                    wait();
                } catch (InterruptedException later) {
                    // The committer answers in any case; not to know what was booked would be worse than to wait.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return Arrays.stream(receipts).map(Objects::requireNonNull).toList();
        }
    }
}
