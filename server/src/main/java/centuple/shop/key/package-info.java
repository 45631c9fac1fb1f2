/** API keys: their secrets, and what they may do. */
@NullMarked
package centuple.shop.key;

import org.jspecify.annotations.NullMarked;
