/** Shopify: orders and refunds by webhook and by the Admin API. */
@NullMarked
package centuple.connect.shopify;

import org.jspecify.annotations.NullMarked;
