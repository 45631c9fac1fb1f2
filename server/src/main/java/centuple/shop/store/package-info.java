/** Shops, keys, hosts, partnerships, terms, coupons and events in PostgreSQL. */
@NullMarked
package centuple.shop.store;

import org.jspecify.annotations.NullMarked;
