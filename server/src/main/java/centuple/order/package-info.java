/** Order facts: what a receiver's shop reported of one order. */
@NullMarked
package centuple.order;

import org.jspecify.annotations.NullMarked;
