/** Claims in PostgreSQL, and what each step of one writes in one transaction. */
@NullMarked
package centuple.claim.store;

import org.jspecify.annotations.NullMarked;
