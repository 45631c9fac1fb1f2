package centuple.catalogue.feed;

/** What is read of an item; everything else in a feed, its prices too, is passed over. */
public enum FeedField {
    ID,
    TITLE,
    LINK,
    GTIN,
    BRAND,
    MPN,
    /** By a taxonomy that other shops use too. */
    CATEGORY,
    /** In the shop's own words; counts where there is no {@link #CATEGORY}. */
    OWN_CATEGORY,
    SIZE,
    /** What all sizes of a model share. */
    GROUP,
    AVAILABILITY,
    /** Countries it is sent to, as {@code FR:::4.90 EUR,BE:::7 EUR} or {@code FR,BE}; else those of the feed. */
    COUNTRIES
}
