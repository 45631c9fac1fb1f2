package centuple.catalogue.feed;

import centuple.shop.domain.HostName;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Addresses of feeds, and what is asked of them. Stateless. */
public final class FeedAddress {
    /** Characters of an address. */
    public static final int CHARS_MAX = 1_024;

    private static final int SHOPIFY_PAGE_ITEMS = 250;
    private static final int WOOCOMMERCE_PAGE_ITEMS = 100;

    private FeedAddress() {
    }

    /**
     * An address that may be asked: https at the usual port of a named host, nothing secret in it.
     *
     * @param loopback whether plain http to this machine may be too, for tests and trials
     */
    public static Optional<String> read(String text, boolean loopback) {
        try {
            URI uri = new URI(text);
            String host = uri.getHost();
            if (text.length() > CHARS_MAX || host == null || uri.getRawUserInfo() != null
                    || uri.getFragment() != null) {
                return Optional.empty();
            }
            boolean local = loopback && HostName.isLoopback(host) && "http".equals(uri.getScheme());
            boolean named = HostName.isPublic(host);
            boolean https = "https".equals(uri.getScheme()) && named && (uri.getPort() == -1 || uri.getPort() == 443);
            return local || https ? Optional.of(text) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
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
