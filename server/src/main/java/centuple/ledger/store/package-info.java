/** The books in PostgreSQL. */
@NullMarked
package centuple.ledger.store;

import org.jspecify.annotations.NullMarked;
