package centuple.claim.store;

import static centuple.claim.store.ClaimBed.ANNA;
import static centuple.claim.store.ClaimBed.BRUNO;
import static centuple.claim.store.ClaimBed.CLARA;
import static centuple.claim.store.ClaimBed.NOW;
import static centuple.claim.store.ClaimBed.SILENCE;
import static centuple.claim.store.ClaimBed.atOnce;
import static centuple.claim.store.ClaimBed.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.claim.Claim;
import centuple.claim.ClaimAnswer;
import centuple.claim.ClaimDecision;
import centuple.claim.ClaimRefusal;
import centuple.claim.ClaimState;
import centuple.claim.job.ClaimJob;
import centuple.commission.job.GroupedIntake;
import centuple.commission.store.GroupCommit;
import centuple.ledger.Stage;
import centuple.ledger.store.SqlLedgerStore;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderReport;
import centuple.order.OrderStatus;
import centuple.order.store.SqlOrderStore;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import centuple.testkit.OrderBed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Claims in PostgreSQL: limits among many callers, silence on two servers, and orders that come in meanwhile. */
class ClaimWorkTest {
    private ClaimBed claims = new ClaimBed(null, 1_000);

    @AfterEach
    void booksAreSoundInTheEnd() {
        assertThat(claims.bed.faults().values()).as(claims.bed.faults().toString()).containsOnly(0L);
        claims.close();
    }

    private void another(ClaimBed other) {
        claims.close();
        claims = other;
    }

    @Test
    void silenceBooksTheMedianOnceOnTwoServersAndTheOrderTakesItsPlace() throws Exception {
        claims.commissions(ANNA);
        claims.commissions(BRUNO);
        long before = claims.balanceMinor(ANNA, Stage.PENDING);
        Claim claim = claims.made(ANNA, 1, "A-1001");
        ClaimJob job = claims.job();
        assertThat(job.run(NOW.plus(Duration.ofDays(4)))).isZero();
        assertThat(job.run(NOW.plus(Duration.ofDays(6)))).isEqualTo(1);
        assertThat(job.run(NOW.plus(Duration.ofDays(11)))).isEqualTo(1);
        List<Long> steps = atOnce(List.of(() -> claims.job().run(SILENCE), () -> claims.job().run(SILENCE),
                () -> claims.job().run(SILENCE)));
        assertThat(steps.stream().mapToLong(Long::longValue).sum()).as("one of them booked").isEqualTo(1);
        assertThat(claims.now(claim).state()).isEqualTo(ClaimState.BOOKED);
        assertThat(claims.balanceMinor(ANNA, Stage.PENDING) - before).as("the lower of 2.00 and 4.00").isEqualTo(200);
        assertThat(told()).containsExactly("claim.made", "claim.reminder", "claim.reminder", "claim.booked");
        claims.report("A-1001", 20_000, token(ANNA, 1), SILENCE.plusSeconds(60));
        assertThat(claims.now(claim).state()).isEqualTo(ClaimState.CREDITED);
        assertThat(claims.balanceMinor(ANNA, Stage.PENDING) - before).as("10.00 and no more").isEqualTo(1_000);
        assertThat(told()).endsWith("claim.credited");
        assertThat(claims.bed.number("select count(*) as n from transfer where cause = 'CLAIM'")).isEqualTo(2);
    }

    @Test
    void whatCameThroughItsHoldIsDueAndTheLateOrderStillTakesItsPlace() {
        claims.commissions(ANNA);
        Claim claim = claims.made(ANNA, 1, "A-1001");
        ClaimJob job = claims.job();
        claims.silence();
        Instant due = Objects.requireNonNull(claims.now(claim).booking()).holdUntil();
        assertThat(due).as("the hold of the terms, from the booking").isEqualTo(SILENCE.plus(Duration.ofDays(30)));
        job.run(due);
        assertThat(claims.now(claim).state()).isEqualTo(ClaimState.STANDS);
        assertThat(claims.balanceMinor(ANNA, Stage.DUE)).isEqualTo(200);
        assertThat(step(claim, ClaimAnswer.NO_SUCH_ORDER, due)).isEqualTo(ClaimRefusal.WRONG_STATE.name());
        claims.report("A-1001", 20_000, token(ANNA, 1), due.plusSeconds(60));
        assertThat(claims.now(claim).state()).isEqualTo(ClaimState.CREDITED);
        assertThat(claims.balanceMinor(ANNA, Stage.DUE)).isZero();
    }

    @Test
    void aContestNeedsTheOrdersFacts() {
        claims.commissions(ANNA);
        Claim claim = claims.made(ANNA, 1, "A-1001");
        claims.silence();
        assertThat(step(claim, ClaimAnswer.CANCELLED, SILENCE)).isEqualTo(ClaimRefusal.ORDER_NOT_REPORTED.name());
        claims.report("A-1001", 3, OrderStatus.CANCELLED, 20_000, null, SILENCE);
        assertThat(step(claim, ClaimAnswer.NOT_PAID, SILENCE)).isEqualTo(ClaimRefusal.ANSWER_CONTRADICTS_FACTS.name());
        assertThat(step(claim, ClaimAnswer.CANCELLED, SILENCE)).isEqualTo(ClaimState.CONTESTED.name());
        assertThat(claims.bed.number("select count(*) as n from transfer where cause = 'CLAIM' and to_stage = "
                + "'ACCRUED' and amount_minor = 200")).isEqualTo(1);
        assertThat(claims.make(ANNA, 1, "A-1001")).as("not again")
                .isEqualTo(new ClaimDecision.Refused(ClaimRefusal.CLAIMED_BEFORE));
    }

    @Test
    void withoutCommissionsThereIsNothingToBook() {
        claims.commissions(BRUNO);
        Claim claim = claims.made(ANNA, 1, "A-1001");
        claims.silence();
        assertThat(claims.now(claim).state()).isEqualTo(ClaimState.NOT_BOOKED);
        assertThat(claims.bed.events.getLast().data()).containsEntry("reason", "no_commissions");
        assertThat(claims.bed.number("select count(*) as n from transfer where cause = 'CLAIM'")).isZero();
    }

    @Test
    void commissionsOfMoreThanAYearAgoDoNotCountAndACapLeavesWhatItLeaves() {
        claims.commissions(ANNA);
        Claim claim = claims.made(ANNA, 1, "A-1001");
        claims.bed.db.asOwner(c -> Sql.update(c, "update commission set hold_until = ?",
                SILENCE.minus(Duration.ofDays(365)).minusSeconds(1)));
        claims.silence();
        assertThat(claims.now(claim).state()).isEqualTo(ClaimState.NOT_BOOKED);
        another(new ClaimBed(4_750L, 1_000));
        claims.commissions(ANNA);
        Claim first = claims.made(ANNA, 1, "A-1001");
        Claim second = claims.made(ANNA, 2, "A-1002");
        claims.silence();
        assertThat(List.of(Objects.requireNonNull(claims.now(first).booking()).amountMinor(),
                claims.now(second).state())).as("47.00 of 47.50 are used, so one has 0.50 and the other nothing")
                .isEqualTo(List.of(50L, ClaimState.NOT_BOOKED));
    }

    @Test
    void theLimitsHoldAmongManyCallers() throws Exception {
        List<Callable<ClaimDecision>> calls = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            int click = i;
            calls.add(() -> claims.make(ANNA, click, "A-" + click));
        }
        assertThat(outcomes(atOnce(calls))).isEqualTo(Map.of(ClaimState.OPEN.name(), 5,
                ClaimRefusal.TOO_MANY_OPEN_CLAIMS.name(), 19));
        another(new ClaimBed(null, 149));
        assertThat(outcomes(atOnce(calls))).as("2 % of 149 clicks, those of robots and other months apart")
                .isEqualTo(Map.of(ClaimState.OPEN.name(), 2, ClaimRefusal.TOO_MANY_CLAIMS_OF_MONTH.name(), 22));
        another(new ClaimBed(null, 1_000));
        List<Callable<ClaimDecision>> same = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int other = i;
            same.add(() -> claims.make(ANNA, 1, "A-" + other));
            same.add(() -> claims.make(BRUNO, 10 + other, "A-77"));
        }
        Map<String, Integer> outcomes = outcomes(atOnce(same));
        assertThat(outcomes).isEqualTo(Map.of(ClaimState.OPEN.name(), 2, ClaimRefusal.CLICK_ALREADY_CLAIMED.name(), 5,
                ClaimRefusal.ORDER_ALREADY_CLAIMED.name(), 5));
    }

    @Test
    void anOrderThatTwoGiversClaimIsBookedByOneClaim() throws Exception {
        claims.commissions(ANNA);
        claims.commissions(BRUNO);
        Claim annas = claims.made(ANNA, 1, "A-1001");
        Claim brunos = claims.made(BRUNO, 1, "A-1001");
        claims.remind();
        atOnce(List.of(() -> claims.job().run(SILENCE), () -> claims.job().run(SILENCE)));
        assertThat(List.of(claims.now(annas).state(), claims.now(brunos).state()))
                .containsExactlyInAnyOrder(ClaimState.BOOKED, ClaimState.NOT_BOOKED);
        ShopId other = claims.now(annas).state() == ClaimState.BOOKED ? BRUNO : ANNA;
        claims.report("A-1001", 20_000, token(other, 1), SILENCE);
        Claim booked = other.equals(BRUNO) ? annas : brunos;
        assertThat(claims.now(booked).state()).as("the order is the other's").isEqualTo(ClaimState.CONTESTED);
        assertThat(claims.bed.number("select coalesce(sum(pending_minor + due_minor), 0) as n from claim")).isZero();
    }

    @Test
    void ordersThatComeInWhileSilenceBooksAreNeverPaidTwice() throws Exception {
        claims.commissions(ANNA);
        for (int round = 0; round < 4; round++) {
            List<Claim> made = new ArrayList<>();
            List<Callable<Object>> calls = new ArrayList<>();
            Instant at = SILENCE.plusSeconds(round);
            for (int i = 0; i < 5; i++) {
                int click = 1 + 5 * round + i;
                String reference = "R-" + click;
                made.add(claims.made(ANNA, click, reference));
                calls.add(() -> claims.report(reference, 20_000, token(ANNA, click), at));
            }
            claims.remind();
            calls.add(2, () -> claims.job().run(at));
            calls.add(() -> claims.job().run(at));
            atOnce(calls);
            assertThat(made).allSatisfy(claim -> assertThat(claims.now(claim).state()).isEqualTo(ClaimState.CREDITED));
            assertThat(claims.bed.faults().values()).containsOnly(0L);
        }
    }

    @Test
    void anOrderThatCameInUnseenIsFoundWhateverBecameOfTheClaim() {
        claims.commissions(ANNA);
        Claim open = claims.made(ANNA, 1, "A-1001");
        unseen("A-1001", 1, NOW);
        Claim booked = claims.made(ANNA, 2, "A-1002");
        assertThat(claims.now(open).state()).isEqualTo(ClaimState.OPEN);
        claims.job().run(NOW.plusSeconds(60));
        assertThat(claims.now(open).state()).isEqualTo(ClaimState.CREDITED);
        claims.silence();
        unseen("A-1002", 2, SILENCE);
        assertThat(claims.now(booked).state()).isEqualTo(ClaimState.BOOKED);
        claims.job().run(SILENCE.plusSeconds(60));
        assertThat(claims.now(booked).state()).isEqualTo(ClaimState.CREDITED);
    }

    /** An order of which no claim learns when it is booked. */
    private void unseen(String reference, int click, Instant now) {
        var ports = new GroupCommit.Ports(_ -> claims.bed.terms, SqlOrderStore::new, SqlLedgerStore::new,
                _ -> claims.bed.events::addAll, "exchange.example");
        try (GroupedIntake unaware = GroupedIntake
                .start(new GroupCommit(claims.bed.db.database(), ports, claims.bed::nextId))) {
            claims.bed.take(unaware, ClaimBed.paid(reference, 20_000, token(ANNA, click), now));
        }
    }

    @Test
    void factsThatWereThereBeforeProveAClaimFalseAndBarThePair() {
        claims.report("A-1001", 20_000, token(BRUNO, 1), NOW);
        Claim claim = claims.made(ANNA, 1, "A-1001");
        assertThat(claim.state()).as("a click of the same minute has the order").isEqualTo(ClaimState.PROVEN_FALSE);
        assertThat(claims.make(ANNA, 2, "A-1002"))
                .isEqualTo(new ClaimDecision.Refused(ClaimRefusal.CLAIMS_BARRED));
        Instant over = NOW.plus(Duration.ofDays(90));
        assertThat(claims.make(ANNA, 2, "A-1002", over)).isInstanceOf(ClaimDecision.Made.class);
        assertThat(claims.make(BRUNO, 2, "A-1002")).as("others are free").isInstanceOf(ClaimDecision.Made.class);
    }

    @Test
    void theDatabaseItselfBooksAnOrderByOneClaimAtMost() {
        claims.commissions(ANNA);
        claims.made(ANNA, 1, "A-1001");
        claims.silence();
        Claim brunos = claims.made(BRUNO, 1, "A-1001");
        assertThatThrownBy(() -> claims.bed.db.database().inTransaction(c -> Sql.update(c, "update claim set state = "
                + "'BOOKED', currency = 'EUR', amount_minor = 1, hold_until = now(), pending_minor = 1, due_minor = 0,"
                + " settled_minor = 0, given_back_minor = 0 where id = ?", brunos.id())))
                .isInstanceOfSatisfying(DatabaseException.class,
                        refused -> assertThat(refused.sqlState()).isEqualTo("23505"));
    }

    private String step(Claim claim, ClaimAnswer answer, Instant now) {
        return outcome(claims.bed.db.database()
                .inTransaction(connection -> claims.work.contest(connection, CLARA, claim.id(), answer, now))
                .orElseThrow());
    }

    private List<String> told() {
        return claims.bed.events.stream().map(event -> event.kind()).filter(kind -> kind.startsWith("claim.")).toList();
    }

    private static Map<String, Integer> outcomes(List<ClaimDecision> decisions) {
        Map<String, Integer> outcomes = new TreeMap<>();
        decisions.forEach(decision -> outcomes.merge(outcome(decision), 1, Integer::sum));
        return outcomes;
    }

    private static String outcome(ClaimDecision decision) {
        return switch (decision) {
            case ClaimDecision.Made made -> made.claim().state().name();
            case ClaimDecision.Unchanged(Claim claim) -> claim.state().name();
            case ClaimDecision.Refused(ClaimRefusal reason) -> reason.name();
        };
    }

    @Test
    void anOrderOfWhichNothingIsLeftPaysNoClaimInWhateverOrderItsFactsCome() {
        claims.commissions(ANNA);
        claims.report("A-1", 20_000, null, NOW);
        refund("A-1", NOW);
        Claim before = claims.made(ANNA, 1, "A-1");
        Claim refundFirst = claims.made(ANNA, 2, "A-2");
        Claim orderFirst = claims.made(ANNA, 3, "A-3");
        Claim contested = claims.made(ANNA, 4, "A-4");
        claims.silence();
        assertThat(claims.now(before).state()).isEqualTo(ClaimState.DENIED);
        refund("A-2", SILENCE);
        claims.report("A-2", 20_000, token(ANNA, 2), SILENCE);
        claims.report("A-3", 20_000, token(ANNA, 3), SILENCE);
        refund("A-3", SILENCE);
        assertThat(claims.now(refundFirst).state()).isEqualTo(claims.now(orderFirst).state())
                .isEqualTo(ClaimState.CREDITED);
        claims.report("A-4", 20_000, null, SILENCE);
        refund("A-4", SILENCE);
        claims.bed.db.database().inTransaction(connection -> claims.work.contest(connection, CLARA, contested.id(),
                ClaimAnswer.CANCELLED, SILENCE.plusSeconds(1)));
        assertThat(claims.now(contested).state()).isEqualTo(ClaimState.CONTESTED);
    }

    @Test
    void anOrderThatIsOnlyPlacedEndsNoClaim() {
        claims.commissions(ANNA);
        Claim claim = claims.made(ANNA, 1, "A-1");
        claims.report("A-1", 1, OrderStatus.PLACED, 20_000, token(ANNA, 1), NOW);
        assertThat(claims.now(claim).state()).isEqualTo(ClaimState.OPEN);
        claims.report("A-1", 2, OrderStatus.CANCELLED, 20_000, token(ANNA, 1), NOW);
        claims.silence();
        assertThat(claims.now(claim).state()).isEqualTo(ClaimState.DENIED);
    }

    private void refund(String reference, Instant at) {
        claims.bed.take(claims.intake, new OrderReport(ClaimBed.order(reference),
                new Refund("R-1", OrderBed.EUR, new RefundScope.Full(), at)));
    }
}
