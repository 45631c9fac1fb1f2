package centuple.shop;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that happened, for the shops it concerns to read.
 *
 * @param at when
 * @param kind what, such as {@code partnership.accepted}
 * @param shopA a shop that may read it; {@link ShopId#EXCHANGE} where only the operator may
 * @param shopB the other shop that may; null for none
 * @param subject the public id of the thing it is about
 * @param data more, by snake_case names: strings, numbers, booleans, lists and maps of these, nothing personal
 */
public record Event(Instant at, String kind, ShopId shopA, @Nullable ShopId shopB, String subject,
        Map<String, Object> data) {
    public Event {
        data = Collections.unmodifiableMap(new TreeMap<>(data));
    }
}
