package centuple.catalogue;

import centuple.shop.ShopId;

/**
 * One item of a shop's feed: one size of one model, as the shop sells it. Its price is not kept: nothing is decided by
 * it, and no rival is to see it. Immutable.
 *
 * @param shop who sells it
 * @param id its name in the feed, unique in its shop
 * @param identity by what it is known as the same thing elsewhere
 * @param variant which of its model it is
 * @param page where a visitor sees it
 * @param supply whether and where it can be had
 */
public record Product(ShopId shop, String id, Identity identity, Variant variant, Page page, Supply supply) {
    /**
     * By what a thing is known as the same in two shops.
     *
     * @param gtin as {@link Gtin} reads it; {@link Gtin#NONE} for none
     * @param brand as the shop writes it; empty for none
     * @param mpn the maker's part number as the shop writes it; empty for none
     */
    public record Identity(long gtin, String brand, String mpn) {
        /** Nothing is known. */
        public static final Identity NONE = new Identity(Gtin.NONE, "", "");
    }

    /**
     * Which of its model it is.
     *
     * @param group what all sizes of the model share; empty where it stands alone
     * @param category in the form of {@link MatchKeys#category}; empty for none
     * @param size in the form of {@link Sizes#normal}; empty for none
     */
    public record Variant(String group, String category, String size) {
    }

    /**
     * Where a visitor sees it.
     *
     * @param title plain text
     * @param url the shop's own page, https
     */
    public record Page(String title, String url) {
    }

    /**
     * Whether and where it can be had.
     *
     * @param inStock whether it can be ordered and sent now
     * @param deliversTo the countries it is sent to
     */
    public record Supply(boolean inStock, CountrySet deliversTo) {
    }
}
