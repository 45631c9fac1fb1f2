package centuple.catalogue.feed;

/** What is asked of a feed that comes in pages. Stateless. */
public final class FeedAddress {
    private static final int SHOPIFY_PAGE_ITEMS = 250;
    private static final int WOOCOMMERCE_PAGE_ITEMS = 100;

    private FeedAddress() {
    }

    /** The address of a page of a paged feed, counted from 1. */
    public static String page(FeedSettings settings, int page) {
        int path = settings.url().indexOf('/', settings.url().indexOf("://") + 3);
        String origin = path < 0 ? settings.url() : settings.url().substring(0, path);
        return settings.kind() == FeedKind.SHOPIFY
                ? origin + "/products.json?limit=" + SHOPIFY_PAGE_ITEMS + "&page=" + page
                : origin + "/wp-json/wc/store/v1/products?per_page=" + WOOCOMMERCE_PAGE_ITEMS + "&page=" + page;
    }

    /** The address of a page of what WooCommerce lists apart: the variations of its products. */
    public static String variationPage(FeedSettings settings, int page) {
        return page(settings, page) + "&type=variation";
    }
}
