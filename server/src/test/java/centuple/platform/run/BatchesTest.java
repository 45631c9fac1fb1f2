package centuple.platform.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

class BatchesTest {
    @Test
    void whatArrivesMeanwhileIsOneBatchAndABadItemSpoilsNoOther() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Batches<Integer, Integer> batches = Batches.start("test", new Batches.Limits(100, 100), items -> {
                    if (calls.getAndIncrement() == 0) {
                        await().until(() -> first.getCount() == 0);
                    }
                    if (items.contains(13)) {
                        throw new IllegalArgumentException("13");
                    }
                    return items.stream().map(item -> item * 2).toList();
                }, IllegalArgumentException.class::isInstance)) {
            Future<Optional<Integer>> opener = callers.submit(() -> batches.await(1));
            await().until(() -> calls.get() == 1);
            List<Future<Optional<Integer>>> rest = new ArrayList<>();
            for (int i = 10; i < 20; i++) {
                int item = i;
                rest.add(callers.submit(() -> batches.await(item)));
            }
            await().until(() -> batches.waiting() == 10);
            first.countDown();
            assertThat(opener.get()).contains(2);
            for (int i = 10; i < 20; i++) {
                Future<Optional<Integer>> one = rest.get(i - 10);
                if (i == 13) {
                    assertThatThrownBy(one::get).hasRootCauseMessage("13");
                } else {
                    assertThat(one.get()).contains(2 * i);
                }
            }
            assertThat(calls).as("one alone, ten together, ten one by one").hasValue(12);
        }
    }

    @Test
    void aFailureThatIsNoItemsFaultIsTheAnswerToAllAtOnce() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Batches<Integer, Integer> batches = Batches.start("test", new Batches.Limits(100, 100), items -> {
                    if (calls.getAndIncrement() == 0) {
                        await().until(() -> first.getCount() == 0);
                    }
                    throw new IllegalStateException("away");
                }, IllegalArgumentException.class::isInstance)) {
            List<Future<Optional<Integer>>> all = new ArrayList<>();
            all.add(callers.submit(() -> batches.await(0)));
            await().until(() -> calls.get() == 1);
            for (int i = 1; i < 5; i++) {
                int item = i;
                all.add(callers.submit(() -> batches.await(item)));
            }
            await().until(() -> batches.waiting() == 4);
            first.countDown();
            for (Future<Optional<Integer>> one : all) {
                assertThatThrownBy(one::get).hasRootCauseMessage("away");
            }
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void beyondItsLimitAndAfterItsEndNothingIsTaken() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Batches<Integer, Integer> batches = Batches.start("test", new Batches.Limits(1, 1), items -> {
            calls.incrementAndGet();
            await().until(() -> free.getCount() == 0);
            return items;
        }, _ -> true);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Integer>> working = callers.submit(() -> batches.await(1));
            await().until(() -> calls.get() == 1);
            Future<Optional<Integer>> waiting = callers.submit(() -> batches.await(2));
            await().until(() -> batches.waiting() == 1);
            assertThat(batches.await(3)).isEmpty();
            free.countDown();
            assertThat(working.get()).contains(1);
            assertThat(waiting.get()).contains(2);
        }
        batches.close();
        assertThat(batches.await(4)).isEmpty();
    }
}
