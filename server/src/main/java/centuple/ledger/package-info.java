/** Accounts between two shops, and the transfers that move money through their stages. */
@NullMarked
package centuple.ledger;

import org.jspecify.annotations.NullMarked;
