package centuple.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.platform.sql.Sql;
import centuple.testkit.TestClock;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The same body gets the same answer, another body 422, and who asks while it runs 409. */
class IdempotencyTest {
    private static final Caller ANNE = new Caller(new UUID(0, 1), 1, Set.of());
    private static final Caller BEN = new Caller(new UUID(0, 2), 2, Set.of());

    private final TestDatabase db = TestDatabase.fresh();
    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Idempotency idempotency = new Idempotency(db.database(), clock);
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void workThatCommitsByItselfIsAnsweredFromMemoryAfterwards() throws Exception {
        Answer first = idempotency.runApart(request(ANNE, "k", "a"), this::work);
        Answer again = idempotency.runApart(request(ANNE, "k", "a"), this::work);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers()).containsEntry("Idempotent-Replay", "true");
        assertThat(done).hasValue(1);
        assertRefused(request(ANNE, "k", "b"), CommonProblem.IDEMPOTENCY_KEY_REUSED);
        idempotency.runApart(request(BEN, "k", "b"), this::work);
        assertThat(done).as("a key is its caller's").hasValue(2);
    }

    @Test
    void anAnswerIsKeptForADay() throws Exception {
        idempotency.runApart(request(ANNE, "k", "a"), this::work);
        clock.advance(Idempotency.KEPT.plusSeconds(1));
        idempotency.runApart(request(ANNE, "k", "b"), this::work);
        assertThat(done).hasValue(2);
    }

    @Test
    void whoAsksWhileItRunsIsToldSo() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Answer> slow = CompletableFuture.supplyAsync(() -> {
            try {
                return idempotency.runApart(request(ANNE, "k", "a"), request -> {
                    begun.countDown();
                    go.await();
                    return work(request);
                });
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        });
        begun.await();
        assertRefused(request(ANNE, "k", "a"), CommonProblem.IDEMPOTENCY_KEY_RUNNING);
        idempotency.runApart(request(ANNE, "other", "a"), this::work);
        go.countDown();
        assertThat(slow.get().status()).isEqualTo(200);
        assertThat(idempotency.runApart(request(ANNE, "k", "a"), this::work).status()).isEqualTo(200);
        assertThat(done).hasValue(2);
    }

    @Test
    void whatFailedOrWasRefusedMayBeTriedAgain() throws Exception {
        assertThatThrownBy(() -> idempotency.runApart(request(ANNE, "k", "a"), _ -> {
            throw new IllegalStateException("broken");
        })).isInstanceOf(IllegalStateException.class);
        idempotency.runApart(request(ANNE, "k", "a"), _ -> new Answer(422, "text/plain", new byte[0], Map.of()));
        assertThat(idempotency.runApart(request(ANNE, "k", "b"), this::work).status()).isEqualTo(200);
    }

    @Test
    void anotherServerThatHoldsTheKeyIsWaitedForByNobody() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Answer> slow = CompletableFuture
                .supplyAsync(() -> new Idempotency(db.database(), clock).run(request(ANNE, "k", "a"), connection -> {
                    Sql.one(connection, "select 1 as one", row -> row.integer("one"));
                    begun.countDown();
                    await(go);
                    return work(request(ANNE, "k", "a"));
                }));
        begun.await();
        assertThatThrownBy(() -> idempotency.run(request(ANNE, "k", "a"), _ -> work(request(ANNE, "k", "a"))))
                .isInstanceOfSatisfying(ProblemException.class,
                        refusal -> assertThat(refusal.problem().code())
                                .isEqualTo(CommonProblem.IDEMPOTENCY_KEY_RUNNING));
        go.countDown();
        slow.get();
        assertThat(idempotency.run(request(ANNE, "k", "a"), _ -> work(request(ANNE, "k", "a"))).headers())
                .containsEntry("Idempotent-Replay", "true");
        assertThat(done).hasValue(1);
    }

    private Answer work(Request request) {
        return Answer.ok(Map.of("done", done.incrementAndGet(), "id", request.id()));
    }

    private void assertRefused(Request request, CommonProblem code) {
        assertThatThrownBy(() -> idempotency.runApart(request, this::work)).isInstanceOfSatisfying(
                ProblemException.class, refusal -> assertThat(refusal.problem().code()).isEqualTo(code));
    }

    private static Request request(Caller caller, String key, String body) {
        return new Request("req_test", new Request.Head("POST /v1/things", Map.of(), Map.of(),
                Map.of("idempotency-key", key)), body.getBytes(StandardCharsets.UTF_8), caller);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
