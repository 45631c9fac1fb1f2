/** What is owed for an order, and the transfers that bring the books there. */
@NullMarked
package centuple.commission;

import org.jspecify.annotations.NullMarked;
