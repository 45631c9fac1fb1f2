/** What is owed for orders, in PostgreSQL, and the one transaction that brings the books there. */
@NullMarked
package centuple.commission.store;

import org.jspecify.annotations.NullMarked;
