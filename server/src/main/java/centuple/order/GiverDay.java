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
 */
public record GiverDay(ShopId giver, LocalDate day) {
    /** The first moment of the day. */
    public Instant from() {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The first moment of the day that comes so many days later; 1 is the day after. */
    public Instant plusDays(int days) {
        return from().plus(Duration.ofDays(days));
    }
}
