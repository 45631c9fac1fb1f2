package centuple.routing.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.click.SuggestedLink;
import centuple.platform.sql.Sql;
import centuple.routing.LoggedDecision;
import centuple.routing.Question;
import centuple.routing.Reason;
import centuple.routing.Suggested;
import centuple.shop.PublicId;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The log takes decisions without waiting, writes them all once, and counts those it cannot take. */
class DecisionLogTest {
    private final Random random = new Random(7);

    @Test
    void everyDecisionIsWrittenOnceEvenWhenTheDatabaseIsAwayMeanwhile() throws Exception {
        try (TestDatabase db = TestDatabase.fresh()) {
            DecisionLog log = DecisionLog.start(db.database(), Duration.ofMillis(20));
            add(log, 3_000);
            await().until(() -> log.written() == 3_000);
            db.cutOff();
            add(log, 500);
            await().until(() -> log.waiting() == 0);
            db.letIn();
            await().atMost(Duration.ofSeconds(30)).until(() -> log.written() == 3_500);
            add(log, 10);
            log.close();
            assertThat(log.lost()).isZero();
            long stored = db.asOwner(c -> Sql.one(c, "select count(distinct id) as n from decision",
                    row -> row.bigint("n")));
            assertThat(stored).isEqualTo(3_510);
        }
    }

    @Test
    void whatFindsNoPlaceIsCountedAsLost() throws Exception {
        try (TestDatabase db = TestDatabase.fresh()) {
            db.cutOff();
            DecisionLog log = DecisionLog.start(db.database(), Duration.ofDays(1));
            // The first look at the queue may take a batch out of it.
            int more = DecisionLog.WAITING_MAX + DecisionLog.BATCH_MAX + 50;
            long start = System.nanoTime();
            add(log, more);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("nobody waits for the database")
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(log.lost()).isBetween(50L, 50L + DecisionLog.BATCH_MAX);
            log.close();
            assertThat(log.lost()).isEqualTo(more);
            assertThat(log.written()).isZero();
            db.letIn();
        }
    }

    private void add(DecisionLog log, int count) {
        Instant at = Instant.parse("2026-11-23T10:00:00Z");
        Question question = new Question(1, Reason.OUT_OF_STOCK, "", "", Question.OwnFeed.CANNOT_SERVE);
        for (int i = 0; i < count; i++) {
            log.add(new LoggedDecision(SuggestedLink.decisionId(PublicId.next(at, random)), at,
                    LoggedDecision.Arm.SHOWN, new Suggested(question, "p", 0, Map.of(), List.of())));
        }
    }
}
