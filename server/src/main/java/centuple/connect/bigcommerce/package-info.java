/** BigCommerce: events only name what changed, the orders are fetched. */
@NullMarked
package centuple.connect.bigcommerce;

import org.jspecify.annotations.NullMarked;
