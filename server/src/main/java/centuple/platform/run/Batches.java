package centuple.platform.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Work of many callers done in batches by one thread: what arrived while one batch was done is the next. A batch that
 * fails by one of its items is done again one by one, so that it does not spoil the others. Thread-safe.
 *
 * @param <T> what callers bring
 * @param <R> what each gets
 */
public final class Batches<T, R> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);

    private final Limits limits;
    private final Function<List<T>, List<R>> work;
    private final Predicate<Throwable> isByOneItem;
    private final Thread thread;
    /** Guards the field below and is its condition, too. */
    private final ArrayDeque<Waiting<T, R>> queue = new ArrayDeque<>();
    private boolean stopping;

    private Batches(String name, Limits limits, Function<List<T>, List<R>> work, Predicate<Throwable> isByOneItem) {
        this.limits = limits;
        this.work = work;
        this.isByOneItem = isByOneItem;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    /**
     * How much at once.
     *
     * @param batchMax items of one batch
     * @param waitingMax items that wait
     */
    public record Limits(int batchMax, int waitingMax) {
    }

    /**
     * Starts the thread.
     *
     * @param work does a batch, all or nothing, and returns a result for each item in their order
     * @param isByOneItem whether a failure may be one item's fault; any other is the answer to all of the batch
     */
    public static <T, R> Batches<T, R> start(String name, Limits limits, Function<List<T>, List<R>> work,
            Predicate<Throwable> isByOneItem) {
        Batches<T, R> batches = new Batches<>(name, limits, work, isByOneItem);
        batches.thread.start();
        return batches;
    }

    /**
     * Has an item done and waits for it.
     *
     * @return its result; empty where too much waits or it ends: the item was not done
     * @throws RuntimeException what the work threw for this item
     */
    public Optional<R> await(T item) {
        Waiting<T, R> waiting = new Waiting<>(item, new CompletableFuture<>());
        synchronized (queue) {
            if (stopping || queue.size() >= limits.waitingMax()) {
                return Optional.empty();
            }
            queue.add(waiting);
            queue.notifyAll();
        }
        try {
            return Optional.of(waiting.result.join());
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    /** Items that wait for their turn. */
    public int waiting() {
        synchronized (queue) {
            return queue.size();
        }
    }

    private void run() {
        List<Waiting<T, R>> batch = new ArrayList<>();
        while (next(batch)) {
            doAll(batch);
            batch.clear();
        }
    }

    private boolean next(List<Waiting<T, R>> batch) {
        synchronized (queue) {
            while (queue.isEmpty()) {
                if (stopping) {
                    return false;
                }
                try {
                    queue.wait();
                } catch (InterruptedException nobodyDoesThat) {
                    LOG.error("{} was interrupted and goes on", thread.getName(), nobodyDoesThat);
                }
            }
            while (batch.size() < limits.batchMax() && !queue.isEmpty()) {
                batch.add(queue.remove());
            }
            return true;
        }
    }

    private void doAll(List<Waiting<T, R>> batch) {
        try {
            List<R> results = work.apply(batch.stream().map(Waiting::item).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).result.complete(results.get(i));
            }
        } catch (Throwable failure) { // also an Error: nobody is left waiting
            if (batch.size() == 1 || !isByOneItem.test(failure)) {
                batch.forEach(waiting -> waiting.result.completeExceptionally(failure));
                return;
            }
            LOG.warn("a batch of {} of {} failed and is done one by one: {}", batch.size(), thread.getName(),
                    failure.toString());
            batch.forEach(waiting -> doAll(List.of(waiting)));
        }
    }

    /** Takes no more, does what waits and ends. */
    @Override
    public void close() throws InterruptedException {
        synchronized (queue) {
            stopping = true;
            queue.notifyAll();
        }
        thread.join();
    }

    private record Waiting<T, R>(T item, CompletableFuture<R> result) {
    }
}
