package centuple.shop;

import org.jspecify.annotations.Nullable;

/**
 * One line of the terms: who it is for and what it pays.
 *
 * @param category the line category it is for; null means every category
 * @param customer the kind of customer it is for
 * @param rate what it pays
 */
public record RateRule(@Nullable String category, CustomerKind customer, Rate rate) {
    /** For every line and customer no other rule names. */
    public static RateRule ofDefault(Rate rate) {
        return new RateRule(null, CustomerKind.ANY, rate);
    }

    /** Whether it applies; an order that does not say whether its customer is new matches only rules for any. */
    boolean matches(@Nullable String lineCategory, CustomerKind orderCustomer) {
        return (category == null || category.equals(lineCategory))
                && (customer == CustomerKind.ANY || customer == orderCustomer);
    }

    /** The higher, the more exactly it says whom it is for: category counts more than customer. */
    int specificity() {
        return (category == null ? 0 : 2) + (customer == CustomerKind.ANY ? 0 : 1);
    }
}
