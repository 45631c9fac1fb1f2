package centuple.shop;

import centuple.money.Currency;

import java.time.Instant;

/**
 * A member of the exchange.
 *
 * @param id its number
 * @param name as its partners see it, 1 to {@link #NAME_CHARS_MAX} characters
 * @param currency of its terms where it names no other
 * @param createdAt when it joined
 */
public record Shop(ShopId id, String name, Currency currency, Instant createdAt) {
    public static final int NAME_CHARS_MAX = 100;
}
