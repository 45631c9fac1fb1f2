package centuple.catalogue;

import java.util.Locale;

/** Why a product of a partner stands for the one that was wanted, the strongest first. */
public enum MatchReason {
    /** The same trade item, in the wanted size. */
    GTIN("the same product, by its GTIN"),
    /** The same maker's part number, in the wanted size. */
    BRAND_MPN("the same product, by brand and part number"),
    /** Another product of the same category, in the wanted size. */
    CATEGORY("a product of the same category"),
    /** A pair that the giver chose by hand. */
    CURATED("a product chosen by the shop");

    private final String words;
    private final String wire = name().toLowerCase(Locale.ROOT);

    MatchReason(String words) {
        this.words = words;
    }

    /** As it is kept: {@code brand_mpn}. */
    public String wire() {
        return wire;
    }

    /** The reason as the shop may show it. */
    public String words() {
        return words;
    }
}
