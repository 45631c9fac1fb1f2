package centuple.claim.store;

import static centuple.claim.store.ClaimBed.ANNA;
import static centuple.claim.store.ClaimBed.BRUNO;
import static centuple.claim.store.ClaimBed.CLARA;
import static centuple.claim.store.ClaimBed.CLICKED;
import static centuple.claim.store.ClaimBed.SILENCE;
import static centuple.claim.store.ClaimBed.atOnce;
import static centuple.claim.store.ClaimBed.order;
import static centuple.claim.store.ClaimBed.token;
import static org.assertj.core.api.Assertions.assertThat;

import centuple.claim.Claim;
import centuple.claim.ClaimAnswer;
import centuple.claim.ClaimDecision;
import centuple.claim.ClaimRefusal;
import centuple.claim.ClaimState;
import centuple.order.OrderFact.Marks;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFact.Totals;
import centuple.order.OrderLine;
import centuple.order.OrderReport;
import centuple.order.OrderStatus;
import centuple.order.PresentedToken;
import centuple.order.Source;
import centuple.testkit.OrderBed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Orders whose customers were told another number than the one that the shop reports. */
class ClaimNumberTest {
    private static final Instant PLACED = CLICKED.plusSeconds(3_600);

    private final ClaimBed claims = new ClaimBed(null, 1_000);

    @AfterEach
    void booksAreSoundInTheEnd() {
        assertThat(claims.bed.faults().values()).as(claims.bed.faults().toString()).containsOnly(0L);
        claims.close();
    }

    private void report(String reference, String number, Instant placedAt, OrderStatus status,
            PresentedToken.@Nullable Valid token) {
        claims.bed.take(claims.intake, told(reference, number, placedAt, status, token));
    }

    private static OrderReport told(String reference, String number, Instant placedAt, OrderStatus status,
            PresentedToken.@Nullable Valid token) {
        Marks marks = new Marks(token == null ? List.of() : List.of(token), List.of());
        return new OrderReport(order(reference), new Snapshot(1, status, OrderBed.EUR, placedAt, null, null,
                List.of(new OrderLine("1", null, 1, 20_000, 0, 0)), Totals.NONE, marks, number, SILENCE, Source.API));
    }

    private ClaimState state(Claim claim) {
        return claims.now(claim).state();
    }

    @Test
    void anOrderIsClaimedByTheNumberTheCustomerWasTold() {
        report("5001", "#1001", PLACED, OrderStatus.PAID, token(ANNA, 1));
        assertThat(claims.make(ANNA, 2, "#1001")).isEqualTo(new ClaimDecision.Refused(ClaimRefusal.ORDER_CREDITED));
        report("5002", "#1002", PLACED, OrderStatus.PAID, null);
        Claim claim = claims.made(ANNA, 2, "#1002");
        assertThat(claims.make(ANNA, 3, "5002"))
                .isEqualTo(new ClaimDecision.Refused(ClaimRefusal.ORDER_ALREADY_CLAIMED));
        Optional<ClaimDecision> answered = claims.bed.db.database().inTransaction(
                connection -> claims.work.answer(connection, CLARA, claim.id(), ClaimAnswer.NO_SUCH_ORDER, SILENCE));
        assertThat(answered).contains(new ClaimDecision.Refused(ClaimRefusal.ANSWER_CONTRADICTS_FACTS));
        report("5003", "#1003", PLACED, OrderStatus.PAID, token(BRUNO, 3));
        assertThat(claims.made(ANNA, 3, "#1003").state()).as("a click of the same minute has the order")
                .isEqualTo(ClaimState.PROVEN_FALSE);
    }

    @Test
    void theOrderTakesThePlaceOfAClaimByItsNumber() {
        claims.commissions(ANNA);
        Claim open = claims.made(ANNA, 1, "#1001");
        Claim booked = claims.made(ANNA, 2, "#1002");
        report("5001", "#1001", PLACED, OrderStatus.PAID, token(ANNA, 7));
        assertThat(state(open)).isEqualTo(ClaimState.CREDITED);
        claims.silence();
        assertThat(state(booked)).isEqualTo(ClaimState.BOOKED);
        report("5002", "#1002", PLACED, OrderStatus.PAID, token(ANNA, 8));
        assertThat(state(booked)).isEqualTo(ClaimState.CREDITED);
    }

    @Test
    void ofOrdersOfOneNumberTheOneOfThatDayIsMeant() {
        claims.commissions(ANNA);
        report("5001", "#1001", PLACED.minus(Duration.ofDays(300)), OrderStatus.CANCELLED, null);
        report("#1002", "5002", PLACED.minus(Duration.ofDays(300)), OrderStatus.CANCELLED, null);
        report("5003", "#1002", PLACED, OrderStatus.PAID, null);
        Claim unknown = claims.made(ANNA, 1, "#1001");
        Claim known = claims.made(ANNA, 2, "#1002");
        claims.silence();
        assertThat(List.of(state(unknown), state(known))).as("the old ones say nothing of these")
                .isEqualTo(List.of(ClaimState.BOOKED, ClaimState.BOOKED));
        report("5004", "#1001", PLACED.minus(Duration.ofDays(2)), OrderStatus.PAID, token(BRUNO, 9));
        assertThat(state(unknown)).as("placed before the click of Bruno, so nobody's").isEqualTo(ClaimState.BOOKED);
    }

    @Test
    void anOrderOfAnotherDayWhoseReferenceIsTheNumberNeitherEndsNorBlocksAClaim() {
        Instant otherDay = PLACED.plus(Duration.ofDays(7));
        claims.commissions(ANNA);
        report("77", "1001", PLACED, OrderStatus.PAID, null);
        Claim claim = claims.made(ANNA, 1, "1001");
        claims.silence();
        assertThat(state(claim)).isEqualTo(ClaimState.BOOKED);
        report("1001", "555", otherDay, OrderStatus.PAID, token(BRUNO, 50));
        assertThat(state(claim)).as("the other order is somebody's").isEqualTo(ClaimState.BOOKED);
        claims.job().run(SILENCE.plus(Duration.ofDays(1)));
        assertThat(state(claim)).isEqualTo(ClaimState.BOOKED);
        report("78", "1001", PLACED, OrderStatus.PAID, token(ANNA, 51));
        assertThat(state(claim)).as("the order of that day").isEqualTo(ClaimState.CREDITED);

        report("79", "1002", PLACED, OrderStatus.PAID, null);
        report("1002", "556", otherDay, OrderStatus.PAID, token(ANNA, 52));
        assertThat(claims.make(ANNA, 2, "1002")).as("the giver's own, but of another day")
                .isInstanceOf(ClaimDecision.Made.class);

        Claim open = claims.made(ANNA, 3, "1003");
        claims.intake.take(List.of(told("1003", "557", otherDay, OrderStatus.PAID, token(ANNA, 53)),
                told("80", "1003", PLACED, OrderStatus.PAID, null)));
        assertThat(state(open)).as("both in one group").isEqualTo(ClaimState.OPEN);
    }

    @Test
    void oneOrderUnderTwoNamesIsBookedByOneClaim() throws Exception {
        claims.commissions(ANNA);
        claims.commissions(BRUNO);
        report("5001", "#1001", PLACED, OrderStatus.PAID, null);
        Claim annas = claims.made(ANNA, 1, "#1001");
        Claim brunos = claims.made(BRUNO, 1, "5001");
        claims.remind();
        atOnce(List.of(() -> claims.job().run(SILENCE), () -> claims.job().run(SILENCE)));
        assertThat(List.of(state(annas), state(brunos)))
                .containsExactlyInAnyOrder(ClaimState.BOOKED, ClaimState.NOT_BOOKED);
    }

    @Test
    void whereANumberIsSharedOnOneDayTheGiversOwnOrderCountsAndNothingIsProven() {
        report("5001", "CART", PLACED, OrderStatus.PAID, token(BRUNO, 1));
        report("5002", "CART", PLACED, OrderStatus.PAID, null);
        Claim claim = claims.made(ANNA, 1, "CART");
        assertThat(claim.state()).isEqualTo(ClaimState.OPEN);
        report("5003", "CART", PLACED, OrderStatus.PAID, token(ANNA, 1));
        assertThat(state(claim)).isEqualTo(ClaimState.CREDITED);
    }
}
