/** Links in PostgreSQL, and all that the redirect must know of them. */
@NullMarked
package centuple.link.store;

import org.jspecify.annotations.NullMarked;
