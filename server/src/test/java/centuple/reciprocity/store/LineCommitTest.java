package centuple.reciprocity.store;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.platform.sql.Sql;
import centuple.reciprocity.PairMode;
import centuple.reciprocity.PairReason;
import centuple.shop.ShopId;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What is decided from a real database, kept in it and told. */
class LineCommitTest {
    private static final UUID NODE = new UUID(0, 1);
    private static final ShopId ANNA = new ShopId(11);
    private static final ShopId CLARA = new ShopId(12);

    @Test
    void visitsForVisitsArePausedToldAndLifted() {
        try (LineBed bed = pair(0, 10)) {
            LineCommit commit = bed.commit(NODE);
            assertThat(grant(commit.commit(day(1)), ANNA).visits()).isEqualTo(25);
            bed.visits(ANNA, CLARA, day(2), 20);
            bed.visits(ANNA, CLARA, day(2), 700, "bot");
            bed.visits(ANNA, CLARA, day(2), 300, "rate");
            LineCommit.Grant near = grant(commit.commit(day(3)), ANNA);
            assertThat(near.visits()).isEqualTo(5);
            assertThat(near.throttle()).isBetween(0.6, 0.7);
            bed.visits(ANNA, CLARA, day(4), 5);
            assertThat(grant(commit.commit(day(4)), ANNA).visits()).isZero();
            PairLines.Kept line = bed.line(ANNA, CLARA);
            assertThat(line.state().mode()).isEqualTo(PairMode.PAUSED);
            assertThat(line.state().reason()).isEqualTo(PairReason.TRIAL_USED_UP);
            assertThat(line.pausedUntil()).isEqualTo(day(30));
            assertThat(line.figures().exposure()).isEqualTo(250);
            commit.commit(day(5));
            assertThat(bed.line(ANNA, CLARA).since()).as("nothing happened").isEqualTo(day(4));
            bed.visits(CLARA, ANNA, day(6), 15);
            assertThat(grant(commit.commit(day(6)), ANNA).visits()).isEqualTo(15);
            assertThat(bed.told()).containsExactly("giving.throttled", "giving.paused", "giving.open");
        }
    }

    @Test
    void commissionCountsNetAndOnTheWayCounts() {
        try (LineBed bed = pair(800, 8)) {
            LineCommit commit = bed.commit(NODE);
            commit.commit(day(1));
            bed.visits(ANNA, CLARA, day(2), 100);
            commit.commit(day(2).plus(Duration.ofHours(18)));
            PairLines.Kept before = bed.line(ANNA, CLARA);
            assertThat(before.figures().given()).isBetween(20L, 40L);
            assertThat(before.figures().given() + before.figures().onTheWay()).isBetween(799L, 801L);
            assertThat(before.figures().stake()).isBetween(799L, 801L);
            bed.order(ANNA, CLARA, 400);
            commit.commit(day(3));
            PairLines.Kept after = bed.line(ANNA, CLARA);
            assertThat(after.figures().commission()).isEqualTo(400);
            assertThat(after.figures().stake()).isLessThan(420);
            assertThat(bed.line(CLARA, ANNA).figures().owed()).as("seen from the other side").isEqualTo(400);
            assertThat(bed.line(CLARA, ANNA).figures().received())
                    .as("visits that are paid for count as they ripen").isEqualTo(after.figures().given());
        }
    }

    @Test
    void aGiftHasNoLineAndADecisionEndsAnAlarm() {
        try (LineBed bed = pair(0, 10)) {
            LineCommit commit = bed.commit(NODE);
            commit.commit(day(1));
            bed.visits(ANNA, CLARA, day(2), 300);
            commit.commit(day(2));
            assertThat(bed.line(ANNA, CLARA).state().reason()).isEqualTo(PairReason.FLOOR_ALARM);
            int alarms = bed.db.database()
                    .read(connection -> new PairLines(connection, day(2)).alarmsAgainst(CLARA, day(-90)));
            assertThat(alarms).isEqualTo(1);
            bed.run(connection -> new PairWishes(connection).goOn(ANNA, CLARA, day(3)));
            assertThat(grant(commit.commit(day(3)), ANNA).visits()).isEqualTo(25);
            assertThat(bed.line(ANNA, CLARA).state().reason()).isEqualTo(PairReason.GIVER_DECIDED);
            bed.run(connection -> assertThat(new PairWishes(connection).gift(ANNA, CLARA, true, day(4))).isTrue());
            bed.run(connection -> assertThat(new PairWishes(connection).gift(ANNA, CLARA, true, day(4))).isFalse());
            assertThat(grant(commit.commit(day(4)), ANNA).visits()).isEqualTo(Long.MAX_VALUE);
            assertThat(bed.told()).containsExactly("standing.lost", "giving.paused", "standing.restored",
                    "giving.open", "giving.gift");
        }
    }

    @Test
    void whoComesBackOnItsOldDomainGoesOnWhereItStopped() {
        try (LineBed bed = pair(0, 10)) {
            LineCommit commit = bed.commit(NODE);
            commit.commit(day(1));
            bed.visits(ANNA, CLARA, day(2), 25);
            commit.commit(day(2));
            bed.run(connection -> Sql.update(connection,
                    "update partnership set state = 'ENDED', closed_at = ?, closed_by = ?", day(2), CLARA.value()));
            ShopId again = bed.shop(13);
            bed.partners(ANNA, again);
            ShopId stranger = bed.shop(14);
            bed.partners(ANNA, stranger);
            bed.proven(CLARA, "clara.example", "LOST");
            bed.proven(again, "clara.example", "PROVEN");
            bed.proven(stranger, "stranger.example", "PROVEN");
            List<LineCommit.Grant> grants = commit.commit(day(3));
            assertThat(grants).filteredOn(each -> each.receiver() == again.value()).extracting(LineCommit.Grant::visits)
                    .containsExactly(0L);
            assertThat(grants).filteredOn(each -> each.receiver() == stranger.value())
                    .extracting(LineCommit.Grant::visits).containsExactly(25L);
        }
    }

    @Test
    void oddsBeyondAllBoundsAreKept() {
        try (LineBed bed = pair(0, 10)) {
            LineCommit commit = bed.commit(NODE);
            commit.commit(day(1));
            bed.visits(ANNA, CLARA, day(2), 4_000);
            commit.commit(day(2));
            assertThat(bed.line(ANNA, CLARA).figures().floor().odds()).isEqualTo(1e9);
            bed.visits(CLARA, ANNA, day(3), 40_000);
            commit.commit(day(3));
            assertThat(bed.line(ANNA, CLARA).figures().floor().odds()).isZero();
            commit.commit(day(4));
        }
    }

    @Test
    void whatIsKeptIsReadBackAsItWas() {
        try (LineBed bed = pair(800, 8)) {
            LineCommit commit = bed.commit(NODE);
            for (int day = 1; day < 100; day += 9) {
                bed.visits(ANNA, CLARA, day(day), 60);
                bed.visits(CLARA, ANNA, day(day), 20);
                bed.order(ANNA, CLARA, 300 + day);
                commit.commit(day(day));
                PairLines.Kept kept = bed.line(ANNA, CLARA);
                assertThat(PairStateJson.read(PairStateJson.write(kept.state()))).isEqualTo(kept.state());
                List<LineCommit.Grant> once = commit.commit(day(day));
                assertThat(commit.commit(day(day))).as("looking again changes nothing").isEqualTo(once);
                assertThat(bed.line(ANNA, CLARA).decidedAt()).isEqualTo(kept.decidedAt());
            }
            assertThat(bed.line(ANNA, CLARA).state().closed()).hasSize(3);
        }
    }

    @Test
    void aClockThatWasAheadOnceIsForgotten() {
        try (LineBed bed = pair(0, 10)) {
            LineCommit commit = bed.commit(NODE);
            commit.commit(day(1));
            bed.visits(ANNA, CLARA, day(2), 5);
            commit.commit(day(2));
            commit.commit(day(100));
            assertThat(grant(commit.commit(day(2)), ANNA).visits()).as("what was given before is not forgotten")
                    .isEqualTo(20);
            bed.visits(ANNA, CLARA, day(2), 20);
            for (int look = 0; look < 20; look++) {
                assertThat(grant(commit.commit(day(3).plusSeconds(look)), ANNA).visits()).isZero();
            }
            assertThat(bed.told()).containsExactly("giving.paused");
            assertThat(bed.line(ANNA, CLARA, day(3)).state().mode()).isEqualTo(PairMode.PAUSED);
            assertThat(bed.line(ANNA, CLARA, day(3)).figures().given()).isEqualTo(250);
            bed.visits(CLARA, ANNA, day(4), 5);
            assertThat(grant(commit.commit(day(5)), ANNA).visits()).as("the pause stays").isZero();
            assertThat(grant(commit.commit(day(31)), ANNA).visits()).as("the period ends").isEqualTo(25);
            assertThat(bed.line(ANNA, CLARA, day(31)).figures().given()).isZero();
            bed.visits(CLARA, ANNA, day(31), 15);
            bed.visits(ANNA, CLARA, day(89), 7);
            commit.commit(day(89));
            assertThat(grant(commit.commit(day(95)), ANNA).visits()).as("when that time really comes").isEqualTo(25);
            assertThat(bed.line(ANNA, CLARA, day(95)).state().count().zero().out().visits()).isEqualTo(32);
            assertThat(bed.told()).containsExactly("giving.paused", "giving.open");
        }
    }

    @Test
    void aClockThatWasAheadAtTheVeryFirstLookIsSetRight() {
        try (LineBed bed = pair(0, 10)) {
            LineCommit commit = bed.commit(NODE);
            bed.visits(ANNA, CLARA, day(1), 2);
            commit.commit(day(400));
            bed.visits(ANNA, CLARA, day(1), 25);
            commit.commit(day(1));
            commit.commit(day(2));
            assertThat(bed.told()).containsExactly("giving.paused");
            assertThat(bed.line(ANNA, CLARA, day(2)).pausedUntil()).isEqualTo(day(30));
            assertThat(grant(commit.commit(day(30)), ANNA).visits()).isEqualTo(25);
        }
    }

    @Test
    void aClockThatIsBehindForAMomentGrantsNothingAgain() {
        try (LineBed bed = pair(0, 10)) {
            LineCommit commit = bed.commit(NODE);
            commit.commit(day(100));
            bed.visits(ANNA, CLARA, day(101), 25);
            commit.commit(day(101));
            assertThat(grant(commit.commit(day(1)), ANNA).visits()).isZero();
            assertThat(grant(commit.commit(day(102)), ANNA).visits()).isZero();
            assertThat(bed.line(ANNA, CLARA, day(102)).pausedUntil()).isEqualTo(day(120));
            assertThat(bed.told()).containsExactly("giving.paused");
        }
    }

    @Test
    void serversWhoseClocksDifferAgreeWhenAPeriodBegins() {
        try (LineBed bed = pair(0, 10)) {
            LineCommit ahead = bed.commit(new UUID(0, 2));
            LineCommit right = bed.commit(NODE);
            bed.visits(ANNA, CLARA, day(1), 1);
            right.commit(day(1));
            bed.visits(ANNA, CLARA, day(1), 20);
            bed.visits(CLARA, ANNA, day(1), 21);
            for (int look = -20; look < 20; look++) {
                ahead.commit(day(30).plusSeconds(10 * look + 70));
                right.commit(day(30).plusSeconds(10 * look));
            }
            assertThat(bed.line(ANNA, CLARA, day(31)).state().closed()).as("one period is over").hasSize(1);
            bed.visits(ANNA, CLARA, day(30), 25);
            right.commit(day(30).minusSeconds(60));
            ahead.commit(day(30).plusSeconds(10));
            assertThat(bed.line(ANNA, CLARA, day(31)).pausedUntil()).as("a pause of the new period").isEqualTo(day(60));
        }
    }

    private static LineBed pair(int percentBps, long valueMinor) {
        LineBed bed = new LineBed();
        bed.shop(ANNA.value());
        bed.shop(CLARA.value());
        bed.partners(ANNA, CLARA);
        bed.terms(CLARA, ANNA, percentBps, valueMinor);
        bed.terms(ANNA, CLARA, 0, valueMinor);
        return bed;
    }

    private static LineCommit.Grant grant(List<LineCommit.Grant> grants, ShopId giver) {
        return grants.stream().filter(each -> each.giver() == giver.value()).findFirst().orElseThrow();
    }

    private static Instant day(int day) {
        return LineBed.DAY_0.plus(Duration.ofDays(day));
    }
}
