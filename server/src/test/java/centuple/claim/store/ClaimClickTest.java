package centuple.claim.store;

import static centuple.claim.store.ClaimBed.ANNA;
import static centuple.claim.store.ClaimBed.NOW;
import static centuple.claim.store.ClaimBed.SILENCE;
import static centuple.claim.store.ClaimBed.atOnce;
import static centuple.claim.store.ClaimBed.token;
import static org.assertj.core.api.Assertions.assertThat;

import centuple.claim.Claim;
import centuple.claim.ClaimDecision;
import centuple.claim.ClaimRefusal;
import centuple.claim.ClaimState;
import centuple.commission.job.GroupedIntake;
import centuple.ledger.Stage;
import centuple.order.OrderReport;
import centuple.order.OrderStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** A click pays as many sales as its terms say: orders and claims together, under whatever names, and orders first. */
class ClaimClickTest {
    private ClaimBed claims = new ClaimBed(null, 1_000, 1);

    @AfterEach
    void booksAreSoundInTheEnd() {
        assertThat(claims.bed.faults().values()).as(claims.bed.faults().toString()).containsOnly(0L);
        claims.close();
    }

    private void another(ClaimBed other) {
        claims.close();
        claims = other;
    }

    private ClaimState state(Claim claim) {
        return claims.now(claim).state();
    }

    /** What stands booked for claims, minor units. */
    private long claimedMinor() {
        return claims.bed.number("select coalesce(sum(pending_minor + due_minor + settled_minor - given_back_minor), 0)"
                + "::bigint as n from claim");
    }

    @Test
    void aClickThatPaidItsOrdersIsNotClaimedUnderAnotherName() {
        claims.commissions(ANNA);
        claims.report("A-1001", 20_000, token(ANNA, 1), NOW);
        assertThat(claims.make(ANNA, 1, "INVENTED")).isEqualTo(new ClaimDecision.Refused(ClaimRefusal.CLICK_USED_UP));
        claims.report("A-1001", 9, OrderStatus.CANCELLED, 20_000, null, NOW);
        assertThat(claims.make(ANNA, 1, "A-1002")).as("what was taken back leaves its place, as among orders")
                .isInstanceOf(ClaimDecision.Made.class);
        another(new ClaimBed(null, 1_000, 2));
        claims.report("A-1001", 20_000, token(ANNA, 1), NOW);
        assertThat(claims.make(ANNA, 1, "A-1002")).isInstanceOf(ClaimDecision.Made.class);
        claims.report("A-1003", 20_000, token(ANNA, 2), NOW);
        claims.report("A-1004", 20_000, token(ANNA, 2), NOW);
        assertThat(claims.make(ANNA, 2, "A-1005")).isEqualTo(new ClaimDecision.Refused(ClaimRefusal.CLICK_USED_UP));
    }

    @Test
    void claimsThatStandUseTheClickToo() {
        claims.commissions(ANNA);
        Claim first = claims.made(ANNA, 1, "A-1001");
        claims.silence();
        Instant due = Objects.requireNonNull(claims.now(first).booking()).holdUntil();
        claims.job().run(due);
        assertThat(state(first)).isEqualTo(ClaimState.STANDS);
        assertThat(claims.make(ANNA, 1, "A-1002", due))
                .isEqualTo(new ClaimDecision.Refused(ClaimRefusal.CLICK_USED_UP));
    }

    @Test
    void anOrderThatComesBeforeSilenceLeavesNothingToBook() {
        claims.commissions(ANNA);
        Claim claim = claims.made(ANNA, 1, "INVENTED");
        claims.report("A-1001", 20_000, token(ANNA, 1), NOW.plusSeconds(60));
        assertThat(state(claim)).as("it may yet be taken back").isEqualTo(ClaimState.OPEN);
        claims.silence();
        assertThat(state(claim)).isEqualTo(ClaimState.DENIED);
        assertThat(claims.bed.events.getLast().data()).containsEntry("reason", "click_used_up");
        assertThat(claimedMinor()).isZero();
    }

    @Test
    void theOrderTakesThePlaceOfAClaimUnderAnotherNameWhateverBecameOfIt() {
        claims.commissions(ANNA);
        Claim booked = claims.made(ANNA, 1, "INVENTED-1");
        Claim stands = claims.made(ANNA, 2, "INVENTED-2");
        claims.silence();
        claims.report("A-1001", 20_000, token(ANNA, 1), SILENCE.plusSeconds(1));
        assertThat(List.of(state(booked), state(stands))).isEqualTo(List.of(ClaimState.CREDITED, ClaimState.BOOKED));
        assertThat(claims.bed.events.getLast().data()).containsEntry("reason", "click_used_up");
        Instant due = Objects.requireNonNull(claims.now(stands).booking()).holdUntil();
        claims.job().run(due);
        long before = claims.balanceMinor(ANNA, Stage.PENDING);
        claims.report("A-1002", 1, OrderStatus.PLACED, 20_000, token(ANNA, 2), due);
        assertThat(state(stands)).as("what is due does not give way to a promise").isEqualTo(ClaimState.STANDS);
        claims.report("A-1002", 2, OrderStatus.PAID, 20_000, token(ANNA, 2), due);
        assertThat(state(stands)).isEqualTo(ClaimState.CREDITED);
        assertThat(claims.balanceMinor(ANNA, Stage.PENDING) - before).isEqualTo(1_000);
        assertThat(claimedMinor()).isZero();
    }

    @Test
    void withinTheTermsBothArePaidAndTheNextOrderTakesThePlace() {
        another(new ClaimBed(null, 1_000, 2));
        claims.commissions(ANNA);
        Claim claim = claims.made(ANNA, 1, "LOST");
        claims.silence();
        claims.report("A-1001", 20_000, token(ANNA, 1), SILENCE);
        assertThat(state(claim)).isEqualTo(ClaimState.BOOKED);
        OrderReport one = ClaimBed.paid("A-1002", 20_000, token(ANNA, 1), SILENCE);
        OrderReport two = ClaimBed.paid("A-1003", 20_000, token(ANNA, 1), SILENCE);
        claims.intake.take(List.of(one, two));
        assertThat(state(claim)).isEqualTo(ClaimState.CREDITED);
        assertThat(claims.bed.number("select orders as n from click_use where click_id = decode('0a0a0001"
                + "0000000000000001', 'hex')")).isEqualTo(2);
    }

    @Test
    void aSaleThatTookTheClaimsPlaceByAnotherProofCountsForTheClickAsWell() {
        claims.commissions(ANNA);
        Claim claim = claims.made(ANNA, 1, "A-1001");
        claims.report("A-1001", 20_000, token(ANNA, 7), NOW);
        assertThat(state(claim)).isEqualTo(ClaimState.CREDITED);
        assertThat(claims.make(ANNA, 1, "INVENTED")).isEqualTo(new ClaimDecision.Refused(ClaimRefusal.CLICK_USED_UP));
    }

    @Test
    void ordersOfOtherNamesThatComeInWhileSilenceBooksAreNeverPaidTwice() throws Exception {
        claims.commissions(ANNA);
        GroupedIntake other = claims.bed.intake();
        for (int round = 0; round < 4; round++) {
            List<Claim> made = new ArrayList<>();
            List<Callable<Object>> calls = new ArrayList<>();
            Instant at = SILENCE.plusSeconds(round);
            for (int i = 0; i < 5; i++) {
                int click = 1 + 5 * round + i;
                made.add(claims.made(ANNA, click, "INVENTED-" + click));
                calls.add(() -> claims.report("R-" + click, 20_000, token(ANNA, click), at));
                calls.add(() -> claims.bed.take(other, ClaimBed.paid("S-" + click, 20_000, token(ANNA, click), at)));
            }
            claims.remind();
            calls.add(3, () -> claims.job().run(at));
            calls.add(() -> claims.job().run(at));
            atOnce(calls);
            claims.job().run(at);
            assertThat(made).allSatisfy(claim -> assertThat(state(claim)).isIn(ClaimState.CREDITED, ClaimState.DENIED));
            assertThat(claimedMinor()).isZero();
            assertThat(claims.bed.number("select max(orders) as n from click_use")).isEqualTo(1);
            assertThat(claims.bed.faults().values()).containsOnly(0L);
        }
        assertThat(claims.bed.number("select count(*) as n from claim where state = 'OPEN'")).isZero();
        claims.job().run(SILENCE.plus(Duration.ofDays(40)));
        assertThat(claimedMinor()).isZero();
    }
}
