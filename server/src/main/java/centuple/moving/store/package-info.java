/** What was brought from other programs, in PostgreSQL. */
@NullMarked
package centuple.moving.store;

import org.jspecify.annotations.NullMarked;
