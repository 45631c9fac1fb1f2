package centuple.shop;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.money.BasisPoints;
import centuple.money.Currency;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What every terms book answers. */
public abstract class TermsBookContract {
    protected static final ShopId A = new ShopId(0x0a0a0a0a);
    protected static final ShopId B = new ShopId(0xb0b0b0b0);
    protected static final ShopId C = new ShopId(7);
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    /** Makes a partnership of the two at that time, its terms accepted then. */
    protected abstract void partner(ShopId one, ShopId other, Instant at, Terms... terms);

    /** Adds a version, accepted or not, to the partnership that is open. */
    protected abstract void put(Terms terms);

    /** Ends the partnership that is open. */
    protected abstract void end(ShopId one, ShopId other, Instant at);

    /** The receiver honours a coupon for the giver, from then on. */
    protected abstract void coupon(ShopId receiver, String code, ShopId giver, Instant at);

    /** The receiver honours the coupon no more. */
    protected abstract void endCoupon(ShopId receiver, String code, Instant at);

    /** The book as a new transaction sees it. */
    protected abstract TermsBook book();

    @Test
    void knowsNothingOfStrangers() {
        assertThat(book().version(A, B, 1)).isEmpty();
        assertThat(book().inForce(A, B, day(1))).isEmpty();
        assertThat(book().partners(A, B, day(1))).isFalse();
        assertThat(book().couponGiver(A, "SAVE", day(1))).isEmpty();
    }

    @Test
    void findsAVersionWhetherAcceptedOrNot() {
        Terms first = terms(A, B, 1, day(0), day(1));
        Terms second = terms(A, B, 2, day(5), null);
        partner(A, B, day(1), first);
        put(second);
        assertThat(book().version(A, B, 1)).contains(first);
        assertThat(book().version(A, B, 2)).contains(second);
        assertThat(book().version(A, B, 3)).isEmpty();
        assertThat(book().version(B, A, 1)).isEmpty();
        assertThat(book().version(A, C, 1)).isEmpty();
    }

    @Test
    void keepsEveryFieldOfAVersion() {
        Terms rich = new Terms(A, B, 1, new Currency("JPY"),
                List.of(RateRule.ofDefault(new Rate.Percent(new BasisPoints(500))),
                        new RateRule("shoes", CustomerKind.NEW, new Rate.Flat(1_200)),
                        new RateRule(null, CustomerKind.RETURNING, new Rate.Percent(BasisPoints.ZERO))),
                new Terms.Limits(7, 0, 100_000L, 1, 25L),
                new Terms.Shares(new BasisPoints(250), new BasisPoints(4_000)),
                new Terms.Arrival(List.of("/shop", "/en/"), true), day(0), day(1));
        partner(A, B, day(1), rich);
        assertThat(book().version(A, B, 1)).contains(rich);
    }

    @Test
    void theNewestAcceptedVersionIsInForceFromItsAcceptance() {
        Terms first = terms(A, B, 1, day(0), day(1));
        Terms second = terms(A, B, 2, day(5), day(6));
        partner(A, B, day(1), first);
        put(second);
        put(terms(A, B, 3, day(7), null));
        assertThat(book().inForce(A, B, day(1).minusMillis(1))).isEmpty();
        assertThat(book().inForce(A, B, day(1))).contains(first);
        assertThat(book().inForce(A, B, day(6).minusMillis(1))).contains(first);
        assertThat(book().inForce(A, B, day(6))).contains(second);
        assertThat(book().inForce(A, B, day(99))).contains(second);
        assertThat(book().inForce(B, A, day(99))).isEmpty();
    }

    @Test
    void bothDirectionsHaveTheirOwnVersions() {
        Terms aPays = terms(A, B, 1, day(0), day(1));
        Terms bPays = terms(B, A, 1, day(0), day(1));
        partner(B, A, day(1), aPays, bPays);
        assertThat(book().inForce(A, B, day(2))).contains(aPays);
        assertThat(book().inForce(B, A, day(2))).contains(bPays);
        assertThat(book().partners(A, B, day(2))).isTrue();
        assertThat(book().partners(B, A, day(2))).isTrue();
    }

    @Test
    void endingTakesNothingFromBeforeIt() {
        Terms first = terms(A, B, 1, day(0), day(1));
        partner(A, B, day(1), first);
        end(A, B, day(10));
        assertThat(book().inForce(A, B, day(10).minusMillis(1))).contains(first);
        assertThat(book().inForce(A, B, day(10))).isEmpty();
        assertThat(book().partners(A, B, day(10).minusMillis(1))).isTrue();
        assertThat(book().partners(A, B, day(10))).isFalse();
        assertThat(book().version(A, B, 1)).contains(first);
    }

    @Test
    void aNewPartnershipDoesNotReviveTermsOfAnOldOne() {
        partner(A, B, day(1), terms(A, B, 1, day(0), day(1)));
        end(A, B, day(10));
        Terms other = terms(B, A, 1, day(19), day(20));
        partner(A, B, day(20), other);
        assertThat(book().inForce(A, B, day(21))).isEmpty();
        assertThat(book().inForce(B, A, day(21))).contains(other);
        assertThat(book().partners(A, B, day(15))).isFalse();
        assertThat(book().partners(A, B, day(21))).isTrue();
    }

    @Test
    void onePartnershipWithinTheTimeIsEnough() {
        partner(A, B, day(5));
        assertThat(book().partnersWithin(A, B, day(1), day(5).minusMillis(1))).isFalse();
        assertThat(book().partnersWithin(A, B, day(1), day(5))).isTrue();
        end(A, B, day(6));
        assertThat(book().partnersWithin(B, A, day(1), day(9))).as("begun and ended in between").isTrue();
        assertThat(book().partnersWithin(A, B, day(6), day(9))).isFalse();
        assertThat(book().partnersWithin(A, C, day(1), day(9))).isFalse();
    }

    @Test
    void theNewestTermsOfATimeAreThoseInForceAtAnyMomentOfIt() {
        Terms first = terms(A, B, 1, day(0), day(1));
        Terms second = terms(A, B, 2, day(5), day(6));
        partner(A, B, day(1), first);
        put(second);
        put(terms(A, B, 3, day(7), null));
        assertThat(book().inForceWithin(A, B, day(0), day(1).minusMillis(1))).isEmpty();
        assertThat(book().inForceWithin(A, B, day(0), day(1))).contains(first);
        assertThat(book().inForceWithin(A, B, day(2), day(6).minusMillis(1))).contains(first);
        assertThat(book().inForceWithin(A, B, day(2), day(6))).contains(second);
        assertThat(book().inForceWithin(B, A, day(2), day(6))).isEmpty();
        end(A, B, day(8));
        assertThat(book().inForceWithin(A, B, day(8).minusMillis(1), day(9))).contains(second);
        assertThat(book().inForceWithin(A, B, day(8), day(9))).isEmpty();
        assertThat(book().inForceWithin(A, B, day(2), day(3))).contains(first);
    }

    @Test
    void membersAreKnownFromTheirFirstDay() {
        partner(A, B, day(5), terms(A, B, 1, day(0), day(5)));
        assertThat(book().isMember(A, day(5))).isTrue();
        assertThat(book().isMember(B, day(9))).isTrue();
        assertThat(book().isMember(new ShopId(0x7777_7777), day(9))).isFalse();
        assertThat(book().isMember(A, Instant.parse("1969-12-31T23:59:59Z"))).isFalse();
        assertThat(book().isMember(ShopId.EXCHANGE, day(9))).isFalse();
    }

    @Test
    void couponsCompareWithoutCaseAndBelongToTheirReceiver() {
        coupon(A, "Welcome-10", B, day(1));
        assertThat(book().couponGiver(A, "WELCOME-10", day(2))).contains(B);
        assertThat(book().couponGiver(A, "welcome-10", day(2))).contains(B);
        assertThat(book().couponGiver(B, "Welcome-10", day(2))).isEmpty();
        assertThat(book().couponGiver(A, "Welcome-11", day(2))).isEmpty();
    }

    @Test
    void aCouponIsWhoseItWasThenWhateverBecameOfItSince() {
        coupon(A, "SAVE", B, day(1));
        endCoupon(A, "save", day(10));
        coupon(A, "Save", C, day(20));
        assertThat(book().couponGiver(A, "SAVE", day(1).minusMillis(1))).isEmpty();
        assertThat(book().couponGiver(A, "SAVE", day(1))).contains(B);
        assertThat(book().couponGiver(A, "SAVE", day(10).minusMillis(1))).contains(B);
        assertThat(book().couponGiver(A, "SAVE", day(10))).isEmpty();
        assertThat(book().couponGiver(A, "SAVE", day(20))).contains(C);
    }

    private static Terms terms(ShopId receiver, ShopId giver, int version, Instant offeredAt,
            @org.jspecify.annotations.Nullable Instant acceptedAt) {
        return new Terms(receiver, giver, version, new Currency("EUR"),
                List.of(RateRule.ofDefault(new Rate.Percent(new BasisPoints(100 * version)))), Terms.Limits.DEFAULT,
                Terms.Shares.DEFAULT, List.of(), offeredAt, acceptedAt);
    }

    private static Instant day(int day) {
        return T0.plus(Duration.ofDays(day));
    }
}
