/** The shipped clicks in PostgreSQL: rows by day, the position of each journal, daily numbers. */
@NullMarked
package centuple.journal.store;

import org.jspecify.annotations.NullMarked;
