package centuple.catalogue.feed;

/** The forms of feeds that are read. */
public enum FeedKind {
    /** Google Merchant, RSS 2.0 or Atom. */
    GOOGLE_XML(false, "line"),
    /** Google Merchant, tab-separated with a header line. */
    GOOGLE_TSV(false, "line"),
    /** The public {@code /products.json} of a Shopify shop, page by page. */
    SHOPIFY(true, "product"),
    /** The public Store API of WooCommerce, page by page: products, then their variations. */
    WOOCOMMERCE(true, "product"),
    /** Any table with a header line, whose columns the shop names. */
    CSV(false, "line");

    private final boolean paged;
    private final String placeWord;

    FeedKind(boolean paged, String placeWord) {
        this.paged = paged;
        this.placeWord = placeWord;
    }

    /** Whether it is fetched page by page rather than as one file. */
    public boolean isPaged() {
        return paged;
    }

    /** What the numbers in its report count. */
    public String placeWord() {
        return placeWord;
    }
}
