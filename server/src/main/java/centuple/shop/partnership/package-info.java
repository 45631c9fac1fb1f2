/** How two shops become partners and agree on terms, as a state machine. */
@NullMarked
package centuple.shop.partnership;

import org.jspecify.annotations.NullMarked;
