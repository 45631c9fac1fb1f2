package centuple.shop;

import java.time.Instant;
import java.util.Optional;

/** Port: the terms between shops, as one open transaction sees them. Not thread-safe. */
public interface TermsBook {
    /** That version, accepted or not; a version never changes once written. */
    Optional<Terms> version(ShopId receiver, ShopId giver, int version);

    /**
     * The newest accepted version whose acceptance is not after that time, if the partnership had not ended by then.
     */
    Optional<Terms> inForce(ShopId receiver, ShopId giver, Instant at);

    /**
     * The newest accepted version that was in force at some moment between the two times, both included.
     */
    Optional<Terms> inForceWithin(ShopId receiver, ShopId giver, Instant from, Instant to);

    /** Whether that shop was a member of the exchange at that time. */
    boolean isMember(ShopId shop, Instant at);

    /** Whether both shops had an accepted partnership with each other at that time. */
    boolean partners(ShopId one, ShopId other, Instant at);

    /** Whether they had one at some moment between the two times, both included. */
    boolean partnersWithin(ShopId one, ShopId other, Instant from, Instant to);

    /** The giver for whom the receiver honoured this coupon at that time, if any. Codes compare without case. */
    Optional<ShopId> couponGiver(ShopId receiver, String couponCode, Instant at);
}
