package centuple.catalogue;

import centuple.shop.ShopId;

/**
 * A product of a partner that a giver chose by hand to stand for one of its own.
 *
 * @param giver who chose
 * @param product the giver's product, its id or its group
 * @param receiver the partner
 * @param standIn the partner's product, its id or its group
 */
public record ProductPair(ShopId giver, String product, ShopId receiver, String standIn) {
    /** Pairs one giver may have. */
    public static final int PAIRS_PER_GIVER_MAX = 10_000;
}
