/** Shops, their proven domains, keys, partnerships and the terms between them. */
@NullMarked
package centuple.shop;

import org.jspecify.annotations.NullMarked;
