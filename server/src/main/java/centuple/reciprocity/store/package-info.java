/** Reads what passed between shops and keeps what was decided of it, in PostgreSQL. */
@NullMarked
package centuple.reciprocity.store;

import org.jspecify.annotations.NullMarked;
