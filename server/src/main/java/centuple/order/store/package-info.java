/** Orders and their facts in PostgreSQL. */
@NullMarked
package centuple.order.store;

import org.jspecify.annotations.NullMarked;
