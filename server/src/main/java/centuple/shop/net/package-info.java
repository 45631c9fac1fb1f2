/** Looks for proofs on the hosts themselves. */
@NullMarked
package centuple.shop.net;

import org.jspecify.annotations.NullMarked;
