/** WooCommerce: orders by webhook and by the REST API. */
@NullMarked
package centuple.connect.woocommerce;

import org.jspecify.annotations.NullMarked;
