/** Shops, keys, domains, partnerships, terms, coupons and events over the HTTP API. */
@NullMarked
package centuple.shop.http;

import org.jspecify.annotations.NullMarked;
