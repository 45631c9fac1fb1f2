package centuple.order;

import centuple.shop.ShopId;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What a shop that reads no identifiers reports of a visitor: who sent it, and on which day. Nothing signs it: it is
 * the word of the shop that has to pay.
 *
 * @param giver who sent the visitor, by what the shop says
 * @param day the day of the visit in UTC
 * @param isMovedIn whether the shop said so itself when it moved in, and no visitor's browser brought it
 */
public record GiverDay(ShopId giver, LocalDate day, boolean isMovedIn) {
    /** As an order carries it. */
    public GiverDay(ShopId giver, LocalDate day) {
        this(giver, day, false);
    }

    /** Whether it names the same giver and day, whoever said so. */
    boolean sameAs(GiverDay other) {
        return giver.equals(other.giver) && day.equals(other.day);
    }

    /** The first moment of the day. */
    public Instant from() {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The first moment of the day that comes so many days later; 1 is the day after. */
    public Instant plusDays(int days) {
        return from().plus(Duration.ofDays(days));
    }
}
